"""What a picture shows: kinds of scenes, merged arrows, the best line, traps, findings on their scenes."""

from __future__ import annotations

from tests.exchange.hostile import CIRCLE, TRAP, UNLINKED, checked
from tests.scenarios import SMALL
from trainer.document.finding import Finding, Severity
from trainer.drawing.move_kinds import MoveKind
from trainer.drawing.picture import Arrow, Node, NodeKind, Picture, picture_of


def node(picture: Picture, name: str) -> Node:
    return next(n for n in picture.nodes if n.id == name)


def arrow(picture: Picture, source: str, target: str) -> Arrow:
    return next(a for a in picture.arrows if (a.source, a.target) == (source, target))


def test_scenes_are_worded_by_what_they_are() -> None:
    picture = picture_of(checked(SMALL))
    kinds = {n.id: n.kind for n in picture.nodes}
    assert kinds == {
        "counter": NodeKind.DECISION, "gate": NodeKind.DECISION, "home": NodeKind.TOLD,
        "happy": NodeKind.GOOD, "late": NodeKind.MIXED, "gone": NodeKind.BAD,
    }  # fmt: skip
    assert all(n.linked for n in picture.nodes)


def test_replies_that_lead_to_the_same_scene_share_an_arrow() -> None:
    picture = picture_of(checked(SMALL))
    labels = arrow(picture, "counter", "gate").labels
    assert [label.text for label in labels] == ["check", "chat", "grunt", "timeout", "fallback"]
    assert [label.depends for label in labels] == [False, False, True, False, False]


def test_where_a_scene_just_goes_on_the_arrow_says_when() -> None:
    picture = picture_of(checked(SMALL))
    assert [x.text for x in arrow(picture, "home", "late").labels] == ["pass_for == wrong"]
    assert [x.text for x in arrow(picture, "home", "happy").labels] == ["otherwise"]


def test_the_best_line_is_marked_and_listed() -> None:
    picture = picture_of(checked(SMALL))
    assert [(b.scene, b.response.id, b.leads_to) for b in picture.best_line] == [
        ("counter", "check", "gate"),
        ("gate", "help", "home"),
    ]
    best = {label.text for a in picture.arrows for label in a.labels if label.line is MoveKind.BEST}
    assert best == {"check", "help", "otherwise"}
    assert node(picture, "happy").best
    assert not node(picture, "late").best


def test_a_well_marked_reply_that_costs_much_later_is_a_trap_and_a_critical_one_a_mistake() -> None:
    trap = picture_of(checked(TRAP))
    assert arrow(trap, "one", "two").line is MoveKind.TRAP
    assert arrow(trap, "one", "good").line is MoveKind.BEST
    small = picture_of(checked(SMALL))
    lines = {label.text: label.line for label in arrow(small, "gate", "home").labels}
    assert lines == {"help": MoveKind.BEST, "shrug": MoveKind.MISTAKE}


def test_an_arrow_of_silence_alone_is_dashed() -> None:
    assert arrow(picture_of(checked(TRAP)), "one", "bad").dashed
    assert not arrow(picture_of(checked(SMALL)), "counter", "gate").dashed


def test_a_scene_that_nothing_leads_to_is_apart_and_one_never_reached_in_play_is_said() -> None:
    picture = picture_of(checked(UNLINKED))
    assert not node(picture, "attic").linked
    never = SMALL.replace("when: patience <= 0, scene: gone", "when: patience >= 4, scene: gone")
    picture = picture_of(checked(never))
    assert node(picture, "gone").linked
    assert node(picture, "gone").met is False
    assert arrow(picture, "counter", "gone").line is MoveKind.NEVER


def test_of_a_scenario_that_goes_in_circles_the_lines_are_not_known() -> None:
    picture = picture_of(checked(CIRCLE))
    assert not picture.known
    assert not picture.best_line
    assert {a.line for a in picture.arrows} == {MoveKind.PLAIN}
    assert any(n.findings for n in picture.nodes)


def test_findings_are_pinned_on_the_scene_whose_lines_they_are_about() -> None:
    found = checked(SMALL)
    assert found.scenario is not None
    path, at = found.scenario.path, found.scenario.scenes["gate"].at
    findings = [
        Finding("in-gate", Severity.WARNING, "Here.", path, at),
        Finding("in-head", Severity.WARNING, "There.", path),
        Finding("elsewhere", Severity.WARNING, "Far.", "other.yaml", at),
    ]
    picture = picture_of(found, findings)
    assert [f.code for f in node(picture, "gate").findings] == ["in-gate"]
    assert [f.code for f in picture.elsewhere] == ["in-head", "elsewhere"]
