"""A framework and its principles."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from trainer.document.finding import START, Span


class Judged(StrEnum):
    """Where a principle's level comes from."""

    REPLY = "reply"
    """From the marks on each reply."""
    RUN = "run"
    """From the touchpoints of a whole run; authors cannot mark it on a reply."""


@dataclass(frozen=True, slots=True)
class Principle:
    """One service principle. `id` is the full one, `framework.principle`."""

    id: str
    title: str
    statement: str
    honours: tuple[str, ...]
    breaks: tuple[str, ...]
    source: str
    judged: Judged = Judged.REPLY
    honoured_by: tuple[str, ...] = ()
    """The acts by which words honour it."""
    broken_by: tuple[str, ...] = ()
    """The acts by which words break it."""

    @property
    def short(self) -> str:
        """The id without its framework."""
        return self.id.partition(".")[2]


@dataclass(frozen=True, slots=True)
class Framework:
    """A named set of principles from one source, with the text it was read from and that text's SHA-256."""

    id: str
    title: str
    summary: str
    source: str
    principles: Mapping[str, Principle]
    """By short name, in the order written."""
    text: str
    sha256: str
    path: str
    at: Span = field(default=START, compare=False)


def by_full_id(frameworks: Iterable[Framework]) -> dict[str, Principle]:
    """All principles of some frameworks, in order."""
    return {p.id: p for f in frameworks for p in f.principles.values()}
