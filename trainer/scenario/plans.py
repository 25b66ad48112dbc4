"""Plans: play-throughs written down with what is expected of them, kept beside a scenario as its tests."""

from dataclasses import dataclass, field, replace
from pathlib import Path

from trainer.document.fields import Fields, Notes, fields_of
from trainer.document.finding import START, Finding, Span, has_errors
from trainer.document.read import STANDARD, read_document
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


def load_plans(data: bytes, path: str) -> LoadedPlans:
    """Plans from the bytes of their file."""
    document = read_document(data, path)
    notes = Notes(path, STANDARD.findings, document.findings)
    if document.mapping is None:
        return LoadedPlans("", (), notes.findings)
    head = Fields(document.mapping, format_keys.PLANS, "a file of plans", notes)
    if head.text("format") != format_keys.PLAN_FORMAT:
        notes.error("wrong-format", f'The first line must be "format: {format_keys.PLAN_FORMAT}".', head.at("format"))
    scenario = head.identifier("scenario")
    plans: list[Plan] = []
    first_lines: dict[str, int] = {}
    for node in head.items("plans"):
        fields = fields_of(node, format_keys.PLAN, "a plan", notes)
        if fields is None:
            continue
        expect = fields.mapping_of("expect")
        plan = Plan(
            id=fields.identifier("id"),
            title=fields.text("title"),
            variant=fields.identifier("variant"),
            replies=_ids(fields, "replies"),
            expected=_expected(Fields(expect, format_keys.EXPECT, '"expect"', notes)) if expect else Expected(""),
            at=fields.mapping.span,
        )
        plans.append(plan)
        if plan.id in first_lines:
            message = f'There is a plan "{plan.id}" in line {first_lines[plan.id]} already.'
            notes.error("duplicate-id", message, plan.at)
        elif plan.id:
            first_lines[plan.id] = plan.at.line
    return LoadedPlans(scenario, () if has_errors(notes.findings) else tuple(plans), notes.findings)


def _expected(fields: Fields) -> Expected:
    notes = fields.notes
    expected = Expected(
        ending=fields.identifier("ending"),
        outcome=fields.word("outcome", format_keys.PLAN_OUTCOMES),
        verdict=fields.word("verdict", format_keys.PLAN_VERDICTS),
        score=fields.whole("score"),
        critical=fields.flag("critical") if "critical" in fields else None,
        scenes=_ids(fields, "scenes"),
        hears=fields.texts("hears"),
        never_hears=fields.texts("never_hears"),
    )
    marks: list[ExpectedLevel] = []
    for at, _, node in notes.named(fields.mapping_of("marks")):
        if levels := fields_of(node, None, f'what is expected at "{at}"', notes):
            for principle in levels.mapping.keys:
                level = levels.whole(principle, format_keys.MARK["level"].kind.bounds)
                if level is not None:
                    marks.append(ExpectedLevel(at, principle, level))
    costs: list[tuple[str, str]] = []
    if words := fields.inner("costs", None):
        costs = [(at, words.word(at, format_keys.PLAN_COSTS)) for at, _, _ in notes.named(words.mapping)]
    return replace(expected, marks=tuple(marks), costs=tuple(costs))


def _ids(fields: Fields, key: str) -> tuple[str, ...]:
    """A list of ids, of which one may stand twice; bad ones are noted."""
    words = fields.words(key)
    for text, node in words:
        fields.notes.is_id(text, node)
    return tuple(text for text, _ in words)
