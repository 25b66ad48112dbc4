"""The worked example of docs/scoring.md: every number in it is worked out here."""

from __future__ import annotations

import pytest

from tests.scenarios import ROOT, SMALL, playable
from trainer.analysis.judgement import RunResult, judge
from trainer.output.phrases import number
from trainer.play.run import Reply, replay

PAGE = (ROOT / "docs" / "scoring.md").read_text(encoding="utf-8")
RUNS = [("check", "help"), ("check", "shrug"), ("chat", "help"), ("chat", "shrug"), ("grunt",)]
# The page's example has no critical error in it, and a grunt after which everybody leaves.
EXAMPLE = SMALL.replace("        critical: |\n          You left a guest stranded.\n", "")


def result(replies: tuple[str, ...], text: str = EXAMPLE) -> RunResult:
    found = playable(text)
    run = replay(found.machine, found.scenario.variants["one"], 1, [Reply(reply) for reply in replies])
    return judge(run, found.worth)


def fraction(value: float) -> str:
    """2.5 as the page writes it: 2½."""
    whole, half = int(value), "½" if value % 1 else ""
    return f"{whole or ''}{half}" or "0"


@pytest.mark.parametrize("replies", RUNS)
def test_each_run_loses_and_scores_what_the_page_says(replies: tuple[str, ...]) -> None:
    found = result(replies)
    row = [line for line in PAGE.splitlines() if line.startswith(f"| {', '.join(replies)} |")][-1]
    cells = [cell.strip(" *") for cell in row.strip("|").split("|")]
    assert cells[-2:] == [fraction(found.loss), number(found.score or 0)]
    assert cells[1] == " + ".join(str(step.loss) for step in found.run.steps)


def test_the_three_losses_are_those_of_the_page() -> None:
    worth = playable(EXAMPLE).worth
    assert worth is not None
    assert (worth.best, worth.worst) == (0, 6)
    assert worth.random_mean == pytest.approx(3.5)
    for words in (
        "**B**, the best, is 0.",
        "⅓·6 = 3½",
        "**W**, the worst, with time-outs and fallbacks counted, is 6.",
    ):
        assert words in PAGE


def test_a_critical_error_in_the_example_is_held_as_the_page_says() -> None:
    critical = result(("check", "shrug"), SMALL)
    assert critical.scored is not None
    told = f"`check, shrug` would be held at {critical.score}, and told as {critical.scored.raw} without that"
    assert told in " ".join(PAGE.split())


def test_the_cost_of_the_example_is_that_of_the_page() -> None:
    first = result(("chat", "help")).decisions[0]
    assert (first.step.loss, first.cost) == (2, 2.5)
    assert "`chat`: 2 + ½ − 0 = **2½**: 2 lost by the reply itself, ½ by what it led to" in PAGE
