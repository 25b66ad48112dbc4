"""The one fold over a journal's events: the decisions that stand after rewinds, each with what happened at it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from trainer.errors import UnusableInput
from trainer.grading.model import Graded, acts_of_reply, grade_from_data
from trainer.play.run import Reply
from trainer.records.event import Event, Kind

DECISIONS = (Kind.REPLY, Kind.TIMEOUT)
NOTED = (Kind.ASKED, Kind.CONFIDENCE, Kind.DRAFT, Kind.PAUSE, Kind.RESUME, Kind.RECOVER)
"""What can happen at a decision beside its answer."""
CONFIDENCE_LEVELS = range(1, 5)
"""From "a guess" to "certain"."""
CONFIDENT = 3
"""From here on a reply was given with confidence: an error made so is practised first."""


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
    notes: tuple[Event | TakenBack, ...] = ()
    """What happened at this decision before it was answered, in order."""


@dataclass(frozen=True, slots=True)
class OpenDecision:
    """What happened at the decision where an attempt stands."""

    notes: tuple[Event | TakenBack, ...] = ()
    none_of_these: bool = False
    """Whether words fitted none of its options: now one must be chosen."""
    draft: str = ""
    """Words begun there."""


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


def fold(events: Iterable[Event]) -> DecisionLog:
    """The decisions of a journal, whatever its events say: what makes no sense is passed over."""
    given: list[Given] = []
    notes: list[Event | TakenBack] = []
    taken_back = 0
    shown: float | None = None
    confidence: dict[str, int] = {}
    for event in events:
        if event.kind in NOTED:
            notes.append(event)
        if event.kind in (Kind.SHOWN, Kind.RESUME):
            shown = event.mono if event.kind is Kind.SHOWN else None
        elif event.kind is Kind.CONFIDENCE:
            # It is said before the reply, so it belongs to the next one at its scene.
            level = event.data.get("level")
            if isinstance(level, int) and level in CONFIDENCE_LEVELS:
                confidence[_scene(event)] = level
        elif event.kind in DECISIONS:
            one = _given(event, None if shown is None else event.mono - shown)
            given.append(replace(one, confidence=confidence.get(_scene(event)), notes=tuple(notes)))
            notes, shown, confidence = [], None, {}
        elif event.kind is Kind.REWIND:
            # How many replies stand, as it says; 0 where it says nothing that can be.
            said = event.data.get("to")
            to = min(said, len(given)) if isinstance(said, int) and 0 <= said <= event.number else 0
            taken_back += len(given) - to
            undone = [*(note for one in given[to + 1 :] for note in one.notes), *(notes if to < len(given) else [])]
            before = given[to].notes if to < len(given) else notes
            notes = [*before, TakenBack(tuple(one.reply for one in given), to, tuple(undone))]
            del given[to:]
            confidence = {}
    return DecisionLog(tuple(given), taken_back, _open(notes))


def _open(notes: list[Event | TakenBack]) -> OpenDecision:
    """What stands at the present decision: what was said before a reply was taken back from here is over."""
    none, draft = False, ""
    for note in notes:
        if isinstance(note, TakenBack):
            none, draft = False, ""
        elif note.kind is Kind.ASKED:
            none = True
        elif note.kind is Kind.DRAFT:
            draft = str(note.data.get("words", ""))
    return OpenDecision(tuple(notes), none, draft)


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
