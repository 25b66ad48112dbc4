"""The sentences that every front end says in the same words: of play, records, typed words, times and a judge."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from trainer.analysis.judgement import RunResult
from trainer.analysis.numbers import Numbers
from trainer.analysis.playable import Playable
from trainer.analysis.worth import Worth
from trainer.errors import TrainerError
from trainer.grading.caps import Cap, caps
from trainer.grading.model import Abstained, Graded
from trainer.play import narration
from trainer.play.run import Run, Step
from trainer.play.verdict import Verdict
from trainer.principles.levels import Level
from trainer.records.header import Parent, Part
from trainer.records.record import Interruptions
from trainer.records.summary import DISAGREES, AttemptSummary
from trainer.scenario.facts import ShownAs
from trainer.scenario.model import Mark

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
VERDICTS = {
    Verdict.AMAZING: "Amazing: every touchpoint a notch above average.",
    Verdict.SOUND: "Sound: nothing below average, and room for that one notch more.",
    Verdict.NOT_YET: "Not yet.",
}
MOST = 0.995
"""A share from which on hundredths no longer tell."""
UNFINISHED = "This attempt has not reached an ending, so there is no verdict yet."
TOO_LARGE_TO_SCORE = "Not scored: the scenario is too large to know what its replies are worth."
MODES = {
    "coach": "coach (a short why after each decision; replies can be taken back)",
    "practice": "practice (no explanation before the end)",
    "check": "check (no hints, and no way back)",
}
SURENESS = {1: "guessing", 2: "rather unsure", 3: "rather sure", 4: "certain"}
"""The four answers to "how sure are you?"."""
HOW_TO_READ = (
    (
        "Levels run from 0 to 4: violated, poor, average, good (a notch above average), outstanding. "
        "A principle is at stake where any reply on offer is marked on it; a reply that is not marked on it "
        "counts as average. What was never at stake is not rated, which is neither good nor bad."
    ),
    (
        "The loss of a reply is what its marks lack to the best on offer. Its cost counts in what it led to as well, "
        "against the best line from there: 0 is best, below 2 fine, below 4 a slip, from 4 on a mistake. "
        "Critical is the author's word for an error that no run is passed with, whatever its score."
    ),
    (
        "The verdict looks at the touchpoints and the ending, never at the score. "
        "A touchpoint is as good as the lowest level in it."
    ),
    (
        "Options stand in the order in which they were shown. Whoever keeps the receipt can tell whether the record "
        "was written anew. A transcript serves the trainee's development, and nothing else."
    ),
)
"""At the foot of every transcript."""
_LONGEST_QUOTE = 80


def moment(wall: str) -> str:
    """`1 March 2026, 10:00 (UTC+1)` for an ISO 8601 time, in the zone it names; other text as it is."""
    try:
        at = datetime.fromisoformat(wall)
    except ValueError:
        return wall
    zone = f" ({_zone(offset)})" if (offset := at.utcoffset()) is not None else ""
    return f"{at.day} {_MONTHS[at.month - 1]} {at.year}, {at:%H:%M}{zone}"


def duration(seconds: float) -> str:
    """`12 s`, `2 min 05 s`, `1 h 04 min`."""
    whole = max(0, round(seconds))
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60:02} s"
    return f"{whole // 3600} h {whole % 3600 // 60:02} min"


def _zone(offset: timedelta) -> str:
    minutes = round(offset.total_seconds() / 60)
    if not minutes:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'+' if minutes > 0 else '−'}{hours}" + (f":{rest:02}" if rest else "")


def what_is_recorded(folder: Path) -> str:
    """Said before the first name is asked for."""
    return (
        "What you answer is kept, with its time, so that you and whoever trains you can go over it: "
        f"in {folder.absolute()}, on this computer. It can be read by whoever may read that folder. "
        "Your name stands in one private file there; everywhere else you are a pseudonym. "
        "It is for your development only."
    )


def standing_marks(step: Step) -> list[Mark]:
    """The author's marks that stand: at stake, and not held back by the trainee's own words."""
    return [m for m in step.response.marks if step.levels.get(m.principle) == m.level]


def why_line(run: Run, step: Step, mark: Mark) -> str:
    """`You said the place back, so … (the right product: good)`."""
    why = narration.fill(run, mark.why, step.affected)
    return f"{why} ({principle_title(run, mark.principle)}: {Level(mark.level).word})"


def principle_title(run: Run, principle: str) -> str:
    """A principle as it reads in a sentence."""
    return run.machine.scenario.principles[principle].title


def gauge_words(gauge: narration.Gauge) -> str:
    """A fact on show in words: `patient`, `10 waiting`."""
    if gauge.kind is ShownAs.DOTS and gauge.word != str(gauge.number):
        return f"{gauge.number} {gauge.word}"
    return gauge.word


def score_line(result: RunResult) -> str:
    """The score in a sentence."""
    if result.run.ending is None:
        return "Not finished, so not scored."
    if not result.known:
        return TOO_LARGE_TO_SCORE
    if result.score is None:
        return "Not scored: picking at random would have done as well."
    return f"Score {result.score:.0f} of 100, where 0 is picking at random and 100 the best line there is."


def place_line(playable: Playable, result: RunResult) -> str:
    """The score's place in the exact distribution, in a sentence; "" where nothing is scored."""
    share = Numbers(playable).place(result.loss) if result.score is not None else None
    if share is None:
        return ""
    hundred = round(100 * share)
    if share >= MOST:
        return "Picking at random, fewer than 1 run in 200 does as well."
    return f"Picking at random, {hundred} of 100 runs lose more than this one did."


def decisions_on_best_line(run: Run, worth: Worth | None) -> int:
    """How many decisions the best line from the start has; 0 where it is not known."""
    if worth is None:
        return 0
    machine, state, count = run.machine, run.opening[-1], 0
    while offered := machine.offered(state):
        losses = machine.stakes(state).losses
        moves = [(losses[r.id], machine.settle(machine.leave(machine.affect(state, r), r))) for r in offered]
        state = min(moves, key=lambda move: move[0] + worth.to_come[move[1][-1]])[1][-1]
        count += 1
    return count


def touchpoint_title(identifier: str) -> str:
    """A touchpoint as it reads on a page."""
    return identifier.replace("-", " ").replace("_", " ")


def number(value: float) -> str:
    """A loss or a cost: whole, or with its half."""
    return f"{value:g}"


def part_words(parent: Parent) -> str:
    """What an attempt is that begins in the middle of a story."""
    what = "a what-if" if parent.part is Part.WHAT_IF else "one decision to practise"
    source = f" of attempt {parent.attempt}" if parent.attempt else ""
    return f"{what}, from decision {len(parent.replies) + 1}{source}: kept apart, and never scored as an attempt"


def taken_back_words(count: int) -> str:
    """How many replies were taken back, and what follows from it."""
    return f"{count} {'reply' if count == 1 else 'replies'}, so this never counts as a first try"


def record_remarks(
    found: Interruptions, *, rewritten: bool = False, disagreement: str = "", copy_of: str = ""
) -> list[str]:
    """What is to be known of a record beside what it says: cuts, re-openings, and what does not fit together."""
    said = [
        (found.cut, "its last write is cut off"),
        (found.recovered, f"a write was cut off and set aside {_times(found.recovered)}"),
        (found.resumed, f"left and gone on with {_times(found.resumed)}"),
        (rewritten, "what was read in it before stands there no more"),
        (disagreement, f"{DISAGREES}{disagreement}"),
        (copy_of, f"a copy of {copy_of}"),
    ]
    return [text for true, text in said if true]


def summary_remarks(attempt: AttemptSummary) -> list[str]:
    """The same of an attempt in a list, and why it cannot be relied on at all."""
    said = record_remarks(
        attempt.interruptions,
        rewritten=attempt.rewritten,
        disagreement=attempt.disagreement,
        copy_of=attempt.copy_of,
    )
    return [*said, *([f"it cannot be replayed: {attempt.trouble}"] if attempt.trouble and attempt.is_readable else [])]


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def speaks(utterance: narration.Utterance) -> str:
    """Who is heard, as it stands before a colon in plain lines."""
    if utterance.voice is narration.Voice.YOU:
        return "You do" if utterance.is_deed else "You say"
    return f"{utterance.name} says" if utterance.name else "Narrator"


@dataclass(frozen=True, slots=True)
class Highlight:
    """A stretch of the words that did something: `words[start:end]`, and what, in a few words."""

    start: int
    end: int
    label: str
    harms: bool


@dataclass(frozen=True, slots=True)
class HeardReply:
    """What was heard in a reply: its grade, the acts the scene expects, and what the words held back."""

    graded: Graded
    expects: tuple[str, ...]
    caps: tuple[Cap, ...]


def heard_lines(run: Run, heard: HeardReply, titles: Mapping[str, str]) -> list[str]:
    """All of it, a line for each thing; never empty."""
    lines = [note_line(heard.graded), *act_lines(heard.graded, titles)]
    lines.append(missing_line(heard.graded, heard.expects, titles))
    lines += cap_lines(run, heard.caps, titles)
    return [line for line in lines if line] or ["Nothing in your words was recognised."]


def act_title(act: str, titles: Mapping[str, str]) -> str:
    """What an act does, as it reads after "the reply ..."."""
    return titles.get(act, act.replace("-", " "))


def highlights(graded: Graded, titles: Mapping[str, str]) -> list[Highlight]:
    """The words that count, in order; stretches never overlap: where several acts share words, their labels are joined.

    What does harm wins over what helps where they overlap.
    """
    counted = [m for m in graded.acts if m.sure.scores]
    spans: dict[tuple[int, int], tuple[list[str], bool]] = {}
    for mark in sorted(counted, key=lambda m: not m.harms):
        for piece in mark.evidence:
            overlapping = [s for s in spans if s[0] < piece.end and piece.start < s[1]]
            if overlapping:
                labels, harms = spans[overlapping[0]]
                if mark.harms == harms and act_title(mark.act, titles) not in labels:
                    labels.append(act_title(mark.act, titles))
            else:
                spans[piece.start, piece.end] = ([act_title(mark.act, titles)], mark.harms)
    return [Highlight(s, e, "; ".join(labels), harms) for (s, e), (labels, harms) in sorted(spans.items())]


def act_lines(graded: Graded, titles: Mapping[str, str]) -> list[str]:
    """A line for each act that counts, with the words it was found by; doubts would read as reproaches."""
    return [_act_line(m.act, m.harms, m.evidence[0].text, titles) for m in graded.acts if m.evidence and m.sure.scores]


def _act_line(act: str, harms: bool, words: str, titles: Mapping[str, str]) -> str:
    short = words if len(words) <= _LONGEST_QUOTE else words[: _LONGEST_QUOTE - 1].rstrip() + "…"
    return f"{'−' if harms else '+'} {act_title(act, titles)}: “{short}”"


def missing_line(graded: Graded, expects: Sequence[str], titles: Mapping[str, str]) -> str:
    """What a good reply here would have shown too, "" when nothing was missing or nothing was graded."""
    if graded.abstained is not None:
        return ""
    missing = [act_title(act, titles) for act in expects if graded.found(act) is None]
    return f"Not heard in it: {'; '.join(missing)}." if missing else ""


def note_line(graded: Graded) -> str:
    """Why nothing was graded, "" when it was."""
    if graded.abstained is None:
        return graded.note
    if graded.abstained is Abstained.COPIED:
        return graded.note
    return f"Not graded: {graded.note}"


def cap_lines(run: Run, caps: Iterable[Cap], titles: Mapping[str, str]) -> list[str]:
    """What the words lost, principle by principle; a cap without an act has a reason that is not known any more."""
    lines = []
    for cap in caps:
        title = principle_title(run, cap.principle)
        if not cap.act:
            most = Level(cap.level)
            lines.append(f"{title}: {most.word}{' at most' if most else ''}, held back by the words")
        elif cap.mark is None:
            lines.append(f"{title}: average at most, since nothing in your words {act_title(cap.act, titles)}")
        else:
            quote = cap.mark.evidence[0].text if cap.mark.evidence else ""
            lines.append(f"{title}: violated, by “{quote}” ({act_title(cap.act, titles)})")
    return lines


def model_replies(run: Run, step: Step) -> list[str]:
    """The replies on offer at a decision that lose nothing there, as they are listed."""
    best = run.machine.stakes(step.before).best
    return [narration.option_text(run, r, step.before) for r in step.offered if r.id in best]


def held_back(run: Run, step: Step, graded: Graded) -> tuple[Cap, ...]:
    """The recorded caps of a reply, by principles at stake.

    The act is the reason that today's rule finds, where that leads to the recorded level; else it is left open.
    """
    expects = step.scene.decision.expects if step.scene.decision else ()
    principles = run.machine.scenario.principles
    today = {cap.principle: cap for cap in caps(graded, expects, [principles[key] for key in step.levels])}
    found = []
    for key, recorded in step.reply.caps:
        level = max(0, recorded)
        if key in step.levels and level < max(Level):
            cap = today.get(key)
            found.append(cap if cap and cap.level == level else Cap(key, level, "", None))
    return tuple(found)


def not_graded(error: TrainerError) -> str:
    """One line: what becomes of typed words, and which file is to blame. What is wrong in it is for its author."""
    why = f"{error.where} cannot be used" if error.where else error.what
    return f"What you type is asked about instead of graded: {why} (`trainer lint` tells why)."


def judge_notice(urls: Sequence[str]) -> str:
    """Says that typed words leave the program, what goes, and where to; "" when there is no judge."""
    if not urls:
        return ""
    servers = list(dict.fromkeys(urlsplit(url).netloc for url in urls))
    places = " and ".join(filter(None, [", ".join(servers[:-1]), servers[-1]]))
    notice = (
        f"Your typed replies, with what the customer just said, are sent to {places}, where a language model judges "
        "them as well. Your name is not sent. Its judgement is advice: it cannot take a mark away."
    )
    if all(is_this_computer(url) for url in urls):
        return notice + " That is this computer."
    if any(url.startswith("http:") and not is_this_computer(url) for url in urls):
        return notice + " They travel unencrypted: anyone on the way can read them."
    return notice


def is_this_computer(url: str) -> bool:
    """Whether an address is the loopback of this machine."""
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
