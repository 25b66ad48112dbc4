"""A grade as JSON, for records and for `trainer grade`, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from trainer.errors import UnusableInput
from trainer.grading.model import Abstained, ActMark, Evidence, Graded, Match, Sure

_DIGITS = 4


def to_data(graded: Graded) -> dict[str, Any]:
    """The grade without the words themselves."""
    return {
        "grader": graded.grader,
        "acts_sha256": graded.acts_sha256,
        "abstained": graded.abstained.value if graded.abstained else None,
        "note": graded.note,
        "matched": graded.match.response,
        "nearest": graded.match.nearest,
        "similarity": round(graded.match.likeness, _DIGITS),
        "acts": [mark_data(mark) for mark in graded.acts],
    }


def mark_data(mark: ActMark) -> dict[str, Any]:
    """One mark."""
    return {
        "act": mark.act,
        "verdict": mark.verdict.value,
        "sure": mark.sure.value,
        "confidence": round(mark.confidence, _DIGITS),
        "evidence": [{"start": e.start, "end": e.end, "text": e.text, "rule": e.rule} for e in mark.evidence],
    }


def from_data(data: Mapping[str, Any], words: str) -> Graded:
    """A grade read back, with the words it is of. UnusableInput when something is missing or of another kind."""
    try:
        return Graded(
            words=words,
            grader=str(data["grader"]),
            acts=tuple(_mark(mark, words) for mark in data["acts"]),
            abstained=Abstained(data["abstained"]) if data["abstained"] else None,
            note=str(data.get("note", "")),
            match=Match(_name(data["matched"]), _name(data["nearest"]), float(data["similarity"])),
            acts_sha256=str(data.get("acts_sha256", "")),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise UnusableInput(f"a grade in this record cannot be read: {error}") from error


def _mark(data: Mapping[str, Any], words: str) -> ActMark:
    evidence = tuple(_evidence(e, words) for e in data["evidence"])
    return ActMark(
        act=str(data["act"]),
        harms=data["verdict"] == "violated",
        sure=Sure(data["sure"]),
        confidence=float(data["confidence"]),
        evidence=evidence,
    )


def _evidence(data: Mapping[str, Any], words: str) -> Evidence:
    """Evidence is a place in the words: a text that does not stand there is no evidence."""
    start, end = int(data["start"]), int(data["end"])
    if not 0 <= start <= end <= len(words):
        raise ValueError("evidence lies outside the words")
    return Evidence(start, end, words[start:end], str(data["rule"]))


def _name(value: object) -> str | None:
    return None if value is None else str(value)
