"""The grade of typed words, as values: which acts they show, by which words, and how sure that is."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from trainer.errors import UnusableInput
from trainer.principles.acts import Cue
from trainer.scenario.model import Detail

CUE = "cue: "
"""How the rule of evidence begins that a cue phrase found."""

FIRST_VERSION = "cues+ngrams/1 "
"""How the grader of the first version names itself: then likely acts were told, too."""
_DIGITS = 4


class Sure(StrEnum):
    """How far a mark can be relied on."""

    SURE = "sure"
    """Told as a fact about the words."""
    LIKELY = "likely"
    """More likely than not: it counts as shown, and nobody is told that it was."""
    POSSIBLE = "possible"
    """Too little to score by: the words count neither as shown nor as missing."""

    @property
    def scores(self) -> bool:
        """Whether a mark of this kind takes part in the score."""
        return self is not Sure.POSSIBLE


class ActVerdict(StrEnum):
    """What a reply did with an act's dimension."""

    MET = "met"
    MISSED = "missed"
    VIOLATED = "violated"


class Abstained(StrEnum):
    """Why words were not graded."""

    EMPTY = "empty"
    GIBBERISH = "gibberish"
    LANGUAGE = "language"
    """Another language than the acts are in."""
    STUFFED = "stuffed"
    """A list of the right words instead of a sentence."""
    COPIED = "copied"
    """One of the authored replies, word for word: it counts as a choice."""
    UNRECOGNISED = "unrecognised"
    """A whole sentence in which nothing was recognised: for the author to look at, never a failure."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of the reply, by their place in it (`words[start:end] == text`), and the rule that found them."""

    start: int
    end: int
    text: str
    rule: str


@dataclass(frozen=True, slots=True)
class ActMark:
    """One act found in a reply. `confidence` is the chance that a careful reader finds it too."""

    act: str
    harms: bool
    sure: Sure
    confidence: float
    evidence: tuple[Evidence, ...]

    @property
    def told(self) -> bool:
        """Whether it is told as a fact about the words: one false sentence costs the trust in every right grade."""
        return self.sure is Sure.SURE and bool(self.evidence)

    @property
    def verdict(self) -> ActVerdict:
        return ActVerdict.VIOLATED if self.harms else ActVerdict.MET


@dataclass(frozen=True, slots=True)
class Match:
    """Which authored reply the words come closest to; `response` is None below the threshold: ask."""

    response: str | None
    nearest: str | None
    likeness: float
    """The chance that `nearest` is what was meant, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Graded:
    """Typed words, graded. `grader` names what graded them, with its version."""

    words: str
    grader: str
    acts: tuple[ActMark, ...] = ()
    abstained: Abstained | None = None
    note: str = ""
    """What the trainee is told about an abstention, or about a judge that could not be asked."""
    match: Match = field(default=Match(None, None, 0.0))
    acts_sha256: str = ""
    """The hash of the acts file as it was used."""
    waived: tuple[str, ...] = ()
    """Expected acts that may come later: the words ask first, and so does the scene's own best reply."""
    unshown: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By authored reply the expected acts that it does not show itself: whom it is taken for cannot lack them."""

    @property
    def is_first(self) -> bool:
        """Whether the grader of the first version gave it: then likely acts were told, and held levels down, too."""
        return self.grader.startswith(FIRST_VERSION)

    def may_lack(self, act: str, response: str | None) -> bool:
        """Whether words that are taken for a response are worth as much without an expected act."""
        return act in self.waived or act in self.unshown.get(response or "", ())

    def found(self, act: str) -> ActMark | None:
        """The mark of an act, if it was found at all."""
        return next((m for m in self.acts if m.act == act), None)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An authored reply that typed words can mean. `quality` is its mean level, 0 to 4, None when not marked.

    Replies with the same `reaction` lead on alike: the customer answers the same, they score the same.
    """

    id: str
    words: str
    examples: tuple[str, ...] = ()
    quality: float | None = None
    reaction: Hashable = None


@dataclass(frozen=True, slots=True)
class Exemplar:
    """A reply whose acts the scene's author has given."""

    words: str
    shows: tuple[str, ...]
    lacks: tuple[str, ...]
    means: str | None = None


@dataclass(frozen=True, slots=True)
class Situation:
    """What the words are an answer to."""

    said: tuple[str, ...] = ()
    """What the customer said since the trainee last spoke."""
    details: Mapping[str, Detail] = field(default_factory=dict)
    expects: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    cues: Mapping[str, tuple[Cue, ...]] = field(default_factory=dict)
    """The scene's own, by act."""
    exemplars: tuple[Exemplar, ...] = ()


def acts_of_reply(response: str, words: str, graded: Graded | None) -> tuple[str, ...] | None:
    """The acts that a customer may answer to; None where the reply is the response itself: chosen, or copied.

    They are those that were surely heard; a grade of the first version answers to all that counted then.
    """
    if not words:
        return None
    if graded is None:
        return ()
    if graded.abstained is Abstained.COPIED and graded.match.nearest == response:
        return None
    return tuple(mark.act for mark in graded.acts if (mark.sure.scores if graded.is_first else mark.told))


def grade_to_data(graded: Graded) -> dict[str, Any]:
    """The grade without the words themselves."""
    return {
        "grader": graded.grader,
        "acts_sha256": graded.acts_sha256,
        "abstained": graded.abstained.value if graded.abstained else None,
        "note": graded.note,
        "matched": graded.match.response,
        "nearest": graded.match.nearest,
        "similarity": round(graded.match.likeness, _DIGITS),
        **({"waived": list(graded.waived)} if graded.waived else {}),
        **({"unshown": {name: list(acts) for name, acts in graded.unshown.items()}} if graded.unshown else {}),
        "acts": [
            {
                "act": mark.act,
                "verdict": mark.verdict.value,
                "sure": mark.sure.value,
                "confidence": round(mark.confidence, _DIGITS),
                "evidence": [{"start": e.start, "end": e.end, "text": e.text, "rule": e.rule} for e in mark.evidence],
            }
            for mark in graded.acts
        ],
    }


def grade_from_data(data: Mapping[str, Any], words: str) -> Graded:
    """A grade read back, with the words it is of. UnusableInput when something is missing or of another kind."""
    try:
        grader = str(data["grader"])
        marks = []
        for mark in data["acts"]:
            evidence = []
            for piece in mark["evidence"]:
                start, end = int(piece["start"]), int(piece["end"])
                # Evidence is a place in the words: a text that does not stand there is no evidence.
                if not 0 <= start <= end <= len(words):
                    raise ValueError("evidence lies outside the words")
                evidence.append(Evidence(start, end, words[start:end], str(piece["rule"])))
            act, harms = str(mark["act"]), mark["verdict"] == "violated"
            marks.append(ActMark(act, harms, Sure(mark["sure"]), float(mark["confidence"]), tuple(evidence)))
        return Graded(
            words=words,
            grader=grader,
            acts=tuple(marks),
            abstained=Abstained(data["abstained"]) if data["abstained"] else None,
            note=str(data.get("note", "")),
            match=Match(_name(data["matched"]), _name(data["nearest"]), float(data["similarity"])),
            acts_sha256=str(data.get("acts_sha256", "")),
            waived=tuple(map(str, data.get("waived", ()))),
            unshown={str(name): tuple(map(str, acts)) for name, acts in dict(data.get("unshown", {})).items()},
        )
    except (KeyError, TypeError, ValueError) as error:
        raise UnusableInput(f"a grade in this record cannot be read: {error}") from error


def _name(value: object) -> str | None:
    return None if value is None else str(value)
