"""`list`, `lint`, `show`, `transcripts`, `where`."""

import json
from pathlib import Path

import pytest

from tests.cli.helpers import replies, team_folder, trainer
from tests.scenarios import LIBRARY, SMALL
from trainer.records.event import GENESIS, Kind
from trainer.records.line import encode


def test_the_library_lists_ones_own_scenarios_and_those_that_came_along() -> None:
    team_folder()
    rows = {row["id"]: row for row in trainer("list", "--json").json}
    assert rows["small"]["frameworks"] == ["demo"]
    assert {"two-minute-counter", "airport-counter", "borrowed-phone", "borrowed-phone-supervisor"} <= set(rows)


def test_a_scenario_with_errors_is_named_and_exits_1() -> None:
    team_folder().write_text(SMALL.replace("minutes: 1", "minutes: x"), encoding="utf-8")
    done = trainer("list")
    assert done.code == 1
    assert "scenarios/small.yaml" in done.err


def test_lint_prints_file_line_column_and_exits_1() -> None:
    team_folder().write_text(SMALL.replace("next: gate", "next: gaet", 1), encoding="utf-8")
    done = trainer("lint", "scenarios/small.yaml")
    line = SMALL[: SMALL.index("next: gate")].count("\n") + 1
    assert done.code == 1
    assert done.out.startswith(f"scenarios/small.yaml:{line}:15: error dangling-link:")


def test_lint_as_json_has_the_keys_of_the_contract() -> None:
    team_folder().write_text(SMALL.replace("next: home", "next: counter", 1), encoding="utf-8")
    found = trainer("lint", "scenarios", "--format", "json").json
    assert {"code", "severity", "message", "path", "line", "column", "end_line", "end_column", "witness"} == set(
        found[0]
    )
    assert any(f["witness"] for f in found)


def test_lint_of_a_sound_folder_exits_0() -> None:
    assert trainer("lint", str(LIBRARY)).code == 0


def test_lint_of_nothing_exits_3_and_of_what_is_no_scenario_1() -> None:
    assert trainer("lint", "nowhere.yaml").code == 3
    Path("notes.yaml").write_text("milk: 2\n", encoding="utf-8")
    assert trainer("lint", "notes.yaml").code == 1
    assert trainer("lint").code == 2


def test_plans_that_no_longer_fit_say_where_they_part() -> None:
    team_folder()
    plans = (
        "format: plan/1\nscenario: small\nplans:\n  - id: p\n    replies: [check, hlep]\n    expect: {ending: happy}\n"
    )
    Path("scenarios/small.plans.yaml").write_text(plans, encoding="utf-8")
    done = trainer("lint", "scenarios")
    assert done.code == 1
    assert "parts at reply 2" in done.out


def test_an_attempt_is_listed_and_shown_in_every_form() -> None:
    team_folder()
    trainer("play", "small", "--replies", replies("chat", "help"), "--trainee", "Ann")
    row = trainer("transcripts", "--json").json[0]
    assert (row["scenario"], row["verdict"]) == ("small", "not yet")
    assert "Ann" in trainer("transcripts").out
    assert "Lovely weather!" in trainer("show", row["attempt"]).out
    assert "<html" in trainer("show", row["attempt"], "--format", "html").out
    assert trainer("show", row["attempt"], "--format", "markdown").out.startswith("# ")
    assert trainer("show", row["attempt"], "--format", "json").json["decisions"][0]["cost"] == 2.5


def test_a_damaged_attempt_is_named_and_exits_1() -> None:
    team_folder()
    trainer("play", "small", "--replies", replies("chat", "help"))
    journal = next(Path("transcripts").glob("*.jsonl"))
    journal.write_bytes(journal.read_bytes().replace(b"chat", b"chit"))
    assert trainer("transcripts").code == 1
    assert trainer("show", journal.stem).code == 3


def test_names_stand_in_people_json_alone() -> None:
    team_folder()
    trainer("play", "small", "--replies", replies("chat", "help"), "--trainee", "Ann Unlikely")
    for path in filter(Path.is_file, Path("transcripts").rglob("*")):
        assert (b"Ann Unlikely" in path.read_bytes()) is (path.name == "people.json")


def test_where_says_which_setting_won() -> None:
    config = Path("config.toml")
    config.write_text('transcripts = "from-config"\n', encoding="utf-8")

    def transcripts(*arguments: str, **environment: str) -> str:
        found = trainer("where", "--json", *arguments, TRAINER_CONFIG=str(config), **environment).json
        return str(found["transcripts"]["path"])

    assert transcripts() == "from-config"
    assert transcripts(TRAINER_TRANSCRIPTS="from-env") == "from-env"
    assert transcripts("--transcripts", "from-cli", TRAINER_TRANSCRIPTS="from-env") == "from-cli"


def test_a_broken_config_file_is_said() -> None:
    Path("config.toml").write_text("=\n", encoding="utf-8")
    done = trainer("where", TRAINER_CONFIG="config.toml")
    assert done.code == 3
    assert "config.toml" in done.err


def test_json_is_ascii_so_that_nothing_in_it_acts_on_a_terminal() -> None:
    team_folder()
    out = trainer("list", "--json").out
    assert out.isascii()
    assert json.loads(out)


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_whatever_the_pipe_is_set_to_output_is_utf_8(encoding: str) -> None:
    team_folder()
    trainer("play", "small", "--replies", replies("chat", "help"), "--trainee", "Zoë 安")
    done = trainer("transcripts", PYTHONIOENCODING=encoding)
    assert done.code == 0, done.err
    assert "Zoë 安" in done.out


def test_commands_can_be_called_one_after_another_in_one_process(capsys: pytest.CaptureFixture[str]) -> None:
    from trainer.cli import main

    assert [main(["list"]), main(["where"]), main(["list"])] == [0, 0, 0]
    assert "two-minute-counter" in capsys.readouterr().out


def test_an_empty_journal_that_never_began_is_no_damage() -> None:
    team_folder()
    Path("transcripts").mkdir()
    Path("transcripts/20260101-000000000-small-aaaaaa.jsonl").touch()
    done = trainer("transcripts", "--json")
    assert (done.code, done.json) == (0, [])


def test_a_journal_of_a_newer_version_is_no_damage_either() -> None:
    team_folder()
    Path("transcripts").mkdir()
    line = encode(1, Kind.START, "2026-11-22T10:00:00.000+00:00", 0.0, {"format": "attempt/2"}, GENESIS)
    Path("transcripts/20261122-100000000-small-aaaaaa.jsonl").write_bytes(line + b"\n")
    done = trainer("transcripts", "--json")
    assert (done.code, done.json[0]["state"]) == (0, "newer")


def test_a_folder_that_may_not_be_read_is_said() -> None:
    team_folder()
    Path("mine").mkdir()
    Path("mine/principles").write_text("", encoding="utf-8")
    assert trainer("list", "--scenarios", "mine/principles").code == 0


def test_linting_a_folder_does_not_skip_a_file_that_is_no_utf_8() -> None:
    path = team_folder()
    path.with_name("wide.yaml").write_bytes(SMALL.encode("utf-16"))
    done = trainer("lint", "scenarios")
    assert done.code == 1
    assert "scenarios/wide.yaml:1:1: error not-utf8" in done.out


def test_a_program_that_plays_makes_no_person() -> None:
    team_folder()
    trainer("play", "small", "--replies", replies("chat", "help"))
    assert not Path("transcripts/people.json").exists()


def test_two_files_with_one_id_are_told() -> None:
    path = team_folder()
    path.with_name("twin.yaml").write_text(SMALL, encoding="utf-8")
    done = trainer("list")
    assert done.code == 1
    assert "scenarios/twin.yaml: it has the id of scenarios/small.yaml" in done.err


def test_ones_own_broken_copy_does_not_take_the_librarys_scenario_away() -> None:
    path = team_folder().with_name("mine.yaml")
    path.write_text("format: scenario/1\nid: two-minute-counter\n", encoding="utf-8")
    done = trainer("list", "--json")
    assert done.code == 1
    assert "scenarios/mine.yaml: this scenario has errors" in done.err
    assert "two-minute-counter" in [row["id"] for row in done.json]


def test_a_damaged_list_of_people_leaves_the_attempts_readable() -> None:
    team_folder()
    trainer("play", "small", "--replies", replies("chat", "help"), "--trainee", "Ann")
    Path("transcripts/people.json").write_text("{]", encoding="utf-8")
    done = trainer("transcripts")
    assert done.code == 0
    assert "not yet" in done.out
    assert "Pseudonyms are shown" in done.err
