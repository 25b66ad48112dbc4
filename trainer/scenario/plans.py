"""Plans: play-throughs written down with what is expected of them, kept beside a scenario as its tests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from trainer.document.fields import ID, Fields, Notes, as_mapping, bad_id, named
from trainer.document.finding import START, Finding, Span, has_errors
from trainer.document.nodes import Mapping, Node
from trainer.document.read import read_document
from trainer.limits import DocumentLimits
from trainer.scenario import format_keys


@dataclass(frozen=True, slots=True)
class ExpectedLevel:
    """A level that a reply must get. `at` is the scene of its decision, or its number, from 1."""

    at: str
    principle: str
    level: int


@dataclass(frozen=True, slots=True)
class Expected:
    """What a play-through should lead to; None and empty mean that nothing is said about it."""

    ending: str
    outcome: str = ""
    verdict: str = ""
    score: int | None = None
    critical: bool | None = None
    scenes: tuple[str, ...] = ()
    hears: tuple[str, ...] = ()
    never_hears: tuple[str, ...] = ()
    marks: tuple[ExpectedLevel, ...] = ()
    costs: tuple[tuple[str, str], ...] = ()
    """Where, as in `ExpectedLevel.at`, and the cost in a word."""


@dataclass(frozen=True, slots=True)
class Plan:
    """One play-through. Without a variant it holds for every one."""

    id: str
    title: str
    variant: str
    replies: tuple[str, ...]
    expected: Expected
    at: Span = field(default=START, compare=False)


@dataclass(frozen=True, slots=True)
class LoadedPlans:
    """The plans of one file, the scenario they are for, and everything found."""

    scenario: str
    plans: tuple[Plan, ...]
    findings: list[Finding]


def plans_beside(scenario: Path) -> Path:
    """Where the plans of a scenario lie."""
    return scenario.with_name(f"{scenario.stem}.plans.yaml")


def load_plans(data: bytes, path: str, limits: DocumentLimits | None = None) -> LoadedPlans:
    """Plans from the bytes of their file."""
    limits = limits or DocumentLimits()
    document = read_document(data, path, limits)
    notes = Notes(path, limits.findings)
    notes.findings.extend(document.findings)
    if not isinstance(document.root, Mapping):
        return LoadedPlans("", (), notes.findings)
    head = Fields(document.root, format_keys.PLANS, "a file of plans", notes)
    if head.text("format") != format_keys.PLAN_FORMAT:
        notes.error("wrong-format", f'The first line must be "format: {format_keys.PLAN_FORMAT}".', head.at("format"))
    scenario = head.identifier("scenario")
    plans = tuple(_plans(head.items("plans"), notes))
    return LoadedPlans(scenario, () if has_errors(notes.findings) else plans, notes.findings)


def _plans(nodes: list[Node], notes: Notes) -> Iterator[Plan]:
    seen: dict[str, Span] = {}
    for node in nodes:
        mapping = as_mapping(node, "a plan", notes)
        if mapping is None:
            continue
        plan = _plan(mapping, notes)
        first = seen.setdefault(plan.id, plan.at)
        if plan.id and first is not plan.at:
            notes.error("duplicate-id", f'There is a plan "{plan.id}" in line {first.line} already.', plan.at)
        yield plan


def _plan(mapping: Mapping, notes: Notes) -> Plan:
    fields = Fields(mapping, format_keys.PLAN, "a plan", notes)
    expect = fields.mapping_of("expect")
    return Plan(
        id=fields.identifier("id"),
        title=fields.text("title"),
        variant=fields.identifier("variant"),
        replies=_ids(fields, "replies"),
        expected=_expected(expect, notes) if expect else Expected(""),
        at=mapping.span,
    )


def _expected(mapping: Mapping, notes: Notes) -> Expected:
    fields = Fields(mapping, format_keys.EXPECT, '"expect"', notes)
    return Expected(
        ending=fields.identifier("ending"),
        outcome=_one_of(fields, "outcome", format_keys.PLAN_OUTCOMES),
        verdict=_one_of(fields, "verdict", format_keys.PLAN_VERDICTS),
        score=fields.whole("score"),
        critical=fields.flag("critical") if "critical" in fields else None,
        scenes=_ids(fields, "scenes"),
        hears=tuple(text for text, _ in fields.words("hears")),
        never_hears=tuple(text for text, _ in fields.words("never_hears")),
        marks=tuple(_levels(fields, notes)),
        costs=tuple(_costs(fields, notes)),
    )


def _ids(fields: Fields, key: str) -> tuple[str, ...]:
    """A list of ids, of which one may stand twice; bad ones are noted."""
    words = fields.words(key)
    for text, node in words:
        if not ID.fullmatch(text):
            bad_id(fields.notes, text, node)
    return tuple(text for text, _ in words)


def _levels(fields: Fields, notes: Notes) -> Iterator[ExpectedLevel]:
    for at, _, node in named(fields.mapping_of("marks"), notes):
        mapping = as_mapping(node, f'what is expected at "{at}"', notes)
        if mapping is not None:
            inner = Fields(mapping, mapping.keys, f'what is expected at "{at}"', notes)
            levels = ((name, inner.whole(name, format_keys.MARK["level"].kind.bounds)) for name in mapping.keys)
            yield from (ExpectedLevel(at, name, level) for name, level in levels if level is not None)


def _costs(fields: Fields, notes: Notes) -> Iterator[tuple[str, str]]:
    mapping = fields.mapping_of("costs")
    if mapping is not None:
        inner = Fields(mapping, mapping.keys, '"costs"', notes)
        for at, _, _ in named(mapping, notes):
            yield at, _one_of(inner, at, format_keys.PLAN_COSTS)


def _one_of(fields: Fields, key: str, words: tuple[str, ...]) -> str:
    text = fields.text(key)
    if text and text not in words:
        fields.wrong(key, "one of " + ", ".join(words), fields.at(key))
    return text
