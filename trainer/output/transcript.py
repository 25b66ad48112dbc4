"""Transcripts of attempts for people: Markdown, one self-contained HTML page, and plain lines.

Templates take the record, its result and its debrief themselves, and ask `phrases` and `turns` for words. Nothing that
others wrote is cleaned or escaped before: what a template puts out is made harmless by its environment.
"""

import re
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined, Undefined
from markupsafe import Markup

from trainer.analysis.judgement import RunResult
from trainer.analysis.score import HELD_SCORE, RANDOM_SCORE, ScoringRule
from trainer.cleaning import clean, clean_line
from trainer.files import write_private
from trainer.output import phrases, practice_phrases
from trainer.output import turns as turn_phrases
from trainer.output.charts import line_svg, sparkline
from trainer.output.markdown import Markdown, code, inline, script, words
from trainer.play import narration
from trainer.play.run import Run
from trainer.play.verdict import Verdict
from trainer.practice.debrief import Debrief, debrief, decision_lines, obstacles, taken_as, touchpoint_lines
from trainer.practice.debrief_events import disputes, rewrites, second_receipt
from trainer.principles.levels import Level
from trainer.records.event import Kind
from trainer.records.header import Mode, Part, TimeLimits
from trainer.records.record import Record

_PLAIN_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,127}")
_BELOW = re.compile(r"\n(?=[^\n])")
_TIME_LIMITS = {
    TimeLimits.ON: "as the scenario sets them",
    TimeLimits.STRETCHED: "twice what the scenario sets",
    TimeLimits.OFF: "switched off",
}
_SCORED_BY = {
    ScoringRule.ABOVE_RANDOM: "the first scoring rule: 100 the best run, 0 picking at random and all below",
    ScoringRule.TWO_PIECES: (
        f"the second scoring rule: 100 the best run, {RANDOM_SCORE} picking at random, 0 the worst run, and "
        f"{HELD_SCORE} at most after a critical error"
    ),
}


@dataclass(frozen=True, slots=True)
class TranscriptFiles:
    """Where a transcript was written."""

    markdown: Path
    html: Path


class RecordFact(NamedTuple):
    """Something about an attempt. `exact` values are for machines: hashes, ids, receipts."""

    label: str
    value: str
    exact: bool = False


def render_markdown(record: Record) -> str:
    """A transcript in Markdown."""
    return _render(record, "md")


def render_html(record: Record) -> str:
    """A transcript as a page that needs nothing but itself."""
    return _render(record, "html")


def render_text(record: Record) -> str:
    """A transcript in plain lines, for a terminal or a screen reader."""
    return _render(record, "txt")


def write_transcripts(record: Record, folder: Path) -> TranscriptFiles:
    """Write both beside each other, each whole or not at all. NotWritable when that fails.

    They bear the name of the journal, so that a copy never takes the place of what is told of the original.
    """
    name = file_name(record.path.stem)
    files = TranscriptFiles(folder / f"{name}.md", folder / f"{name}.html")
    texts = {files.markdown: render_markdown(record), files.html: render_html(record)}
    for path, text in texts.items():
        do = "The record itself is kept. Choose another folder with --transcripts."
        write_private(path, text, what="the transcript could not be written", do=do)
    return files


def file_name(attempt: str) -> str:
    """A journal's name, where it can name other files; else a name made from it. A record may come from anywhere."""
    if _PLAIN_NAME.fullmatch(attempt):
        return attempt
    return f"attempt-{sha256(attempt.encode(errors='surrogatepass')).hexdigest()[:12]}"


def _render(record: Record, form: str) -> str:
    """The templates of a form, with a record and what follows from it. There is no debrief beside an attempt."""
    result = record.result()
    listed = turn_phrases.turns(record, result)
    costs = [turn.line.cost for turn in listed if turn.line and turn.line.cost]
    looked_back = debrief(record) if record.header.parent is None else None
    decisions = len(looked_back.decisions) if looked_back else 0
    template = _environment(form).get_template(f"transcript.{form}.j2")
    return template.render(
        record=record,
        run=record.run,
        scenario=record.playable.scenario,
        result=result,
        turns=listed,
        touchpoints=turn_phrases.by_touchpoint(listed, result),
        most=max([4.0, *costs]),
        debrief=looked_back,
        rewrites=rewrites(record.events, decisions),
        disputes=disputes(record.events, decisions),
        second_receipt=second_receipt(record.events),
    )


# What only a transcript says.


def headline(record: Record, result: RunResult) -> tuple[str, str]:
    """The verdict in a word, or that there is none yet, and what belongs to it in a sentence or two."""
    if result.verdict is None:
        return "Unfinished", phrases.UNFINISHED
    word, sentence = phrases.VERDICTS[result.verdict]
    if result.verdict is Verdict.AMAZING:
        return word, sentence
    in_the_way = obstacles(result, touchpoint_lines(result, decision_lines(record, result)))
    return word, f"{sentence} {practice_phrases.main_obstacle(in_the_way)}".strip()


def score_words(record: Record, result: RunResult) -> str:
    """The score and its place."""
    lines = phrases.score_line(result), phrases.place_line(record.playable, result)
    return " ".join(line for line in lines if line)


def facts(record: Record) -> list[RecordFact]:
    """What one wants to know first."""
    header, ending = record.header, record.run.ending
    reached = "not reached"
    if ending:
        title = narration.fill(record.run, ending.title)
        reached = f"{title} ({ending.outcome} outcome)" if title else f"{ending.outcome} outcome"
    end = next((e for e in record.events if e.kind is Kind.END), record.events[-1])
    listed = [
        RecordFact("Trainee", header.trainee),
        RecordFact("Played", phrases.moment(record.started)),
        RecordFact("Time taken", phrases.duration(end.mono)),
        RecordFact("Mode", phrases.MODES[header.mode.value]),
        RecordFact("Variant", header.variant),
        RecordFact("Ending", reached),
    ]
    if header.parent:
        parent = header.parent
        what = "a what-if" if parent.part is Part.WHAT_IF else "one decision to practise"
        source = f" of attempt {parent.attempt}" if parent.attempt else ""
        begins = f"{what}, from decision {len(parent.replies) + 1}{source}"
        listed.append(RecordFact("Beside an attempt", f"{begins}: kept apart, and never scored as an attempt"))
    if count := record.log.taken_back:
        replies = "1 reply" if count == 1 else f"{count} replies"
        listed.append(RecordFact("Taken back", f"{replies}, so this never counts as a first try"))
    # What is to be known before one relies on it.
    copy_of = header.attempt if record.is_copy else ""
    remarks = phrases.record_remarks(record.interruptions, disagreement=record.disagreement(), copy_of=copy_of)
    if record.interruptions and header.mode is Mode.CHECK:
        remarks.append("so it counts as no check")
    if remarks:
        listed.append(RecordFact("Record", "; ".join(remarks)))
    return listed


def rests_on(record: Record) -> list[RecordFact]:
    """What an attempt rests on: enough to repeat it."""
    header = record.header
    return [
        RecordFact("Receipt" if record.closed else "Receipt so far", record.receipt, exact=True),
        RecordFact("Attempt", header.attempt, exact=True),
        RecordFact("Scenario", f"{header.scenario.id}, version {header.version}"),
        RecordFact("Scenario SHA-256", header.scenario.sha256, exact=True),
        *(RecordFact(f"Framework {f.id} SHA-256", f.sha256, exact=True) for f in header.frameworks),
        RecordFact("Seed", str(header.seed), exact=True),
        RecordFact("Played in", header.front),
        RecordFact("Time limits", _TIME_LIMITS[header.time_limits]),
        RecordFact("Graded by", "the scenario's author: marks written for each response beforehand"),
        RecordFact("Scored by", _SCORED_BY[header.scoring]),
        RecordFact("service-trainer", header.app),
    ]


def ending_loss(record: Record) -> str:
    """What the ending adds to the loss, "" where it adds nothing or is not known."""
    worth, run = record.playable.worth, record.run
    loss = worth.ending_loss(run.machine, run.state) if worth else 0
    return phrases.number(loss) if loss else ""


def told_last(run: Run) -> list[narration.Utterance]:
    """What was told after the last decision."""
    return narration.onward(run, run.steps[-1]) if run.steps else narration.opening(run)


# What a template puts out is made harmless by its environment, so that no template can forget it.


@cache
def _environment(form: str) -> Environment:
    made = Environment(
        loader=PackageLoader("trainer.output", "templates"),
        autoescape=form == "html",
        finalize=_HARMLESS[form],
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.globals |= {
        "phrases": phrases,
        "practice": practice_phrases,
        "decision": turn_phrases,
        "narration": narration,
        "headline": headline,
        "score_words": score_words,
        "facts": facts,
        "rests_on": rests_on,
        "ending_loss": ending_loss,
        "told_last": told_last,
        "taken_as": taken_as,
        "curve": curve_svg,
        "sparkline": curve_blocks,
        "script": script,
        "words": words,
        "NOT_YET": Verdict.NOT_YET,
    }
    made.filters |= {
        "level": level_word,
        "number": phrases.number,
        "mean": "{:.1f}".format,
        "touchpoint": phrases.touchpoint_title,
        "code": code,
        "speaks": phrases.speaks,
        "line": clean_line,
    }
    return made


def curve_svg(told: Debrief) -> Markup:
    """The score still possible, as a picture within the page."""
    drawn = line_svg(told.curve, 0, 100, "The score still possible, before the first reply and after each")
    return Markup(drawn.replace(' xmlns="http://www.w3.org/2000/svg"', ""))


def curve_blocks(told: Debrief) -> Markdown:
    """The same in a line of text."""
    return Markdown(sparkline(told.curve, 0, 100))


def level_word(level: int | None, otherwise: str = "not rated") -> str:
    """A level's word, or another where there is none."""
    return otherwise if level is None else Level(level).word


def in_html(value: object) -> object:
    """A value as it goes on the page, before it is escaped. Markup is what our own macros made."""
    return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else _known(value)


def in_markdown(value: object) -> object:
    """A value as it goes into Markdown, where it stays text. Markdown is what we made of it ourselves."""
    return inline(value) if isinstance(value, str) and not isinstance(value, Markdown) else _known(value)


def in_lines(value: object) -> object:
    """A value in plain lines: what goes on below its first line is indented, so that no text poses as one of ours."""
    return _BELOW.sub("\n    ", clean(value)) if isinstance(value, str) else _known(value)


def _known(value: object) -> object:
    """A slip in a template is an error, not the word None on a page."""
    if isinstance(value, str | int | Undefined):
        return value
    raise TypeError(f"a template shows {value!r}")


_HARMLESS = {"html": in_html, "md": in_markdown, "txt": in_lines}
