"""Which cues stand in a reply, where, and what makes one void: it is denied, quoted, imagined or cancelled."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from trainer.grading.cues.matcher import AutomatonBuilder, Matcher, Rule, compiled_matcher
from trainer.grading.cues.symbols import SituationWords, Symbols, details_of, said_in
from trainer.grading.language.normalise import expand
from trainer.grading.language.sentences import NEGATIONS
from trainer.grading.language.words import Words
from trainer.principles.acts import Acts, Cue
from trainer.principles.cue_phrases import Alternation, Phrase, PhraseItem, Stem, Word, slots_of
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
    matches = _matcher(acts).find(words, situated)
    if context.extra:
        matches += _matcher(acts, tuple(context.extra.items())).find(words, situated)
    tokens = words.tokens
    quoted = {n for n, token in enumerate(tokens) if token.quoted}
    denying = {n for n, token in enumerate(tokens) if token.text in NEGATIONS}
    cancelled = {
        (rule.act, tokens[first].sentence): rule.text
        for rule, first, _ in matches
        if rule.cancels and not tokens[first].quoted
    }
    fired = []
    for rule, first, last in matches:
        if rule.cancels:
            continue
        token, covered = tokens[first], range(first, last + 1)
        if not quoted.isdisjoint(covered):
            why: str | None = "quoted"
        elif not rule.denies and (token.negated or not denying.isdisjoint(covered)):
            why = "negated"
        elif token.conditional and not rule.imagines:
            why = "conditional"
        else:
            why = cancelled.get((rule.act, token.sentence))
        fired.append(Fired(rule.act, rule.text, token.start, tokens[last].end, token.clause, why))
    return sorted(fired, key=lambda f: (f.start, f.end, f.act))


@lru_cache(maxsize=64)
def _matcher(acts: Acts, own: tuple[tuple[str, tuple[Cue, ...]], ...] | None = None) -> Matcher:
    """The matcher of all acts, or of a scene's own cues, which are given by act."""
    if own is None:
        return compiled_matcher(acts.sha256) or build_matcher(acts)
    harming = {act.id for act in acts.acts.values() if act.harms}
    return _built([(act, act in harming, False, cue) for act, cues in own for cue in cues], acts)


def build_matcher(acts: Acts) -> Matcher:
    """The matcher of some acts, made anew from their cues; a second's work for a large file."""
    every = acts.acts.values()
    cues = [(act.id, act.harms, False, cue) for act in every for cue in act.cues]
    return _built([*cues, *((act.id, act.harms, True, cue) for act in every for cue in act.cancels)], acts)


def _built(cues: Iterable[tuple[str, bool, bool, Cue]], acts: Acts) -> Matcher:
    """A matcher of cues, each with its act, whether that harms, and whether the cue cancels it."""
    rules: list[Rule] = []
    phrases: list[Phrase] = []
    for act, harms, cancels, cue in cues:
        phrase = cue.pattern
        # A group denies when all its members do, as "cannot" and "am not able to".
        groups = [acts.words.get(slot.name) for slot in slots_of(phrase.items)]
        denies = _negates(phrase) or any(group and all(_negates(m.pattern) for m in group) for group in groups)
        imagines = harms or not _UNREAL.isdisjoint(_words_of(phrase.items))
        rules.append(Rule(act, cue.text, cancels, denies, imagines, phrase.question))
        phrases.append(phrase)
    symbols = Symbols.of_groups(acts.words)
    automaton = AutomatonBuilder(symbols).build(phrases)
    symbols.close(automaton.symbols)
    return Matcher(rules, automaton, symbols)


def _negates(phrase: Phrase) -> bool:
    said = set(_words_of(phrase.items))
    return not said.isdisjoint(NEGATIONS) or {"no", "longer"} <= said


def _words_of(items: tuple[PhraseItem, ...]) -> list[str]:
    words: list[str] = []
    for item in items:
        if isinstance(item, (Word, Stem)):
            words.extend(word for word, _ in expand(item.text))
        elif isinstance(item, Alternation):
            for branch in item.branches:
                words.extend(_words_of(branch))
    return words
