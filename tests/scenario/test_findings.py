"""Each fault an author can make is found, named, and shown where it stands."""

import pytest

from tests.scenarios import FACTS, HEAD, SMALL, load
from trainer.analysis.playable import check

FAULTS = [
    # what is replaced, by what, the code, the text that the finding points at
    ("minutes: 1", "minutes: soon", "wrong-type", "soon"),
    ("minutes: 1", "minutes: 0", "bad-number", "0"),
    ("version: 1\n", "", "missing-key", "format"),
    ("minutes: 1", "minuets: 1", "unknown-key", "minuets"),
    ("id: small", "id: A small one", "bad-id", "A small one"),
    ("language: en", "language: English!", "bad-language", "English!"),
    ("frameworks: [demo]", "frameworks: [dmeo]", "unknown-framework", "dmeo"),
    ("format: scenario/1", "format: scenario/2", "newer-format", "scenario/2"),
    ("format: scenario/1", "format: play/1", "wrong-format", "play/1"),
    ("start: counter", "start: conter", "dangling-link", "conter"),
    ("next: gate", "next: gaet", "dangling-link", "gaet"),
    ("warmth: {level: 3", "warmht: {level: 3", "unknown-principle", "warmht"),
    ("warmth: {level: 3", "evenness: {level: 3", "run-judged", "evenness"),
    ("warmth: {level: 3", "warmth: {level: 5", "bad-number", "5"),
    (", why: Warm enough.}", "}", "missing-key", "{level: 3}"),
    ("patience: +1", "patiense: +1", "unknown-fact", "patiense"),
    ("pass_for: right, thanked", "pass_for: left, thanked", "outside-domain", "left"),
    ("patience <= 0", "patience <= 9", "outside-domain", "9"),
    ("patience <= 0", "patience", "bad-condition", "patience"),
    ("patience <= 0", "patiense <= 0", "unknown-fact", "patiense"),
    ("patience <= 0", "patience = 0", "bad-condition", "="),
    ("when: pass_for == wrong\n    decide", "when: pass_for < wrong\n    decide", "bad-condition", "pass_for < wrong"),
    ("{{ city.confused_with }}", "{{ city.likely }}", "unknown-placeholder", "This says"),
    ("{{ city.confused_with }}", "{{ ctiy }}", "unknown-placeholder", "This says"),
    ("{{ city.confused_with }}", "{{ thanked }}", "fact-not-shown", "This says"),
    ("{{ city.confused_with }}", "{{ city", "stray-braces", "This says"),
    (", confused_with: Portland}", "}", "unset-placeholder", "This says"),
    ("guest: Bob, ", "", "missing-detail", "{city: {text: Portland"),
    ("- guest: |\n          To", "- gest: |\n          To", "unknown-speaker", "gest"),
    ("id: chat", "id: check", "duplicate-id", "id: check"),
    ("id: chat", "id: timeout", "reserved-id", "timeout"),
    ("say: |\n          ID.", "sya: |\n          ID.", "unknown-key", "sya"),
    ("do: |\n          You look", "say: hm\n        do: |\n          You look", "two-ways", "do"),
    ("{scene: gate}", "{when: thanked, scene: gate}", "no-way-on", "{when: thanked, scene: gate}"),
    ("{when: patience <= 0, scene: gone}", "{scene: gone}", "dead-way", "{scene: gone}"),
    ("    time_limit: 30\n", "", "missing-key", "marks:"),
    ("warmth: {level: 1, why: Silence.}", "speed: {level: 1, why: Silence.}", "mark-not-at-stake", "speed"),
    ("ending: {outcome: bad,", "ending: {outcome: terrible,", "wrong-type", "terrible"),
    ("outcome: bad,", "outcome: bad, loss: [],", "empty-list", "[]"),
    ("outcome: bad,", "outcome: bad, loss: much,", "wrong-type", "much"),
    ("outcome: bad,", "outcome: bad, loss: [{loss: 2000}],", "bad-number", "2000"),
    ("outcome: bad,", "outcome: bad, loss: [{when: patience > 9, loss: 2}],", "outside-domain", "9"),
    ("outcome: bad,", "outcome: bad, loss: [{when: thanked}],", "missing-key", "{when: thanked}"),
    ("outcome: bad,", "outcome: bad, loss: [{loss: 2}, {loss: 3}],", "dead-way", "{loss: 2}"),
    ("start: 2,", "start: 9,", "outside-domain", "9"),
    ("as: bar", "as: pie", "wrong-type", "pie"),
    ("pass_for: {one_of", "city: {one_of", "ambiguous-name", "{one_of"),
    ("typed: welcome", "typed: maybe", "wrong-type", "maybe"),
    ("To {{ city }}, please.\n", "To Dulles.\n        answers: [greets]\n", "unknown-key", "answers"),
    ("The gate.\n", "The gate.\n        else: |\n          A gate.\n", "unknown-key", "else"),
    ("{{ patience }}.\n", "Ann.\n            else: |\n              No.\n", "missing-key", "else"),
    ("{{ patience }}.\n", "Ann.\n            answers: []\n", "empty-list", "[]"),
    ("{{ patience }}.\n", "Ann.\n            answers: thanks\n", "wrong-type", "thanks"),
    ("{{ patience }}.\n", "Ann.\n            answers: [Say thanks]\n", "bad-id", "Say thanks"),
    (
        "{{ patience }}.\n",
        "Ann.\n            answers: [a]\n            else: '{{ ctiy }}'\n",
        "unknown-placeholder",
        "'{{ ctiy }}'",
    ),
    ("{{ patience }}.\n", "Ann.\n            answers: [a]\n            else: ''\n", "empty-text", "''"),
    ("frameworks: [demo]", "frameworks: []", "empty-list", "[]"),
    ("cast:\n  guest: {name", "cast:\n  narrator: {name", "reserved-id", "narrator"),
    ('guest: {name: "{{ guest }}"}', "guest: Ann", "wrong-type", "Ann"),
    ('guest: {name: "{{ guest }}"}', "guest: {name: Ann}", "ambiguous-name", "guest"),
    ("thanked: {flag: no}", "thanked: yes", "wrong-type", "yes"),
    ("thanked: {flag: no}", "thanked: {start: no}", "missing-key", "{start"),
    ("thanked: {flag: no}", "and: {flag: no}", "bad-id", "and"),
    ("thanked: {flag: no}", "thanked: {flag: perhaps}", "wrong-type", "perhaps"),
    ("one_of: [nothing, right, wrong]", "one_of: [nothing, right, right]", "duplicate-id", "[nothing"),
    ("one_of: [nothing, right, wrong]", "one_of: [nothing, Right!, wrong]", "bad-id", "Right!"),
    ("start: nothing", "start: never", "outside-domain", "never"),
    ("{from: 0, to: 4,", "{from: 4, to: 0,", "bad-number", "0,"),
    ("{from: 0, to: 4,", "{from: 0, to: 4000,", "bad-number", "4000"),
    ("{from: 0, to: 4,", "{from: 0,", "missing-key", "{from"),
    ("{0: gone,", "{9: gone,", "outside-domain", "9"),
    ("{0: gone,", "{0: [gone],", "wrong-type", "[gone]"),
    ("thanked: {flag: no}", "thanked: {flag: no, shown: {as: bar}}", "wrong-type", "bar"),
    ("city: {text: Dulles, confused_with: Dallas}", 'city: ""', "empty-text", '""'),
    ("city: {text: Dulles, confused_with: Dallas}", "city: [Dulles]", "wrong-type", "[Dulles]"),
    ("city: {text: Dulles,", 'city: {text: "{{ guest }}",', "stray-braces", '"{{'),
    ("touchpoint: at the counter\n", "touchpoint: at the counter\n    with: gest\n", "unknown-speaker", "gest"),
    (
        "  gate:\n    touchpoint: at the gate",
        "  gate:\n    touchpoint: at the counter\n    with: g2",
        "unknown-speaker",
        "g2",
    ),
    ("ending: {outcome: bad, lesson: Gone.}", "lines: []", "no-way-on", "gone"),
    ("ending: {outcome: bad, lesson: Gone.}", "ending: {outcome: bad, lesson: x}\n    next: home", "two-ways", "next"),
    ("ending: {outcome: bad, lesson: Gone.}", "ending: bad", "wrong-type", "bad"),
    ("    decide: And now?\n", "", "missing-key", "responses"),
    ("decide: And now?\n", "decide: And now?\n    fallback: no\n", "wrong-type", "no"),
    ("time_limit: 30", "time_limit: 3", "bad-number", "3"),
    ("    timeout:\n", "    timeuot:\n", "missing-key", "30"),
    ("- narrator: |\n          Later.", "- Later.", "wrong-type", "Later"),
    ("- narrator: |\n          Later.", "- {narrator: a, guest: b}", "two-ways", "{narrator"),
    ("- narrator: |\n          Later.", "- {narrator: [a]}", "wrong-type", "[a]"),
    ("- narrator: |\n          Later.", '- {narrator: "  "}', "empty-text", '"  "'),
    ("next: home\n      - id: shrug", "next: {scene: home}\n      - id: shrug", "wrong-type", "{scene"),
    ("next: home\n      - id: shrug", "next: []\n      - id: shrug", "no-way-on", "[]"),
    ("- {scene: gate}", "- {scene: gate, when: [thanked]}", "wrong-type", "[thanked]"),
    ("- {scene: gate}", "- {when: thanked}", "missing-key", "{when"),
    ("        do: |\n          You look it up.\n", "", "missing-key", "id: help"),
    ("speed: {level: 3,", "demo.speed: {level: 3, why: x}\n          speed: {level: 3,", "duplicate-key", "speed"),
    ("speed: {level: 3, why: At once.}", "speed: 3", "wrong-type", "3"),
    ("effects: {patience: +1,", "effects: {patience: [1],", "wrong-type", "[1]"),
    ("frameworks: [demo]\n", "frameworks: [demo]\nweights: {warmth: 9}\n", "bad-number", "9"),
    ("  gone:\n", "  Gone Away:\n", "bad-id", "Gone"),
    ("  gone:\n    ending: {outcome: bad, lesson: Gone.}", "  gone: over", "wrong-type", "over"),
]


@pytest.mark.parametrize(("old", "new", "code", "at"), FAULTS, ids=[f"{f[2]}: {f[1][:30]}" for f in FAULTS])
def test_a_fault_is_found_where_it_stands(old: str, new: str, code: str, at: str) -> None:
    assert old in SMALL
    text = SMALL.replace(old, new, 1)
    findings = [f for f in load(text).findings if f.code == code]
    assert findings, [str(f) for f in load(text).findings]
    spots = []
    for finding in findings:
        line = text.split("\n")[finding.at.line - 1]
        spots.append(line[finding.at.column - 1 :])
        below = text.split("\n")[finding.at.line] if finding.at.line < text.count("\n") else ""
        spots.append(below.strip())
    assert any(spot.startswith(at) for spot in spots), spots


def test_a_sound_scenario_has_no_findings() -> None:
    assert load(SMALL).findings == []


def test_all_faults_are_reported_at_once_in_the_order_of_the_page() -> None:
    text = SMALL.replace("minutes: 1", "minutes: x").replace("next: home", "next: hmoe").replace("level: 4", "level: 7")
    found = load(text)
    assert found.scenario is None
    assert [f.at.line for f in found.findings] == sorted(f.at.line for f in found.findings)
    assert len(found.findings) == 5


def test_the_nearest_name_is_offered() -> None:
    finding = load(SMALL.replace("next: gate", "next: gaet", 1)).findings[0]
    assert 'Did you mean "gate"?' in finding.message


def test_a_loop_is_an_error_with_the_replies_that_go_round() -> None:
    text = SMALL.replace("next: home", "next: counter", 1)
    finding = next(f for f in check(load(text)).findings if f.code == "endless")
    assert finding.witness is not None
    assert "help" in finding.witness


def test_a_way_back_that_uses_up_a_response_is_no_loop() -> None:
    text = SMALL.replace("- id: help\n", "- id: help\n        once: yes\n").replace("next: home", "next: counter", 1)
    found = check(load(text))
    assert found.playable is not None, found.findings


def test_scenes_that_only_lead_into_each_other_are_an_error() -> None:
    scenes = "start: a\nscenes:\n  a: {next: b}\n  b: {next: a}\n"
    assert [f.code for f in check(load(HEAD + "variants: {one: {guest: Ann}}\n" + scenes)).findings] == ["endless"]


def test_a_decision_whose_options_can_all_be_off_is_an_error() -> None:
    text = SMALL.replace("- id: help\n", "- id: help\n        when: thanked\n")
    text = text.replace("- id: shrug\n", "- id: shrug\n        when: thanked\n")
    assert "no-option" in [f.code for f in check(load(text)).findings]


def test_more_states_than_the_bound_is_said_and_nothing_is_scored() -> None:
    found = check(load(SMALL), bound=3)
    assert [f.code for f in found.findings] == ["too-many-states"]
    assert found.playable is not None
    assert found.playable.worth is None


def test_a_name_that_two_frameworks_share_must_be_written_in_full() -> None:
    from tests.scenarios import framework
    from trainer.scenario.load import load_scenario

    other = framework().__class__
    twin = other(
        id="twin",
        title="Twin",
        summary="",
        source="",
        principles={"warmth": framework().principles["warmth"]},
        text="",
        sha256="",
        path="",
    )
    text = SMALL.replace("[demo]", "[demo, twin]")
    found = load_scenario(text.encode(), "x.yaml", {"demo": framework(), "twin": twin})
    assert "ambiguous-principle" in {f.code for f in found.findings}


def test_without_facts_and_variants_a_scenario_still_loads() -> None:
    scenes = "start: a\nscenes:\n  a: {ending: {outcome: good, lesson: Done.}}\n"
    found = load(HEAD.replace('"{{ guest }}"', "Ann") + scenes)
    assert found.findings == []
    assert found.scenario is not None
    assert list(found.scenario.variants) == ["standard"]


def test_windows_line_ends_give_the_same_scenario() -> None:
    assert load(SMALL.replace("\n", "\r\n")).scenario == load(SMALL).scenario


def test_facts_alone_are_not_a_scenario() -> None:
    codes = {f.code for f in load(HEAD + FACTS).findings}
    assert codes >= {"missing-key"}
