"""Each rule over sound scenarios catches a real fault that is put into a real scenario."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.lint.changed import found_in, keys_moved, keys_said, text_of
from trainer.document.finding import Severity

SHORT, LONG, PHONE = "two-minute-counter", "airport-counter", "borrowed-phone"
HARD = "Notwithstanding considerable organisational difficulties everybody appreciated the administration. "


def _swap(name: str, old: str, new: str) -> str:
    text = text_of(name)
    assert old in text, old
    return text.replace(old, new, 1)


def _part(name: str, begin: str, end: str, change: Callable[[str], str]) -> str:
    text = text_of(name)
    i = text.index(begin)
    j = text.index(end, i)
    return text[:i] + change(text[i:j]) + text[j:]


def _levels(level: int) -> Callable[[str], str]:
    return lambda part: re.sub(r"level: \d", f"level: {level}", part)


def _silent_as_the_best(part: str) -> str:
    return _levels(4)(part).replace("effects: {patience: -2}", "effects: {patience: +1}")


def _all_the_same() -> str:
    text = re.sub(r"level: \d", "level: 3", text_of(SHORT))
    text = re.sub(r"      loss:(?: \d+|(?:\n        - \{.*\})+)\n", "", text)
    return re.sub(r"outcome: \w+", "outcome: good", text)


def _leaving_pays() -> str:
    def change(part: str) -> str:
        return _levels(3)(part).replace("next: request", "next: walks-away")

    text = _part(SHORT, "      - id: grumble", "      - id: hello-and-thanks", change)
    return text.replace("loss: 10", "loss: 0")


FAULTS: dict[str, Callable[[], str]] = {
    "unreachable-scene": lambda: _swap(SHORT, "      - {when: pass_for == wrong, scene: wrong-city}\n", ""),
    "unreachable-ending": lambda: _swap(SHORT, "      - {when: pass_for == wrong, scene: wrong-city}\n", ""),
    "unreachable-response": lambda: _swap(
        SHORT, "when: pass_for == right\n        say", "when: pass_for == nothing\n        say"
    ),
    "always-true": lambda: _swap(PHONE, "when: reserve <= ", "when: reserve >= 0 or reserve <= "),
    "always-false": lambda: _swap(SHORT, "        when: patience <= 3\n", "        when: pass_for == right\n"),
    "fact-never-read": lambda: _swap(
        LONG, "  looked_up: {flag: no}\n", "  looked_up: {flag: no}\n  smiled: {flag: no}\n"
    ),
    "fact-never-written": lambda: re.sub(r", pass_for: (right|wrong)", "", text_of(SHORT)),
    "cliff": lambda: _swap(
        SHORT, "        - {when: patience >= 5, loss: 2}\n", "        - {when: patience >= 5, loss: 9}\n"
    ),
    "not-scored": _all_the_same,
    "silence-pays": lambda: _part(SHORT, "    timeout:", "      then:", _silent_as_the_best),
    "best-marked-trap": lambda: _part(SHORT, "      - id: warm-but-deaf", "      - id: say-it-back", _levels(4)),
    "early-exit-pays": _leaving_pays,
    "no-way-back": lambda: _part(
        SHORT, "      - id: fee-first", "    fallback:", lambda part: part.replace(": handing-over", ": walks-away")
    ),
    "best-reply-below-good": lambda: _part(SHORT, "      - id: my-mistake", "            why", _levels(2)),
    "nothing-at-stake": lambda: _part(
        SHORT, "  welcome:", "  request:", lambda part: re.sub(r"        effects: .*\n", "", _levels(3)(part))
    ),
    "framework-not-used": lambda: _swap(SHORT, "[solomon, giamanco]", "[solomon, giamanco, hyken]"),
    "principle-not-used": lambda: re.sub(
        r"          own-it:\n            level: \d\n            why: \|\n(?:              .*\n)+", "", text_of(SHORT)
    ),
    "gameable": lambda: _swap(SHORT, "still has a seat free for you.", "still has a seat free."),
    "key-often-first": lambda: keys_moved(LONG, first=True),
    "key-often-last": lambda: keys_moved(PHONE, first=False),
    "key-often-longest": lambda: keys_said(LONG, "{words} I am glad to see to that at once.", "{words}"),
    "key-often-shortest": lambda: keys_said(PHONE, "Yes.", "{words}"),
    "key-by-style": lambda: keys_said(LONG, "{plain} Is that right?", "{plain}"),
    "length-stands-out": lambda: _swap(SHORT, "That's you all done.", "That's you all done. " * 9),
    "style-stands-out": lambda: _swap(SHORT, "Here you are, it's all on there.", "here you are, it's all on there."),
    "near-duplicates": lambda: _swap(
        SHORT,
        "Happy Thanksgiving! We're nineteen at my mother's this year, with only one oven.",
        "Here you are, it's all on there! Thanks for flying with us, and safe travels.",
    ),
    "all-of-the-above": lambda: _swap(SHORT, "No problem, that's quickly changed.", "All of the above, that's quick."),
    "absolute-word": lambda: _swap(SHORT, "ID and booking code, please.", "We always ask for the ID, please."),
    "answers-unsaid": lambda: _swap(
        LONG,
        "            answers: [apologises, owns-it]\n            else: |\n              Well. What do we do?\n",
        "",
    ),
    "line-too-long": lambda: _swap(SHORT, "Boarding. ", "Boarding. " * 40),
    "option-too-long": lambda: _swap(LONG, "Come on over! ", "Come on over! " * 8),
    "hard-to-read": lambda: _swap(SHORT, "Atlanta airport, ", HARD * 60),
    "awkward-glyph": lambda: _swap(LONG, "Nobody calls.", "Nobody calls ☎️."),
    "detail-written-out": lambda: _swap(LONG, "I can write it down for you.", "I said Portland, you know."),
    "article-before-placeholder": lambda: _swap(PHONE, "a bag from {{ rival }} in", "a {{ rival }} bag in"),
    "too-many-options": lambda: _swap(
        SHORT,
        "      - id: call-early\n",
        "".join(f"      - {{id: r{n}, say: Hello., next: request}}\n" for n in range(20)) + "      - id: call-early\n",
    ),
    "endless": lambda: _swap(SHORT, "next: handing-over", "next: welcome"),
    "dangling-link": lambda: _swap(PHONE, "next: goodbye", "next: godbye"),
}


@pytest.mark.parametrize("code", FAULTS)
def test_a_fault_in_a_real_scenario_is_caught(code: str, tmp_path: Path) -> None:
    findings = found_in(FAULTS[code](), tmp_path)
    assert code in {f.code for f in findings}, [str(f) for f in findings][:9]


@pytest.mark.parametrize("name", [SHORT, LONG, PHONE, "borrowed-phone-supervisor"])
def test_the_real_scenarios_have_no_warnings(name: str, tmp_path: Path) -> None:
    assert [str(f) for f in found_in(text_of(name), tmp_path) if f.severity is not Severity.INFO] == []


def test_a_finding_that_was_proved_names_replies_that_lead_there(tmp_path: Path) -> None:
    found = {f.code: f for f in found_in(FAULTS["best-marked-trap"](), tmp_path)}
    assert found["best-marked-trap"].witness is not None
    assert found["best-marked-trap"].witness[-1] == "warm-but-deaf"
