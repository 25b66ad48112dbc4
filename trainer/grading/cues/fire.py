"""Which cues stand in a reply, where, and what makes one void: it is denied, quoted, imagined or cancelled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from trainer.grading.cues.automaton import AutomatonBuilder
from trainer.grading.cues.matcher import Matcher, Rule, RuleMatch, compiled_matcher
from trainer.grading.cues.symbols import SituationWords, Symbols, details_of, said_in
from trainer.grading.language.normalise import expand
from trainer.grading.language.sentences import NEGATIONS
from trainer.grading.language.words import Token, Words
from trainer.principles.acts import Acts, Cue
from trainer.principles.cue_phrases import Alternation, PhraseItem, Stem, Word, slots_of
from trainer.scenario.model import Detail

_UNREAL = frozenset(("if", "unless", "wish", "would", "could"))


@dataclass(frozen=True, slots=True)
class CueContext:
    """What a reply answers: the customer's last lines, the variant's details, the scene's own cues by act."""

    said: tuple[str, ...] = ()
    details: Mapping[str, Detail] = field(default_factory=dict)
    extra: Mapping[str, tuple[Cue, ...]] = field(default_factory=dict)


class Fired(NamedTuple):
    """A cue that stands in a reply. `start` and `end` are offsets in the text, `clause` is where it begins."""

    act: str
    cue: str
    start: int
    end: int
    clause: int
    cancelled: str | None
    """None, or why it does not count: "negated", "quoted", "conditional", or the `not:` phrase as written."""


def fire(acts: Acts, words: Words, context: CueContext | None = None) -> list[Fired]:
    """Every cue that stands in the words, in their order; of one cue in one place the longest match."""
    context = context or CueContext()
    situated = SituationWords(said_in(context.said), details_of(context.details))
    found = _matcher_of(acts).find(words, situated)
    if context.extra:
        found += _extra_matcher(acts, _Extra(context.extra)).find(words, situated)
    scope = _Scope(
        frozenset(n for n, token in enumerate(words.tokens) if token.quoted),
        frozenset(n for n, token in enumerate(words.tokens) if token.text in NEGATIONS),
        _cancelled(found, words),
    )
    fired = [_fired(match, words, scope) for match in found if not match.rule.cancels]
    return sorted(fired, key=lambda f: (f.start, f.end, f.act))


class _Extra:
    """A scene's own cues, compared by what they say, so that a matcher is made once for them."""

    def __init__(self, extra: Mapping[str, tuple[Cue, ...]]) -> None:
        self.extra = extra
        self.key = tuple((act, *(cue.text for cue in cues)) for act, cues in extra.items())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Extra) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)


@lru_cache(maxsize=8)
def _matcher_of(acts: Acts) -> Matcher:
    return compiled_matcher(acts.sha256) or build_matcher(acts)


@lru_cache(maxsize=64)
def _extra_matcher(acts: Acts, extra: _Extra) -> Matcher:
    found = [(act, act in acts.acts and acts.acts[act].harms, cue) for act, cues in extra.extra.items() for cue in cues]
    return _built([(_rule(act, harms, cue, False, acts), cue) for act, harms, cue in found], acts)


def build_matcher(acts: Acts) -> Matcher:
    """The matcher of some acts, made anew from their cues; a second's work for a large file."""
    every = acts.acts.values()
    rules = [(_rule(act.id, act.harms, cue, False, acts), cue) for act in every for cue in act.cues]
    rules += [(_rule(act.id, act.harms, cue, True, acts), cue) for act in every for cue in act.cancels]
    return _built(rules, acts)


def _built(rules: Sequence[tuple[Rule, Cue]], acts: Acts) -> Matcher:
    symbols = Symbols.of_groups(acts.words)
    builder = AutomatonBuilder()
    for number, (_, cue) in enumerate(rules):
        builder.add(cue.pattern, number, symbols)
    automaton = builder.made()
    symbols.close(automaton.symbols)
    return Matcher([rule for rule, _ in rules], automaton, symbols)


def _rule(act: str, harms: bool, cue: Cue, cancels: bool, acts: Acts) -> Rule:
    pattern = cue.pattern
    said = frozenset(_words_of(pattern.items))
    denies = _negates(said) or any(_all_negate(acts.words.get(slot.name, ())) for slot in slots_of(pattern.items))
    imagines = harms or not said.isdisjoint(_UNREAL)
    return Rule(act, cue.text, cancels, denies, imagines, pattern.question)


def _negates(said: frozenset[str]) -> bool:
    return not said.isdisjoint(NEGATIONS) or {"no", "longer"} <= said


def _all_negate(members: Sequence[Cue]) -> bool:
    """Whether a group is one of denials, as "cannot" and "am not able to"."""
    return bool(members) and all(_negates(frozenset(_words_of(member.pattern.items))) for member in members)


def _words_of(items: tuple[PhraseItem, ...]) -> list[str]:
    found: list[str] = []
    for item in items:
        if isinstance(item, (Word, Stem)):
            found.extend(word for word, _ in expand(item.text))
        elif isinstance(item, Alternation):
            for branch in item.branches:
                found.extend(_words_of(branch))
    return found


def _cancelled(found: list[RuleMatch], words: Words) -> dict[tuple[str, int], str]:
    """The `not:` phrase that stands in a sentence, by act and sentence."""
    tokens = words.tokens
    return {
        (match.rule.act, tokens[match.first].sentence): match.rule.text
        for match in found
        if match.rule.cancels and not tokens[match.first].quoted
    }


class _Scope(NamedTuple):
    """What makes cues void where they stand."""

    quoted: frozenset[int]
    denying: frozenset[int]
    cancelled: Mapping[tuple[str, int], str]


def _fired(match: RuleMatch, words: Words, scope: _Scope) -> Fired:
    rule, first = match.rule, words.tokens[match.first]
    why = _why_void(match, first, scope) or scope.cancelled.get((rule.act, first.sentence))
    return Fired(rule.act, rule.text, first.start, words.tokens[match.last].end, first.clause, why)


def _why_void(match: RuleMatch, first: Token, scope: _Scope) -> str | None:
    covered = range(match.first, match.last + 1)
    if scope.quoted and not scope.quoted.isdisjoint(covered):
        return "quoted"
    if not match.rule.denies and (first.negated or (scope.denying and not scope.denying.isdisjoint(covered))):
        return "negated"
    if first.conditional and not match.rule.imagines:
        return "conditional"
    return None
