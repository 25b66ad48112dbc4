"""The sentences that every front end says in the same words: of play, records, typed words, times and a judge."""

import ipaddress
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from trainer.analysis.judgement import RunResult
from trainer.analysis.numbers import Numbers
from trainer.analysis.playable import Playable
from trainer.analysis.score import HELD_SCORE, RANDOM_SCORE, ScoringRule
from trainer.grading.caps import Cap
from trainer.grading.model import Abstained, Graded
from trainer.play import narration
from trainer.play.machine import State
from trainer.play.run import Run, Step
from trainer.play.verdict import Verdict
from trainer.practice.debrief import as_taken, taken_as
from trainer.practice.feedback import CoachNote, HeardReply, held_back, in_own_words, told_acts, unheard
from trainer.principles.acts import ActWording, shipped_wordings
from trainer.principles.levels import STANDARD, Level
from trainer.records.record import Interruptions
from trainer.records.summary import DISAGREES, AttemptSummary
from trainer.scenario.facts import ShownAs
from trainer.scenario.model import Mark
from trainer.session.sitting import Sitting
from trainer.session.typed_words import Ungraded, WordGrading

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
VERDICTS = {
    Verdict.AMAZING: ("Amazing", "Every touchpoint a notch above average."),
    Verdict.SOUND: ("Sound", "Nothing below average, and room for that one notch more."),
    Verdict.NOT_YET: ("Not yet", ""),
}
"""The word, and the sentence after it."""
MOST = 0.995
"""A share from which on hundredths no longer tell."""
UNFINISHED = "This attempt has not reached an ending, so there is no verdict yet."
SCORED = {
    ScoringRule.ABOVE_RANDOM: "Score {score:.0f} of 100, where 0 is picking at random and 100 the best line there is.",
    ScoringRule.TWO_PIECES: (
        f"Score {{score:.0f}} of 100, where 100 is the best line there is, {RANDOM_SCORE} picking at random and 0 the "
        "worst."
    ),
}
"""A score in a sentence, by the rule that it was told by."""
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
        "Critical is the author's word for an error that no run is passed with, whatever its score; by the second "
        f"scoring rule it also holds the score at {HELD_SCORE} at most."
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
NOT_MEANT = "n: that is not what I meant"
"""How typed words that were not meant as they were taken are corrected, in every front end."""
NOTHING_TO_CORRECT = "There are no words of yours here of which you could say that they were not meant so."
STANDS = "Kept. The story goes on as it stands, and that reply is not rated: you knew what it led to."
"""What is said of a correction in a check, once the customer's reaction is known."""
NO_ACTS = "Nothing grades words in this language yet: your words are kept as they are."
_LONGEST_QUOTE = 80


def moment(wall: str) -> str:
    """`1 March 2026, 10:00 (UTC+1)` for an ISO 8601 time, in the zone it names; other text as it is."""
    try:
        at = datetime.fromisoformat(wall)
    except ValueError:
        return wall
    said = f"{at.day} {_MONTHS[at.month - 1]} {at.year}, {at:%H:%M}"
    offset = at.utcoffset()
    if offset is None:
        return said
    minutes = round(offset.total_seconds() / 60)
    hours, rest = divmod(abs(minutes), 60)
    zone = f"{'+' if minutes > 0 else '−'}{hours}" + (f":{rest:02}" if rest else "") if minutes else ""
    return f"{said} (UTC{zone})"


def duration(seconds: float) -> str:
    """`12 s`, `2 min 05 s`, `1 h 04 min`."""
    whole = max(0, round(seconds))
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60:02} s"
    return f"{whole // 3600} h {whole % 3600 // 60:02} min"


def what_is_recorded(folder: Path) -> str:
    """Said before the first name is asked for."""
    return (
        "What you answer is kept, with its time, so that you and whoever trains you can go over it: "
        f"in {folder.absolute()}, on this computer. It can be read by whoever may read that folder. "
        "Your name stands in one private file there; everywhere else you are a pseudonym. "
        "It is for your development only."
    )


def why_line(run: Run, mark: Mark, state: State) -> str:
    """`You said the place back, so … (the right product: good)`, as it reads in a state."""
    return f"{narration.fill(run, mark.why, state)} ({_level_of(run, mark)})"


def why_lines(run: Run, step: Step, marks: Iterable[Mark]) -> list[str]:
    """A line for each of some marks of a reply; of own words what they were taken for, and the levels that brought."""
    if not in_own_words(run, step):
        return [why_line(run, mark, step.affected) for mark in marks]
    return [
        taken_as(run, step),
        *[f"{_level_of(run, m)}. {as_taken(step)}" for m in marks if m.principle not in held_back(step)],
    ]


def _level_of(run: Run, mark: Mark) -> str:
    return f"{principle_title(run, mark.principle)}: {Level(mark.level).word}"


def short_why(run: Run, step: Step, note: CoachNote | None) -> str:
    """One line: the lowest mark where any is below good, else the highest; or that there will be no more notes.

    Of own words it is what they were taken for, with that level: no author's reason need be true of them.
    """
    if note is None:
        return ""
    faded = f"You have {principle_title(run, note.faded)} reliably: no more notes on it." if note.faded else ""
    marks = note.marks
    one = marks[:1] if marks and marks[0].level < STANDARD else marks[-1:]
    if not in_own_words(run, step):
        return faded or "".join(why_line(run, mark, step.affected) for mark in one)
    level = "".join(f" ({_level_of(run, mark)})" for mark in one if mark.principle not in held_back(step))
    return f"{_cut(taken_as(run, step))}{level} {faded}".rstrip()


def why_label(run: Run, step: Step) -> str:
    """What stands before these lines: nothing where it is no why of the author's."""
    return "" if in_own_words(run, step) else "why: "


def _cut(text: str) -> str:
    """A quote, where it is long its beginning; a quotation mark at its end stays there."""
    text = " ".join(text.split())
    end = "…”" if text.endswith("”") else "…"
    if len(text) <= _LONGEST_QUOTE:
        return text
    # Between words, unless one word is all there is.
    kept = text[: _LONGEST_QUOTE - len(end) + 1]
    return (kept.rpartition(" ")[0] or kept[:-1]).rstrip(" ,;:") + end


def principle_title(run: Run, principle: str) -> str:
    """A principle as it reads in a sentence."""
    return run.machine.scenario.principles[principle].title


def gauge_words(gauge: narration.Gauge) -> str:
    """A fact on show in words: `patient`, `10 waiting`."""
    if gauge.kind is ShownAs.DOTS and gauge.word != str(gauge.number):
        return f"{gauge.number} {gauge.word}"
    return gauge.word


def score_line(result: RunResult) -> str:
    """The score in a sentence, and what does not count in it."""
    apart = [str(step.number + 1) for step in result.run.steps if not step.reply.rated]
    each = f"decision{'s' if len(apart) > 1 else ''} {' and '.join(apart)}"
    why = f" Not rated: {each}, where words were not meant as they were taken." if apart else ""
    return _score_line(result) + why


def _score_line(result: RunResult) -> str:
    if result.run.ending is None:
        return "Not finished, so not scored."
    if not result.known:
        return TOO_LARGE_TO_SCORE
    if result.scored is None:
        return "Not scored: picking at random would have done as well."
    return SCORED[result.scored.rule].format(score=result.score) + _beside_score(result)


def _beside_score(result: RunResult) -> str:
    """Why a score is lower than the loss alone would make it, and what lists count it as where the rule has changed."""
    score, now = result.scored, result.now
    if score and score.held:
        first = result.critical[0].number + 1
        return (
            f" A critical error, at decision {first}, holds it at {HELD_SCORE}: without that it would be {score.raw}."
        )
    if score and now and score.rule is not now.rule:
        return f" Scores are told by another rule now, by which lists count it as {now.value:.0f}."
    return ""


def place_line(playable: Playable, result: RunResult) -> str:
    """The score's place in the exact distribution, in a sentence; "" where nothing is scored."""
    share = Numbers(playable).place(result.loss) if result.score is not None else None
    if share is None:
        return ""
    hundred = round(100 * share)
    if share >= MOST:
        return "Picking at random, fewer than 1 run in 200 does as well."
    return f"Picking at random, {hundred} of 100 runs lose more than this one did."


def touchpoint_title(identifier: str) -> str:
    """A touchpoint as it reads on a page."""
    return identifier.replace("-", " ").replace("_", " ")


def number(value: float) -> str:
    """A loss or a cost: whole, or with its half."""
    return f"{value:g}"


def record_remarks(
    interruptions: Interruptions, *, rewritten: bool = False, disagreement: str = "", copy_of: str = ""
) -> list[str]:
    """What is to be known of a record beside what it says: cuts, re-openings, and what does not fit together."""
    said = [
        (interruptions.cut, "its last write is cut off"),
        (interruptions.recovered, f"a write was cut off and set aside {_times(interruptions.recovered)}"),
        (interruptions.resumed, f"left and gone on with {_times(interruptions.resumed)}"),
        (rewritten, "what was read in it before stands there no more"),
        (disagreement, f"{DISAGREES}{disagreement}"),
        (copy_of, f"a copy of {copy_of}"),
    ]
    return [text for true, text in said if true]


def summary_remarks(attempt: AttemptSummary) -> list[str]:
    """The same of an attempt in a list, and why it cannot be relied on at all."""
    interruptions, rewritten = attempt.interruptions, attempt.rewritten
    said = record_remarks(
        interruptions, rewritten=rewritten, disagreement=attempt.disagreement, copy_of=attempt.copy_of
    )
    if attempt.trouble and attempt.is_readable:
        said.append(f"it cannot be replayed: {attempt.trouble}")
    return said


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


def heard_lines(run: Run, heard: HeardReply, titles: Mapping[str, ActWording]) -> list[str]:
    """All of it, a line for each thing. Of acts only the sure ones: doubts would read as reproaches."""
    graded = heard.graded
    lines = [note_line(graded)]
    for mark in told_acts(graded, heard.expects):
        quote = _cut(mark.evidence[0].text)
        lines.append(f"{'−' if mark.harms else '+'} {act_title(mark.act, titles)}: “{quote}”")
    lines += [missing_line(graded, heard.expects, titles), *cap_lines(run, heard.caps, titles)]
    return [line for line in lines if line]


def act_title(act: str, titles: Mapping[str, ActWording]) -> str:
    """What an act does, as it reads after "the reply ..."."""
    return _wording(act, titles).title


def _wording(act: str, titles: Mapping[str, ActWording]) -> ActWording:
    """How an act is told of: as its own file says, else as the file that ships does, else by its id."""
    plain = act.replace("-", " ")
    return titles.get(act) or shipped_wordings().get(act) or ActWording(plain, plain)


def highlights(graded: Graded, titles: Mapping[str, ActWording], expects: Container[str] = ()) -> list[Highlight]:
    """The words that are told of, in order; they never overlap: where several acts share words, labels are joined.

    What does harm wins over what helps where they overlap.
    """
    spans: dict[tuple[int, int], tuple[list[str], bool]] = {}
    for mark in sorted(told_acts(graded, expects), key=lambda m: not m.harms):
        for piece in mark.evidence:
            overlapping = [s for s in spans if s[0] < piece.end and piece.start < s[1]]
            if overlapping:
                labels, harms = spans[overlapping[0]]
                if mark.harms == harms and act_title(mark.act, titles) not in labels:
                    labels.append(act_title(mark.act, titles))
            else:
                spans[piece.start, piece.end] = ([act_title(mark.act, titles)], mark.harms)
    return [Highlight(s, e, "; ".join(labels), harms) for (s, e), (labels, harms) in sorted(spans.items())]


def missing_line(graded: Graded, expects: Sequence[str], titles: Mapping[str, ActWording]) -> str:
    """What the scene asks for and was not heard, to act on; "" when nothing was missing or nothing was graded."""
    missing = [_wording(act, titles).unheard for act in unheard(graded, expects)]
    return f"Nothing was heard in your words that {'; nothing that '.join(missing)}." if missing else ""


def note_line(graded: Graded) -> str:
    """Why nothing was graded, "" when it was."""
    plain = graded.abstained in (None, Abstained.COPIED, Abstained.UNRECOGNISED)
    return graded.note if plain else f"Not graded: {graded.note}"


def cap_lines(run: Run, caps: Iterable[Cap], titles: Mapping[str, ActWording]) -> list[str]:
    """What the words lost, principle by principle; a cap without an act has a reason that is not known any more."""
    lines = []
    for cap in caps:
        title = principle_title(run, cap.principle)
        if not cap.act:
            most = Level(cap.level)
            lines.append(f"{title}: {most.word}{' at most' if most else ''}, held back by the words")
        elif cap.mark is None:
            lines.append(f"{title}: average at most, since nothing was heard that {_wording(cap.act, titles).unheard}")
        else:
            quote = cap.mark.evidence[0].text if cap.mark.evidence else ""
            lines.append(f"{title}: violated, by “{quote}” ({act_title(cap.act, titles)})")
    return lines


def taken_line(sitting: Sitting) -> str:
    """What typed words were taken as, while that can be corrected; "" where nothing can."""
    response, run = sitting.taken or sitting.taken_last, sitting.attempt.run
    if not response:
        return ""
    run = run if sitting.taken else run.back_to(len(run.steps) - 1)
    option = next((r for r in run.options() if r.id == response), None)
    return f"Taken as: {narration.option_text(run, option)}" if option else "Taken as none of these replies."


def none_line(sitting: Sitting) -> str:
    """Said where words meant none of the options: what can be done now, and nothing else."""
    name = narration.partner(sitting.attempt.run) or "The customer"
    once_more = "Say it once more in other words, or choose one of the replies."
    return f"{name} waits. {once_more if sitting.welcomes_words else 'Now choose one of the replies.'}"


def not_graded(notice: Ungraded | None) -> str:
    """Why words are not graded, and which file is to blame; "" where nothing is to be said.

    One line: what is wrong in the file is for its author.
    """
    if notice is None:
        return ""
    error = notice.error
    if error is None:
        return NO_ACTS
    why = f"{error.where} cannot be used" if error.where else error.what
    return f"What you type is asked about instead of graded: {why} (`trainer lint` tells why)."


def judge_announcement(grading: WordGrading) -> str:
    """What is said of judges before anything is typed: where words go, or why none is asked; "" without any."""
    if grading.judge_error:
        return f"No judge is asked about your words: {grading.judge_error}"
    return judge_notice(grading.judges)


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
    away = [url for url in urls if not is_this_computer(url)]
    if not away:
        return notice + " That is this computer."
    if any(url.startswith("http:") for url in away):
        return notice + " They travel unencrypted: anyone on the way can read them."
    return notice


def is_this_computer(url: str) -> bool:
    """Whether an address is the loopback of this machine."""
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
