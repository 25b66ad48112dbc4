"""The first event of an attempt: everything that is needed to repeat it, on another machine, years later."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from trainer.analysis.score import ScoringRule
from trainer.errors import NewerFormat, UnusableInput
from trainer.play.run import Reply
from trainer.scenario.model import Scenario

FORMAT = "attempt/1"


class Mode(StrEnum):
    """How much help there is while one plays."""

    COACH = "coach"
    """A short why after each decision; replies can be taken back."""
    PRACTICE = "practice"
    """The explanation waits for the debrief."""
    CHECK = "check"
    """No hints and no way back; counts for mastery."""


class TimeLimits(StrEnum):
    """What became of the scenario's time limits."""

    ON = "on"
    STRETCHED = "stretched"
    """Twice the time."""
    OFF = "off"

    def seconds(self, limit: int | None) -> int | None:
        """How long there is at a decision with this limit, None for as long as one likes."""
        if limit is None or self is TimeLimits.OFF:
            return None
        return limit * 2 if self is TimeLimits.STRETCHED else limit


@dataclass(frozen=True, slots=True)
class KeptText:
    """A document as it was used."""

    id: str
    sha256: str
    text: str
    name: str
    """The file's name without folders: no path of anybody's machine is kept."""


class Part(StrEnum):
    """Why an attempt begins in the middle of a story. Neither is ever a try of its own in statistics."""

    WHAT_IF = "what-if"
    """Another way on from a decision of an attempt."""
    DRILL = "drill"
    """One decision, in its place in the story, to practise it."""


@dataclass(frozen=True, slots=True)
class Parent:
    """Where an attempt branches off: the replies already given, and the attempt they are from, "" for none."""

    part: Part
    attempt: str
    replies: tuple[Reply, ...]


@dataclass(frozen=True, slots=True)
class Header:
    """Who played what, and how."""

    attempt: str
    app: str
    scenario: KeptText
    title: str
    version: int
    frameworks: tuple[KeptText, ...]
    variant: str
    seed: int
    mode: Mode
    trainee: str
    """A pseudonym; the name stands in people.json alone."""
    front: str
    """What it was played in: the app, plain, or replies from a file."""
    time_limits: TimeLimits = TimeLimits.ON
    parent: Parent | None = None
    number: int = 0
    """Which attempt of this trainee's it is in its folder, from 1; 0 in records that do not have it."""
    scoring: ScoringRule = ScoringRule.ABOVE_RANDOM
    """The rule by which the trainee was told a score; records that name none are of the first."""
    format: str = FORMAT


def kept(scenario: Scenario) -> tuple[KeptText, tuple[KeptText, ...]]:
    """The scenario's text and those of its frameworks."""
    frameworks = tuple(KeptText(f.id, f.sha256, f.text, _name(f.path)) for f in scenario.frameworks)
    return KeptText(scenario.id, scenario.sha256, scenario.text, _name(scenario.path)), frameworks


def _name(path: str) -> str:
    return path.replace("\\", "/").rpartition("/")[2]


def to_data(header: Header) -> dict[str, Any]:
    """As it stands in the journal."""
    data = asdict(header)
    if header.scoring is ScoringRule.ABOVE_RANDOM:
        # A record of that rule does not say so.
        del data["scoring"]
    else:
        data["scoring"] = int(header.scoring)
    if header.parent is None:
        del data["parent"]
    else:
        for reply in data["parent"]["replies"]:
            # It is said of those that are not: nearly all are.
            if reply["rated"]:
                del reply["rated"]
    return data


def from_data(data: Mapping[str, Any], where: str) -> Header:
    """From the journal. NewerFormat for a later kind, UnusableInput for anything that is not a header."""
    said = data.get("format")
    if said != FORMAT:
        if isinstance(said, str) and said.startswith("attempt/"):
            raise NewerFormat(f'this record is "{said}", newer than this program reads', where=where, do="Update it.")
        raise UnusableInput("this journal does not begin as an attempt does", where=where)
    number, scoring = data.get("number"), data.get("scoring", int(ScoringRule.ABOVE_RANDOM))
    if isinstance(scoring, int) and scoring > max(ScoringRule):
        message = f"this record is scored by rule {scoring}, newer than this program knows"
        raise NewerFormat(message, where=where, do="Update it.")
    try:
        return Header(
            attempt=str(data["attempt"]),
            app=str(data["app"]),
            scenario=_kept(data["scenario"]),
            title=str(data["title"]),
            version=int(data["version"]),
            frameworks=tuple(_kept(f) for f in data["frameworks"]),
            variant=str(data["variant"]),
            seed=int(data["seed"]),
            mode=Mode(data["mode"]),
            trainee=str(data["trainee"]),
            front=str(data["front"]),
            time_limits=TimeLimits(data["time_limits"]),
            parent=_parent(data["parent"]) if data.get("parent") else None,
            number=number if isinstance(number, int) and number > 0 else 0,
            scoring=ScoringRule(scoring),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise UnusableInput(f"the header of this record lacks something: {error}", where=where) from error


def _parent(data: Mapping[str, Any]) -> Parent:
    replies = []
    for reply in data["replies"]:
        caps = tuple((str(principle), int(level)) for principle, level in reply.get("caps", ()))
        heard, rated = reply.get("acts"), reply.get("rated") is not False
        acts = None if heard is None else tuple(str(act) for act in heard)
        replies.append(Reply(str(reply["response"]), str(reply.get("words", "")), caps, acts, rated))
    return Parent(Part(data["part"]), str(data["attempt"]), tuple(replies))


def _kept(data: Mapping[str, Any]) -> KeptText:
    return KeptText(*(str(data[name]) for name in ("id", "sha256", "text", "name")))
