"""The one fold over a journal's events: the decisions that stand after rewinds, each with what happened at it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from trainer.errors import UnusableInput
from trainer.grading.model import Graded, acts_of_reply, grade_from_data
from trainer.play.run import Reply
from trainer.records.event import JSON, Event, Kind

DECISIONS = (Kind.REPLY, Kind.TIMEOUT)
NOTED = (Kind.ASKED, Kind.CORRECTION, Kind.CONFIDENCE, Kind.DRAFT, Kind.PAUSE, Kind.RESUME, Kind.RECOVER)
"""What can happen at a decision beside its answer."""
CONFIDENCE_LEVELS = range(1, 5)
"""From "a guess" to "certain"."""
CONFIDENT = 3
"""From here on a reply was given with confidence: an error made so is practised first."""


class Became(StrEnum):
    """What typed words that were taken for a response turned out to be."""

    RESPONSE = "response"
    """Another response."""
    AGAIN = "again"
    """It is said again, in other words."""
    NONE = "none"
    """None of the options."""


@dataclass(frozen=True, slots=True)
class Correction:
    """Typed words were not meant as they were taken. Once a decision; no taking back, and it costs no first try."""

    words: str
    matched: str
    """The response that they were taken for."""
    likeness: float
    """The chance, 0 to 1, with which they were."""
    became: Became
    response: str = ""
    """What was meant, where it is a response."""
    after: bool = False
    """Whether what the reply led to had been told."""
    stands: bool = False
    """Whether the story goes on from the reply all the same, which is not rated then."""


@dataclass(frozen=True, slots=True)
class TakenBack:
    """Replies that were taken back: those given until then, and from which on they went, counted from 0.

    `notes` is what had happened at the decisions that were undone.
    """

    replies: tuple[Reply, ...]
    to: int
    notes: tuple[Event | TakenBack, ...]


@dataclass(frozen=True, slots=True)
class Given:
    """A reply that stands, with when it was given and how long it took in seconds (None where not known)."""

    reply: Reply
    wall: str
    seconds: float | None
    graded: Graded | None = None
    """The grade of typed words as it was given then; None for a choice, and where it cannot be read."""
    asked: bool = False
    """Whether it was the trainee who said which response typed words came closest to."""
    confidence: int | None = None
    """How sure the trainee said to be, 1 to 4; None where it was not asked or not answered."""
    correction: Correction | None = None
    """That words typed at this decision were not meant as they were taken."""
    notes: tuple[Event | TakenBack, ...] = ()
    """What happened at this decision before it was answered, in order."""


@dataclass(frozen=True, slots=True)
class OpenDecision:
    """What happened at the decision where an attempt stands."""

    notes: tuple[Event | TakenBack, ...] = ()
    refused: int = 0
    """How often words fitted none of its options."""
    draft: str = ""
    """Words begun there."""
    correction: Correction | None = None
    """That words typed there were not meant as they were taken."""


@dataclass(frozen=True, slots=True)
class DecisionLog:
    """A journal's decisions. Numbers count from the first that is the attempt's own."""

    given: tuple[Given, ...]
    taken_back: int
    """Replies that were rewound: they stay in the journal."""
    open: OpenDecision

    def unmatched(self) -> Iterator[tuple[int, str]]:
        """The words that meant none of the options, each with its decision; not those of decisions taken back."""
        for number, notes in enumerate([*(one.notes for one in self.given), self.open.notes]):
            for note in notes:
                if isinstance(note, Event) and note.kind is Kind.ASKED and note.data.get("words"):
                    yield number, str(note.data["words"])

    def corrections(self) -> Iterator[tuple[int, Correction]]:
        """What was not meant as it was taken, each with its decision; not those of decisions taken back."""
        for number, correction in enumerate([*(one.correction for one in self.given), self.open.correction]):
            if correction:
                yield number, correction


def fold(events: Iterable[Event]) -> DecisionLog:
    """The decisions of a journal, whatever its events say: what makes no sense is passed over."""
    given: list[Given] = []
    notes: list[Event | TakenBack] = []
    taken_back = 0
    shown: float | None = None
    confidence: dict[str, int] = {}
    withdrawn: Given | None = None
    for event in events:
        if event.kind in NOTED:
            notes.append(event)
        if event.kind in (Kind.SHOWN, Kind.RESUME):
            shown, withdrawn = event.mono if event.kind is Kind.SHOWN else None, None
        elif event.kind is Kind.CONFIDENCE:
            # It is said before the reply, so it belongs to the next one at its scene.
            level = event.data.get("level")
            if isinstance(level, int) and level in CONFIDENCE_LEVELS:
                confidence[_scene(event)] = level
        elif event.kind in DECISIONS:
            one = _given(event, None if shown is None else event.mono - shown)
            sure, correction = confidence.get(_scene(event)), opened(notes).correction
            if withdrawn and correction and correction.became is Became.RESPONSE:
                # The same words with another meaning: how long they took, and how sure one was, stay what they were.
                one, sure = replace(one, seconds=withdrawn.seconds), withdrawn.confidence
            given.append(replace(one, confidence=sure, correction=correction, notes=tuple(notes)))
            notes, shown, confidence, withdrawn = [], None, {}, None
        elif event.kind is Kind.CORRECTION:
            correction, last = correction_of(event), given[-1] if given else None
            if correction and not correction.after:
                continue
            notes.pop()
            if correction and last and not last.correction and event.data.get("number") == len(given) - 1:
                if correction.stands:
                    reply = replace(last.reply, rated=False)
                    given[-1] = replace(last, reply=reply, correction=correction, notes=(*last.notes, event))
                else:
                    notes, shown, confidence, withdrawn = [*last.notes, *notes, event], None, {}, given.pop()
        elif event.kind is Kind.REWIND:
            # How many replies stand, as it says; 0 where it says nothing that can be.
            said = event.data.get("to")
            to = min(said, len(given)) if isinstance(said, int) and 0 <= said <= event.number else 0
            taken_back += len(given) - to
            undone = [*(note for one in given[to + 1 :] for note in one.notes), *(notes if to < len(given) else [])]
            before = given[to].notes if to < len(given) else notes
            notes = [*before, TakenBack(tuple(one.reply for one in given), to, tuple(undone))]
            del given[to:]
            confidence, withdrawn = {}, None
    return DecisionLog(tuple(given), taken_back, opened(notes))


def opened(notes: Iterable[Event | TakenBack]) -> OpenDecision:
    """What these notes of a decision leave: what was said before a reply was taken back from there is over."""
    refused, draft, corrected = 0, "", None
    for note in notes:
        if isinstance(note, TakenBack):
            refused, draft, corrected = 0, "", None
        elif note.kind is Kind.ASKED:
            refused += 1
        elif note.kind is Kind.DRAFT:
            draft = str(note.data.get("words", ""))
        elif note.kind is Kind.CORRECTION and corrected is None and (corrected := correction_of(note)):
            refused += corrected.became is Became.NONE and not corrected.stands
            draft = "" if corrected.became is Became.NONE else corrected.words
    return OpenDecision(tuple(notes), refused, draft, corrected)


def correction_data(correction: Correction, number: int, scene: str) -> dict[str, JSON]:
    """As it stands in the journal. `number` is the decision's among the attempt's own, from 0."""
    data: dict[str, JSON] = {
        "number": number,
        "scene": scene,
        "words": correction.words,
        "matched": correction.matched,
        "similarity": round(correction.likeness, 4),
        "became": correction.became.value,
        "after": correction.after,
    }
    if correction.became is Became.RESPONSE:
        data["response"] = correction.response
    return data | {"stands": True} if correction.stands else data


def correction_of(event: Event) -> Correction | None:
    """A correction from the journal; None for what makes no sense."""
    data = event.data
    likeness, became = data.get("similarity"), data.get("became")
    if not isinstance(likeness, int | float) or became not in list(Became):
        return None
    words, matched, response = (str(data.get(name, "")) for name in ("words", "matched", "response"))
    after = data.get("after") is True
    stands = after and data.get("stands") is True
    return Correction(words, matched, float(likeness), Became(str(became)), response, after, stands)


def _given(event: Event, seconds: float | None) -> Given:
    words = str(event.data.get("words", ""))
    caps, grade = event.data.get("caps"), event.data.get("grade")
    levels = tuple((p, n) for p, n in caps.items() if isinstance(n, int)) if isinstance(caps, Mapping) else ()
    response = str(event.data.get("response", ""))
    try:
        graded = grade_from_data(grade, words) if isinstance(grade, Mapping) else None
    except UnusableInput:
        # The grade is for looking at: one that cannot be read is left out, and the replay and its levels stand.
        graded = None
    reply = Reply(response, words, levels, acts_of_reply(response, words, graded))
    return Given(reply, event.wall, seconds, graded, event.data.get("resolved") == "asked")


def _scene(event: Event) -> str:
    return str(event.data.get("scene", ""))
