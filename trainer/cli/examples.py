"""`trainer examples`: the typed replies of an attempt as examples to put beside their scenes, graded by a reviewer."""

from collections.abc import Sequence
from dataclasses import dataclass

from trainer.cli.arguments import did_you_mean, find_journal, parse, parser, places, put, say
from trainer.errors import ExitCode, UsageError
from trainer.grading.grader import grader_for
from trainer.records.event import Kind
from trainer.records.record import Record, read_record
from trainer.records.system_clock import SystemClock
from trainer.scenario.library import open_library
from trainer.scenario.model import NONE_OF_THESE, Example, Response, Scene
from trainer.scenario.write_scenario import write_examples


def run(arguments: Sequence[str]) -> ExitCode:
    """Print YAML for the `examples:` of each scene; exit 1 when nothing in the attempt was typed."""
    what = "The typed replies of an attempt as examples for its scenario, with what a reviewer says of them."
    options = parser("examples", what, "trainer examples 20261122-1231 --decision 2 --shows gives-time --by Ines")
    options.add_argument("attempt", metavar="ATTEMPT", help="its id, or the beginning of it")
    options.add_argument("--decision", type=int, metavar="N", help="only this one, counted from 1")
    options.add_argument("--means", metavar="ID", help="the response it really meant, or none")
    options.add_argument("--shows", default="", metavar="ACTS", help="acts that are in it, with commas between")
    options.add_argument("--lacks", default="", metavar="ACTS", help="acts that are not in it")
    options.add_argument("--by", default="a reviewer", metavar="NAME", help="who says so")
    parsed = parse(options, arguments)
    where = places(parsed)
    record = read_record(find_journal(where, parsed.attempt))
    shows, lacks = ([w.strip() for w in acts.split(",") if w.strip()] for acts in (parsed.shows, parsed.lacks))
    if (shows or lacks or parsed.means) and parsed.decision is None:
        raise UsageError("it is not said of which reply this holds", do="Say it with --decision N.")
    grader = grader_for(record.playable.scenario.language, open_library(where.scenario_folders).acts)
    for act in [*shows, *lacks]:
        if grader and act not in grader.acts.acts:
            raise UsageError(f'there is no act "{act}"', do=did_you_mean(act, grader.acts.acts, "`trainer acts`"))
    replies = [one for one in typed_replies(record) if parsed.decision in (None, one.number + 1)]
    for one in replies:
        if parsed.means and parsed.means not in (NONE_OF_THESE, *(r.id for r in one.offered)):
            raise UsageError(f'"{parsed.means}" was not on offer there', do=", ".join(r.id for r in one.offered))
    today = f"{SystemClock().now():%Y-%m-%d}"
    disputed = {e.data.get("number") for e in record.events if e.kind is Kind.DISPUTE}
    for one in replies:
        # As it was graded then, with what the reviewer says put in its place.
        example = Example(
            typed=one.words,
            means=parsed.means or one.means,
            shows=tuple(dict.fromkeys([a for a in one.shows if a not in lacks] + shows)),
            lacks=tuple(lacks),
            source=f"{parsed.by}, {today}, attempt {record.header.attempt}, decision {one.number + 1}",
        )
        doubt = " (the trainee does not agree with its grade)" if one.number in disputed else ""
        put(f"# scene {one.scene.id}{doubt}")
        put(write_examples([example]).rstrip("\n"))
    if not replies:
        say("Nothing in this attempt was typed" + (" at this decision." if parsed.decision else "."))
        return ExitCode.FOUND
    say("Put each under `examples:` of its scene, then run `trainer test` on the scenario.")
    return ExitCode.DONE


@dataclass(frozen=True, slots=True)
class TypedReply:
    """Words typed at decision `number` (from 0): what they were taken for, and the acts that counted then."""

    number: int
    scene: Scene
    offered: tuple[Response, ...]
    words: str
    means: str
    shows: tuple[str, ...] = ()


def typed_replies(record: Record) -> list[TypedReply]:
    """Everything said in own words, in the order of the decisions; first what meant none of the options there."""
    run = record.run
    first = len(run.steps) - len(record.given)
    asked = [(step.scene, step.offered) for step in run.steps]
    if run.ending is None:
        asked.append((run.scene, run.options()))
    replies = [
        TypedReply(first + number, *asked[first + number], words, NONE_OF_THESE)
        for number, words in record.log.unmatched()
        if first + number < len(asked)
    ]
    for step, given in zip(run.steps[first:], record.given, strict=True):
        if given.reply.words:
            acts = tuple(m.act for m in given.graded.acts if m.sure.scores) if given.graded else ()
            replies.append(TypedReply(step.number, step.scene, step.offered, given.reply.words, step.response.id, acts))
    return sorted(replies, key=lambda one: one.number)
