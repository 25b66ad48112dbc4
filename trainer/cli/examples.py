"""`trainer examples`: the typed replies of an attempt as examples to put beside their scenes, graded by a reviewer."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from trainer.cli.arguments import add_folders, find_journal, parse, parser, places, put, say
from trainer.document.fields import nearest
from trainer.errors import UsageError
from trainer.exit_codes import ExitCode
from trainer.grading.grader import grader_for
from trainer.records.event import Kind
from trainer.records.record import Record, read_record
from trainer.records.system_clock import SystemClock
from trainer.scenario.library import open_library
from trainer.scenario.model import NONE_OF_THESE, Example, Response, Scene
from trainer.scenario.write_scenario import write_examples


def run(arguments: Sequence[str]) -> ExitCode:
    """Print YAML for the `examples:` of each scene; exit 1 when nothing in the attempt was typed."""
    parsed = parse(_options(), arguments)
    where = places(parsed)
    record = read_record(find_journal(where, parsed.attempt))
    _check_acts(parsed, record.playable.scenario.language, where.scenario_folders)
    found = list(_examples(record, parsed, SystemClock().now()))
    for scene, example, disputed in found:
        put(f"# scene {scene}" + (" (the trainee does not agree with its grade)" if disputed else ""))
        put(write_examples([example]).rstrip("\n"))
    if not found:
        say("Nothing in this attempt was typed" + (" at this decision." if parsed.decision else "."))
        return ExitCode.FOUND
    say("Put each under `examples:` of its scene, then run `trainer test` on the scenario.")
    return ExitCode.DONE


def _options() -> argparse.ArgumentParser:
    what = "The typed replies of an attempt as examples for its scenario, with what a reviewer says of them."
    options = parser("examples", what, "trainer examples 20261122-1231 --decision 2 --shows gives-time --by Ines")
    options.add_argument("attempt", metavar="ATTEMPT", help="its id, or the beginning of it")
    options.add_argument("--decision", type=int, metavar="N", help="only this one, counted from 1")
    options.add_argument("--means", metavar="ID", help="the response it really meant, or none")
    options.add_argument("--shows", default="", metavar="ACTS", help="acts that are in it, with commas between")
    options.add_argument("--lacks", default="", metavar="ACTS", help="acts that are not in it")
    options.add_argument("--by", default="a reviewer", metavar="NAME", help="who says so")
    add_folders(options)
    return options


def _check_acts(parsed: argparse.Namespace, language: str, folders: list[Path]) -> None:
    said = [*_list(parsed.shows), *_list(parsed.lacks)]
    if (said or parsed.means) and parsed.decision is None:
        raise UsageError("it is not said of which reply this holds", do="Say it with --decision N.")
    grader = grader_for(language, open_library(folders).acts)
    for act in said:
        if grader and act not in grader.acts.acts:
            near = nearest(act, grader.acts.acts)
            raise UsageError(f'there is no act "{act}"', do=f'Did you mean "{near}"?' if near else "`trainer acts`")


@dataclass(frozen=True, slots=True)
class _Typed:
    """Words typed at decision `number` (from 0): what they were taken for, and the acts that counted then."""

    number: int
    scene: Scene
    offered: tuple[Response, ...]
    words: str
    means: str
    shows: tuple[str, ...] = ()


def _typed(record: Record) -> list[_Typed]:
    """Everything said in own words, in the order of the decisions; first what meant none of the options there."""
    run = record.run
    places = [(step.scene, step.offered) for step in run.steps]
    if run.ending is None:
        places.append((run.scene, run.options()))
    found = [_Typed(n, *places[n], words, NONE_OF_THESE) for n, words in _unmatched(record) if n < len(places)]
    for step, given in zip(run.steps[len(run.steps) - len(record.given) :], record.given, strict=True):
        if given.reply.words:
            acts = tuple(m.act for m in given.graded.acts if m.sure.scores) if given.graded else ()
            found.append(_Typed(step.number, step.scene, step.offered, given.reply.words, step.response.id, acts))
    return sorted(found, key=lambda one: one.number)


def _examples(record: Record, parsed: argparse.Namespace, now: datetime) -> Iterator[tuple[str, Example, bool]]:
    disputed = {e.data.get("number") for e in record.events if e.kind is Kind.DISPUTE}
    for one in _typed(record):
        if parsed.decision in (None, one.number + 1):
            yield one.scene.id, _example(record, one, parsed, now), one.number in disputed


def _example(record: Record, one: _Typed, parsed: argparse.Namespace, now: datetime) -> Example:
    """As it was graded then, with what the reviewer says put in its place."""
    shows, lacks = _list(parsed.shows), _list(parsed.lacks)
    if parsed.means and parsed.means not in (NONE_OF_THESE, *(r.id for r in one.offered)):
        raise UsageError(f'"{parsed.means}" was not on offer there', do=", ".join(r.id for r in one.offered))
    return Example(
        typed=one.words,
        means=parsed.means or one.means,
        shows=tuple(dict.fromkeys([a for a in one.shows if a not in lacks] + shows)),
        lacks=tuple(lacks),
        source=f"{parsed.by}, {now:%Y-%m-%d}, attempt {record.header.attempt}, decision {one.number + 1}",
    )


def _list(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]


def _unmatched(record: Record) -> list[tuple[int, str]]:
    """The number of the decision, from 0, and words that meant none of its options."""
    first = len(record.run.steps) - len(record.given)
    return [(first + number, words) for number, words in record.log.unmatched()]
