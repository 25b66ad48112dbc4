"""A plan is played and where the run parts from it is said; a play-through is written down as a plan."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.scenarios import FRAMEWORK, LIBRARY, SMALL, load, playable
from trainer.analysis.judgement import RunResult, judge
from trainer.analysis.plan_check import compare_plan, decision_differences, differences
from trainer.analysis.plan_files import (
    PlanResult,
    UnplayablePlans,
    plan_files,
    run_plans,
    save_plan,
    with_plan,
    write_plan,
)
from trainer.analysis.playable import check, open_playable
from trainer.errors import NotWritable, UnusableInput
from trainer.play.run import Reply, begin, replay
from trainer.scenario.library import Library, open_library
from trainer.scenario.plans import Expected, ExpectedLevel, Plan, load_plans

HEAD = "format: plan/1\nscenario: small\nplans:\n"
GOOD = "  - {id: good, replies: [check, help], expect: {ending: happy, score: 100, verdict: amazing, critical: no}}\n"


def plan(expect: str, replies: str = "check, help", more: str = "") -> Plan:
    found = load_plans(f"{HEAD}  - {{id: p, {more} replies: [{replies}], expect: {{{expect}}}}}\n".encode(), "p.yaml")
    assert found.findings == []
    return found.plans[0]


PARTED = [
    # what is expected, the replies, what differs, what the message says
    ("ending: late", "check, help", "ending", 'it ends in "happy", not in "late"'),
    ("ending: happy", "check, hlep", "reply", '"hlep" is not on offer. Did you mean "help"?'),
    ("ending: happy", "check", "end", 'the replies end at the decision "gate"'),
    ("ending: happy", "check, help, help", "reply", 'the run has ended in "happy"'),
    ("ending: happy, outcome: bad", "check, help", "outcome", "the outcome is good, not bad"),
    ("ending: happy, verdict: sound", "check, help", "verdict", "the verdict is amazing, not sound"),
    ("ending: happy, score: 90", "check, help", "score", "the score is 100, not 90"),
    ("ending: happy, critical: yes", "check, help", "critical", "nothing critical happens"),
    ("ending: happy, critical: no", "check, shrug", "critical", 'something critical happens in "gate"'),
    ("ending: happy, scenes: [counter]", "check, help", "scenes", "decision 2 is gate, not the end"),
    ("ending: happy, scenes: [gate, gate]", "check, help", "scenes", "decision 1 is counter, not gate"),
    ("ending: happy, hears: [Lovely]", "check, help", "hears", 'nobody says "Lovely"'),
    ("ending: happy, never_hears: [I am short]", "check, help", "never_hears", 'says "I am short"'),
    ("ending: happy, marks: {counter: {care: 3}}", "check, help", "marks", "care is 4 (outstanding), not 3 (good)"),
    ("ending: happy, marks: {2: {demo.speed: 1}}", "check, help", "marks", "demo.speed is 3 (good), not 1 (poor)"),
    (
        "ending: happy, marks: {gate: {care: 3}}",
        "check, help",
        "marks",
        '"care" is not at stake there. At stake: speed',
    ),
    ("ending: happy, marks: {home: {care: 3}}", "check, help", "marks", 'never comes to the decision "home"'),
    ("ending: happy, marks: {3: {care: 3}}", "check, help", "marks", 'never comes to the decision "3"'),
    ("ending: late, costs: {counter: best}", "chat, help", "costs", "it costs 2.5 (slip), not best. Better: check"),
]


@pytest.mark.parametrize(("expect", "replies", "what", "says"), PARTED, ids=[f"{p[2]}: {p[3][:20]}" for p in PARTED])
def test_what_differs_is_said(expect: str, replies: str, what: str, says: str) -> None:
    found = list(compare_plan(plan(expect, replies, "variant: one,"), playable()))
    assert [d.what for d in found] == [what]
    assert says in found[0].message
    assert found[0].variant == "one"


def test_a_plan_that_holds_differs_in_nothing() -> None:
    marks = "marks: {counter: {care: 4, warmth: 3}, 2: {speed: 3}}, costs: {counter: best, 2: best}"
    words = "hears: [did I get that right], never_hears: [Lovely]"
    assert list(compare_plan(plan(f"ending: happy, score: 100, {marks}, {words}"), playable())) == []


def test_a_plan_is_tried_in_every_variant() -> None:
    found = list(compare_plan(plan("ending: happy, hears: [Dulles]"), playable()))
    assert [d.variant for d in found] == ["two"]
    assert list(differences(plan("ending: happy", more="variant: three,"), playable())) == [
        'There is no variant "three". There is: one, two.'
    ]


def test_where_it_parts_the_options_are_named() -> None:
    found = next(compare_plan(plan("ending: happy", "check, nod"), playable()))
    assert (found.reply, found.scene, found.offered) == (2, "gate", ("help", "shrug"))


def test_without_knowing_the_worth_of_replies_scores_and_costs_are_not_taken_as_held() -> None:
    short = check(load(SMALL), bound=3).playable
    assert short is not None
    expected = "ending: happy, score: 100, costs: {counter: best}"
    found = compare_plan(plan(expected, more="variant: one,"), short)
    assert [d.message for d in found] == [
        "the score is not given, not 100.",
        'at reply 1, "check" in "counter": what it costs is not known: there are too many states.',
    ]


def test_a_principle_that_could_be_two_is_to_be_written_in_full() -> None:
    found = open_playable(open_library([LIBRARY]), "airport-counter")
    step = replay(found.machine, next(iter(found.scenario.variants.values())), 0, [Reply("finish-then-call")]).steps[0]
    twice = replace(step, levels={"one.listen": 3, "two.listen": 2})
    run = replace(begin(found.machine, next(iter(found.scenario.variants.values())), 0), steps=(twice,))
    expected = Expected("x", marks=(ExpectedLevel("1", "listen", 3),))
    assert "could be one.listen or two.listen" in next(decision_differences(expected, run, None)).message


def test_mistakes_in_plans_are_found_where_they_stand() -> None:
    text = (
        f"{HEAD}  - {{id: p, replies: [check], expect: {{ending: x, marks: {{a: {{care: 7}}}}, costs: {{b: dear}}}}}}\n"
    )
    found = load_plans(text.encode(), "p.yaml")
    assert [f.code for f in found.findings] == ["bad-number", "wrong-type"]
    assert found.plans == ()


def folder_with(plans: str, scenario: str = SMALL) -> Library:
    """A library of one scenario with plans beside it."""
    Path("lib/principles").mkdir(parents=True)
    Path("lib/principles/demo.yaml").write_text(FRAMEWORK, encoding="utf-8")
    Path("lib/small.yaml").write_text(scenario, encoding="utf-8")
    Path("lib/small.plans.yaml").write_text(plans, encoding="utf-8")
    return open_library([Path("lib")])


@pytest.mark.parametrize("named", ["lib", "small", "lib/small.yaml", "lib/small.plans.yaml"])
def test_plans_are_found_by_folder_id_scenario_and_file_and_played(named: str) -> None:
    library = folder_with(HEAD + GOOD)
    [path] = plan_files(named, library)
    [played] = run_plans(path, library)
    assert isinstance(played, PlanResult)
    assert (played.scenario, played.plan.id, played.differences) == ("small", "good", ())


def test_a_scenario_without_plans_says_where_they_would_stand() -> None:
    library = folder_with(HEAD + GOOD)
    Path("lib/small.plans.yaml").unlink()
    with pytest.raises(UnusableInput, match="has no plans") as caught:
        plan_files("small", library)
    assert "small.plans.yaml" in str(caught.value.do)


@pytest.mark.parametrize(
    ("plans", "scenario", "says"),
    [
        (HEAD + GOOD.replace("score", "scroe"), SMALL, "scroe"),
        (HEAD + GOOD, SMALL.replace("next: home", "next: hmoe", 1), "dangling-link"),
    ],
    ids=["an error in the plans", "an error in the scenario"],
)
def test_plans_that_cannot_be_played_say_why(plans: str, scenario: str, says: str) -> None:
    library = folder_with(plans, scenario)
    [found] = run_plans(Path("lib/small.plans.yaml"), library)
    assert isinstance(found, UnplayablePlans)
    assert any(says in problem for problem in found.problems)


def test_plans_of_a_scenario_that_is_not_there_say_so() -> None:
    library = folder_with(HEAD + GOOD)
    Path("lib/lost.plans.yaml").write_text(HEAD.replace("small", "lost") + GOOD, encoding="utf-8")
    [found] = run_plans(Path("lib/lost.plans.yaml"), library)
    assert isinstance(found, UnplayablePlans)
    assert "these plans have no scenario" in found.problems[0]


def result(*replies: str) -> RunResult:
    found = playable()
    assert found.worth is not None
    return judge(replay(found.machine, found.scenario.variants["two"], 5, [Reply(r) for r in replies]), found.worth)


def test_a_play_through_becomes_a_plan_that_holds() -> None:
    text = with_plan("", "small", write_plan(result("chat", "shrug"), "kept", "Warm: and 'wrong', #2"), "p.yaml")
    loaded = load_plans(text.encode(), "p.yaml")
    assert loaded.findings == []
    kept = loaded.plans[0]
    assert (kept.id, kept.title, kept.variant) == ("kept", "Warm: and 'wrong', #2", "two")
    assert (kept.replies, kept.expected.ending, kept.expected.critical) == (("chat", "shrug"), "late", True)
    assert list(compare_plan(kept, playable())) == []


def test_a_play_through_can_be_kept_for_every_variant() -> None:
    assert "variant" not in write_plan(result("check", "help"), "kept", any_variant=True)


def test_a_run_that_goes_on_is_no_plan() -> None:
    with pytest.raises(UnusableInput, match="leads to an ending"):
        write_plan(result("check"), "kept")
    with pytest.raises(UnusableInput, match="cannot be an id"):
        write_plan(result("check", "help"), "Not an id")


@pytest.mark.parametrize(
    "before",
    [
        HEAD + "  # mine\n" + GOOD + "  # the last word\n",
        (HEAD + GOOD).rstrip("\n"),
        (HEAD + GOOD).replace("  - ", "- "),
        "format: plan/1\nplans:\n" + GOOD + "\nscenario: small\n",
        (HEAD + GOOD).replace("\n", "\r\n"),
        "# nothing yet\n" + HEAD,
    ],
    ids=["comments", "no last line feed", "dashes at the edge", "another key behind", "Windows", "an empty list"],
)
def test_adding_a_plan_keeps_the_text_and_the_comments(before: str) -> None:
    path = Path("small.plans.yaml")
    path.write_bytes(before.encode())
    path.chmod(0o640)
    assert save_plan(path, result("check", "help"), "good") == ("good-2" if GOOD.strip() in before else "good")
    after = path.read_bytes().decode()
    assert [line for line in before.splitlines() if line not in after.splitlines()] == []
    loaded = load_plans(after.encode(), "p")
    assert loaded.findings == []
    assert loaded.plans[-1].replies == ("check", "help")
    assert path.stat().st_mode & 0o777 == 0o640
    assert [p.name for p in Path().iterdir()] == ["small.plans.yaml"]


@pytest.mark.parametrize(
    "before", ["format: plan/1\nscenario: other\nplans:\n", HEAD.replace("\n", " ") + "[]", "- a\n"]
)
def test_where_no_plan_can_be_added_the_file_stays_as_it_is(before: str) -> None:
    path = Path("small.plans.yaml")
    path.write_text(before, encoding="utf-8")
    with pytest.raises(UnusableInput):
        save_plan(path, result("check", "help"), "good")
    assert path.read_text(encoding="utf-8") == before


def test_a_plan_that_cannot_be_written_is_said_and_nothing_is_left_behind() -> None:
    with pytest.raises(NotWritable, match="cannot be written"):
        save_plan(Path("nowhere/small.plans.yaml"), result("check", "help"), "good")
    Path("folder.plans.yaml").mkdir()
    with pytest.raises(UnusableInput):
        save_plan(Path("folder.plans.yaml"), result("check", "help"), "good")
    Path("latin.plans.yaml").write_bytes(HEAD.encode() + b"# caf\xe9\n")
    with pytest.raises(UnusableInput, match="not UTF-8"):
        save_plan(Path("latin.plans.yaml"), result("check", "help"), "good")
    assert {p.name for p in Path().iterdir()} == {"folder.plans.yaml", "latin.plans.yaml"}


def test_a_full_disk_leaves_the_plans_as_they_were(monkeypatch: pytest.MonkeyPatch) -> None:
    path = Path("small.plans.yaml")
    path.write_text(HEAD + GOOD, encoding="utf-8")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(NotWritable, match="the disk is full"):
        save_plan(path, result("check", "help"), "more")
    assert path.read_text(encoding="utf-8") == HEAD + GOOD
    assert [p.name for p in Path().iterdir()] == ["small.plans.yaml"]


def test_a_first_plan_makes_the_file_with_the_line_for_editors_where_the_schema_lies() -> None:
    path = Path("small.plans.yaml")
    Path("plan.schema.json").write_text("{}", encoding="utf-8")
    save_plan(path, result("check", "help"), "first")
    assert path.read_text(encoding="utf-8").startswith(
        "# yaml-language-server: $schema=./plan.schema.json\nformat: plan/1"
    )
