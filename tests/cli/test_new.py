"""`trainer new`: what it writes is sound, and it never writes over anything."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from itertools import product
from pathlib import Path

import pytest

from tests.cli.helpers import team_folder, trainer
from trainer.analysis.judgement import RunResult, judge
from trainer.analysis.playable import Playable, open_playable
from trainer.paths import library
from trainer.play.run import Reply, replay
from trainer.scenario.library import open_library
from trainer.scenario.model import Response


def test_what_it_writes_lints_clean_holds_its_plan_and_is_found() -> None:
    done = trainer("new", "late-checkout", "--folder", "scenarios")
    assert done.code == 0
    assert done.out.split() == ["scenarios/late-checkout.yaml", "scenarios/late-checkout.plans.yaml"]
    assert "trainer lint scenarios/late-checkout.yaml" in done.err
    assert "trainer play scenarios/late-checkout.yaml" in done.err
    lint = trainer("lint", "scenarios")
    assert (lint.code, lint.out) == (0, "")
    assert trainer("test", "scenarios").code == 0
    row = next(row for row in trainer("list", "--json").json if row["id"] == "late-checkout")
    assert (row["title"], row["family"]) == ("Late checkout", "late-checkout")


def test_it_goes_into_the_scenarios_in_use() -> None:
    team_folder()
    assert trainer("new", "late-checkout").out.startswith("scenarios/late-checkout.yaml")
    assert trainer("new", "other", "-o", "drafts/o.yaml").out.split() == ["drafts/o.yaml", "drafts/o.plans.yaml"]
    assert trainer("test", "drafts").code == 0


def test_the_first_line_leads_an_editor_to_a_schema_that_lies_beside_it() -> None:
    trainer("new", "late-checkout", "--folder", "scenarios")
    for name, schema in [("late-checkout.yaml", "scenario"), ("late-checkout.plans.yaml", "plan")]:
        first = (Path("scenarios") / name).read_text(encoding="utf-8").split("\n")[0]
        assert first == f"# yaml-language-server: $schema=./{schema}.schema.json"
        assert json.loads((Path("scenarios") / f"{schema}.schema.json").read_text(encoding="utf-8"))


def test_an_older_schema_of_ours_is_brought_up_to_date_and_another_s_is_left_alone() -> None:
    trainer("new", "one", "--folder", "scenarios")
    ours, other = Path("scenarios/scenario.schema.json"), Path("scenarios/plan.schema.json")
    whole = ours.read_text(encoding="utf-8")
    ours.write_text(whole.replace("Lena Ortiz", "Lina"), encoding="utf-8")
    other.write_text("{}", encoding="utf-8")
    done = trainer("new", "two", "--folder", "scenarios")
    assert ours.read_text(encoding="utf-8") == whole
    assert other.read_text(encoding="utf-8") == "{}"
    assert "plan.schema.json is not ours" in done.err


@pytest.mark.parametrize("name", ["late-checkout.yaml", "late-checkout.plans.yaml"])
def test_a_file_that_is_there_is_not_overwritten(name: str) -> None:
    Path("scenarios").mkdir()
    (Path("scenarios") / name).write_text("mine", encoding="utf-8")
    done = trainer("new", "late-checkout", "--folder", "scenarios")
    assert done.code == 4
    assert (Path("scenarios") / name).read_text(encoding="utf-8") == "mine"
    assert [p.name for p in Path("scenarios").iterdir()] == [name]


BAD_IDS = [
    ("Late Checkout!", "late-checkout"),
    ("scenarios/late.yaml", "late"),
    ("Überbuchung", "berbuchung"),
    ("…", "late-checkout"),
]


@pytest.mark.parametrize(("bad", "better"), BAD_IDS)
def test_a_bad_id_is_explained_with_a_better_one(bad: str, better: str) -> None:
    done = trainer("new", bad)
    assert done.code == 2
    assert f'For example "{better}"' in done.err


def test_ids_that_are_taken_are_refused() -> None:
    assert trainer("new", "two-minute-counter").code == 2
    assert trainer("new", "timeout").code == 2
    assert trainer("new", "fine", "-o", "fine.txt").code == 2


DEVICES = [
    "con",
    "CON",
    "Prn",
    "aux",
    "nul",
    "com1",
    "COM9",
    "lpt1",
    "LPT9",
    "com¹",
    "conin$",
    "CONOUT$",
    "nul.yaml",
    "a/aux",
]


@pytest.mark.parametrize("name", DEVICES)
def test_names_of_devices_on_windows_are_refused_with_one_that_would_do(name: str) -> None:
    done = trainer("new", name, "--folder", "made")
    assert done.code == 2
    better = done.err.rpartition('For example "')[2].rpartition('"')[0]
    assert trainer("new", better, "--folder", "made").code == 0, done.err
    assert [p.name for p in Path("made").glob("*.plans.yaml")] == [f"{better}.plans.yaml"]


@pytest.mark.parametrize(
    "file", ["nul.yaml", "CON.yaml", "made/Aux.yml", "lpt1/fine.yaml", "com1.draft.yaml", "prn .yaml"]
)
def test_files_and_new_folders_of_such_names_are_refused_too(file: str) -> None:
    done = trainer("new", "fine", "-o", file)
    assert done.code == 2, done.err
    assert "name of a device" in done.err
    assert list(Path().iterdir()) == []


def test_names_that_only_begin_so_and_folders_that_are_there_will_do() -> None:
    Path("aux").mkdir()
    for name, where in (("console", "made"), ("com10", "made"), ("auxiliary", "made"), ("mine", "aux")):
        assert trainer("new", name, "--folder", where).code == 0


def test_what_it_writes_has_the_permissions_new_files_have_here() -> None:
    for umask, mode in {0o022: 0o644, 0o002: 0o664, 0o077: 0o600}.items():
        shell = f'umask {umask:03o}; exec "$0" -m trainer new mine --folder "made-{umask:o}"'
        subprocess.run(["sh", "-c", shell, sys.executable], capture_output=True, timeout=60, check=True)
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in Path(f"made-{umask:o}").iterdir()}
        assert len(modes) == 4
        assert set(modes.values()) == {mode}, modes


def test_a_pipe_or_a_loop_where_a_file_should_be_is_neither_waited_for_nor_replaced() -> None:
    Path("made").mkdir()
    os.mkfifo("made/scenario.schema.json")
    Path("made/plan.schema.json").symlink_to("plan.schema.json")
    done = trainer("new", "mine", "--folder", "made")
    assert done.code == 4, done.err
    assert "Traceback" not in done.err
    assert stat.S_ISFIFO(Path("made/scenario.schema.json").stat().st_mode)
    for name in ("dangling", "loop"):
        Path(f"{name}.yaml").symlink_to("loop.yaml" if name == "loop" else "nowhere.yaml")
        done = trainer("new", "mine", "-o", f"{name}.yaml")
        assert (done.code, Path(f"{name}.yaml").is_symlink()) == (4, True)
    assert not Path("nowhere.yaml").exists()
    assert not list(Path().glob("*.plans.yaml"))
    assert trainer("new", "mine", "-o", f"{'x' * 300}.yaml").code == 4


def test_where_nothing_can_be_written_it_exits_4() -> None:
    Path("scenarios").write_text("a file", encoding="utf-8")
    done = trainer("new", "late-checkout", "--folder", "scenarios")
    assert done.code == 4
    assert "scenarios" in done.err


def made() -> Playable:
    trainer("new", "late-checkout", "--folder", "scenarios")
    return open_playable(open_library([Path("scenarios"), library().path]), "late-checkout")


def played(playable: Playable, replies: tuple[str, ...]) -> RunResult:
    assert playable.worth is not None
    variant = next(iter(playable.scenario.variants.values()))
    return judge(replay(playable.machine, variant, 0, [Reply(r) for r in replies]), playable.worth)


def test_it_is_a_model_of_what_a_scenario_should_be() -> None:
    playable = made()
    decisions = [s.decision for s in playable.scenario.scenes.values() if s.decision]
    runs = {r: played(playable, r) for r in product(*[[o.id for o in d.responses] for d in decisions])}
    best = next(replies for replies, result in runs.items() if result.score == 100)
    places = [[o.id for o in d.responses].index(reply) for d, reply in zip(decisions, best, strict=True)]
    assert len(decisions) == 3
    assert 0 not in places
    assert len(set(places)) > 1
    assert {str(r.verdict) for r in runs.values()} == {"amazing", "sound", "not yet"}
    assert {r.run.scene.id for r in runs.values()} == {"rides-off", "rides-anyway", "elsewhere"}
    assert {name for r in runs.values() for name, rated in r.principles.items() if rated} == set(
        playable.scenario.principles
    )


def test_nobody_gets_far_in_it_without_reading() -> None:
    playable = made()
    decisions = [s.decision for s in playable.scenario.scenes.values() if s.decision]

    def length(response: Response) -> int:
        return len(response.words.source)

    players = [
        tuple(d.responses[0].id for d in decisions),
        tuple(d.responses[-1].id for d in decisions),
        tuple(max(d.responses, key=length).id for d in decisions),
        tuple(min(d.responses, key=length).id for d in decisions),
    ]
    for replies in players:
        score = played(playable, replies).score
        assert score is not None
        # Half way from picking at random to the best.
        assert score < 70, replies


def test_a_slip_at_the_counter_surfaces_at_the_pick_up() -> None:
    result = played(made(), ("hands-free", "full-service", "mine-to-mend"))
    assert result.run.ending is not None
    assert result.run.ending.outcome == "mixed"
