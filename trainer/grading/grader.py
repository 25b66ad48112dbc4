"""The embedded grader, typed words to acts, with evidence, offline, in milliseconds; and what front ends grade by."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from trainer.grading.cues.fire import CueContext, Fired, fire
from trainer.grading.held import (
    ASKS,
    bare_promises,
    counted_harms,
    in_their_place,
    naming_clauses,
    traces,
    unshown_acts,
    waived_acts,
)
from trainer.grading.language.words import Words, read_words
from trainer.grading.learned.weights import ACTS, ANY_HARM, HARMS, Scored, how_sure, is_known, is_learned, score
from trainer.grading.matching import CandidateProfiles, Profile, apply_exemplars, match, profile
from trainer.grading.model import CUE, Abstained, ActMark, Evidence, Graded, Match, Situation, Sure
from trainer.grading.situation import in_run
from trainer.grading.ungradable import copied_from, why_ungradable, word_lists
from trainer.limits import REPLY_CHARACTERS
from trainer.play.run import Run
from trainer.principles.acts import Acts, ActsShelf, ActWording
from trainer.scenario.library import Library

if TYPE_CHECKING:
    from trainer.grading.judge.judges import Judges

VERSION = 2
LIST = 0.97
"""How sure it is that a list of words is one."""
UNMATCHED = Match(None, None, 0.0)
READS_SCRIPT = "reads-script"
_WORDS_TO_JUDGE = 5
"""From so many words on, a reply in which nothing is recognised is named: somebody should look at it."""
TRACE = 0.1
"""The chance from which an expected act is not told as missing."""
SURENESS = (Sure.SURE, Sure.LIKELY, Sure.POSSIBLE)
OWN_CUE = 0.8
"""The confidence that a cue gives which is taken at its word."""
CLEARER = 0.25
"""By how much more likely its contrary must be for harm to be no more than possible: a plain "sorry" is no excuse."""
_LISTED = "It is a list of the right words; say it to the customer instead."
_BLANK = "Nothing was recognised in these words: they count as the reply that they are taken for."
_COPY = "It is one of the replies on offer, word for word: it counts as a choice."

COURTESY = frozenset(("greets", "thanks", "kind-word"))
HARM_ALONE = 0.6
"""The chance from which harm counts in a sentence that is graded alone."""
_MOST_GRADED_ALONE = 6
"""Sentences that are graded alone; in a reply with more of them harm is found anyway."""


class Grader:
    """Grades words by the acts of one language. It keeps nothing but profiles of authored texts."""

    def __init__(self, acts: Acts) -> None:
        self.acts = acts
        self.harming = frozenset(a.id for a in acts.acts.values() if a.harms)
        self.name = f"cues+ngrams/{VERSION} {acts.id}:{acts.sha256[:12]}"
        self._authored = lru_cache(maxsize=2048)(self._profile)

    def grade(self, text: str, situation: Situation) -> Graded:
        """The acts in some words, and which authored reply they come closest to. At most 4,000 characters are read."""
        text = text[:REPLY_CHARACTERS]
        words = read_words(text)
        reason = why_ungradable(text, words, is_known, self.acts.language)
        if reason:
            return self._graded(text, (), *reason)
        copy = copied_from(words, situation.candidates)
        if copy:
            return self._graded(text, (), Abstained.COPIED, _COPY, Match(copy, copy, 1.0))
        is_list, listed = word_lists(words)
        if is_list:
            mark = ActMark(READS_SCRIPT, True, Sure.SURE, LIST, (Evidence(0, len(text), text, "a list of words"),))
            return self._graded(text, (mark,), Abstained.STUFFED, _LISTED)
        unsaid = {*listed, *repeated_clauses(words)}
        kept = read_words(without_clauses(words, unsaid)) if unsaid else words
        context = _context(situation)
        fired = fire(self.acts, kept, context)
        said, harms = self._scored(kept, fired, context, (ACTS, HARMS))
        known = self._known(situation)
        meant = match(profile(words, _strengths(said)), known)
        any_harm = max((one.probability for one in harms if one.act == ANY_HARM), default=0.0)
        scored = self._judged(said, harms)
        levels = {c.id: c.quality for c in situation.candidates}
        nearest = levels.get(meant.nearest) if meant.nearest else None
        counted, doubtful = counted_harms(scored, fired, self.harming, any_harm, nearest)
        counted = in_their_place(counted, fired, kept, situation, self.harming)
        naming = naming_clauses(kept, situation)
        unsure = {(ASKS, c.index) for c in kept.clauses if c.index not in naming}
        unsure |= {("over-promises", clause) for clause in bare_promises(kept)}
        marks = self._marks(kept, counted, fired, doubtful, unsure, situation.expects)
        marks = apply_exemplars(marks, kept, situation.exemplars, self.harming)
        there = {mark.act for mark in marks}
        for act, clause in traces(kept, situation).items():
            if act in situation.expects and act not in there:
                place = kept.clauses[clause]
                piece = Evidence(place.start, place.end, kept.text[place.start : place.end], "a trace of it")
                marks.append(ActMark(act, False, Sure.POSSIBLE, TRACE, (piece,)))
        if listed:
            clauses = [words.clauses[index] for index in sorted(listed)]
            pieces = [Evidence(c.start, c.end, text[c.start : c.end], "a list of words") for c in clauses]
            marks = [m for m in marks if m.act != READS_SCRIPT]
            marks.append(ActMark(READS_SCRIPT, True, Sure.SURE, LIST, tuple(pieces)))
        if not marks and len(words.tokens) >= _WORDS_TO_JUDGE:
            return self._graded(text, (), Abstained.UNRECOGNISED, _BLANK, meant)
        waived = waived_acts(marks, known, situation.expects)
        unshown = unshown_acts(known, situation.expects)
        return replace(self._graded(text, tuple(marks), None, "", meant), waived=waived, unshown=unshown)

    def fired(self, text: str, situation: Situation) -> list[Fired]:
        """Every cue that stands in some words, with what cancelled it."""
        return fire(self.acts, read_words(text[:REPLY_CHARACTERS]), _context(situation))

    def scored(self, text: str, situation: Situation) -> list[Scored]:
        """What the learned model makes of some words, whatever the thresholds."""
        words, context = read_words(text[:REPLY_CHARACTERS]), _context(situation)
        fired = fire(self.acts, words, context)
        judged = self._judged(*self._scored(words, fired, context, (ACTS, HARMS)))
        return sorted(judged, key=lambda one: (-one.probability, one.act, one.clause))

    def profiles(self, text: str, situation: Situation) -> tuple[Profile, list[CandidateProfiles]]:
        """A text and the authored replies as the matcher sees them."""
        return self._seen_by_matcher(read_words(text), _context(situation)), self._known(situation)

    def _judged(self, said: Iterable[Scored], harms: Iterable[Scored]) -> list[Scored]:
        """What is heard: harm as the weights of harm tell it, everything else as those of the acts do."""
        kept = [one for one in said if one.act not in self.harming or not is_learned(one.act)]
        return kept + [one for one in harms if one.act in self.harming and is_learned(one.act)]

    def _scored(
        self, words: Words, fired: Sequence[Fired], context: CueContext, names: Iterable[str]
    ) -> list[list[Scored]]:
        """The chance of each act by each of the weights named. Harm is found through what is pasted to it."""
        parts = [(read_words(part), least) for part, least in parts_with_harm(words, fired, self.harming)]
        alone = [(part, fire(self.acts, part, context), least) for part, least in parts]
        # Some cues are taken at their word: a scene's own, and those of acts that were never learned.
        own = {(act, cue.text) for act, cues in context.extra.items() for cue in cues}
        trusted = {
            (f.act, f.clause): f
            for f in fired
            if f.cancelled is None and ((f.act, f.cue) in own or not is_learned(f.act))
        }
        scored = []
        for name in names:
            likeliest = {(s.act, s.clause): s for s in score(words, fired, context, name)}
            for part, cues, least in alone:
                for one in score(part, cues, context, name):
                    if one.act not in self.harming | {ANY_HARM} or one.probability < least:
                        continue
                    clause = one.clause
                    if clause >= 0:
                        # Parts have clauses of their own: this is the one of the whole at the same place.
                        clause = next((c.index for c in words.clauses if c.start <= one.start < c.end), 0)
                    known = likeliest.get((one.act, clause))
                    if known is None or one.probability > known.probability:
                        likeliest[one.act, clause] = one._replace(clause=clause)
            for key, cue in trusted.items():
                known = likeliest.pop(key, None)
                if known is None or known.probability < OWN_CUE:
                    known = Scored(*key, cue.start, cue.end, OWN_CUE, (f"the cue {cue.cue}",))
                likeliest[key] = known._replace(ruled=True)
            scored.append(list(likeliest.values()))
        return scored

    def _marks(
        self,
        words: Words,
        scored: Sequence[Scored],
        fired: Sequence[Fired],
        doubtful: frozenset[str],
        unsure: Set[tuple[str, int]],
        expects: Sequence[str],
    ) -> list[ActMark]:
        """The acts that are worth a mention, or expected and not quite absent.

        `doubtful` acts are no more than possible, acts in the clauses of `unsure` no more than likely.
        """
        cues = {(f.act, f.clause): f.cue for f in fired if f.cancelled is None}
        cued = {act for act, _ in cues}
        void = {(f.act, f.clause) for f in fired if f.cancelled is not None} - cues.keys() | unsure
        by_act: dict[str, list[Scored]] = {}
        for one in scored:
            by_act.setdefault(one.act, []).append(one)
        marks = []
        for act, of_act in by_act.items():
            harms = act in self.harming
            sureness = [self._how_sure(one, cues, void) for one in of_act]
            best = max(of_act, key=lambda s: s.probability)
            sure = min((one for one in sureness if one), key=SURENESS.index, default=None)
            if sure is None and act in expects and best.probability >= TRACE:
                sure = Sure.POSSIBLE
            if sure is None:
                continue
            contrary = self.acts.acts[act].opposite if act in self.acts.acts else None
            if harms and contrary is not None and contrary not in self.harming:
                # Its contrary may stand in the same sentence so plainly that harm is no more than possible.
                sentence = _sentence_of(words, best)
                beside = [s for s in scored if s.act == contrary and _sentence_of(words, s) == sentence]
                chance = max((s.probability for s in beside), default=0.0)
                plain = any(self._how_sure(one, cues, void) is Sure.SURE for one in beside)
                if (act not in cued and plain) or chance > best.probability + CLEARER:
                    sure = Sure.POSSIBLE
            if act in doubtful:
                sure = Sure.POSSIBLE
            evidence = []
            for one, its in zip(of_act, sureness, strict=True):
                if its is sure or (one is best and sure not in sureness):
                    cue = cues.get((act, one.clause))
                    rule = f"{CUE}{cue}" if cue else f"learned: {one.rule}" if one.rule else "learned"
                    start, end = one.start, one.end
                    if 0 <= one.clause < len(words.clauses):
                        # The whole clause: a cue alone is often too short to be understood.
                        clause = words.clauses[one.clause]
                        start, end = min(start, clause.start), max(end, clause.end)
                    evidence.append(Evidence(start, end, words.text[start:end], rule))
            marks.append(ActMark(act, harms, sure, best.probability, tuple(evidence)))
        said_back = any(m.act == "restates" and m.sure.scores for m in marks)
        # Who says back what was said has listened.
        kept = [m for m in marks if not (said_back and m.act == "ignores-said")]
        return sorted(kept, key=lambda m: (m.evidence[0].start, m.act))

    def _how_sure(self, one: Scored, cues: Container[tuple[str, int]], void: Container[tuple[str, int]]) -> Sure | None:
        """How far one act in one clause can be relied on; where a cue for it is void, it is never sure."""
        place = (one.act, one.clause)
        if one.ruled:
            return Sure.SURE
        sure = how_sure(one.act, one.probability, cued=place in cues, harms=one.act in self.harming)
        return Sure.LIKELY if sure is Sure.SURE and place in void else sure

    def _known(self, situation: Situation) -> list[CandidateProfiles]:
        said = situation.said
        return [
            CandidateProfiles(c, tuple(self._authored(text, said) for text in (c.words, *c.examples) if text))
            for c in situation.candidates
            if c.words or c.examples
        ]

    def _profile(self, text: str, said: tuple[str, ...]) -> Profile:
        """The profile of an authored text. It is asked for again and again, so it is kept by what it depends on."""
        return self._seen_by_matcher(read_words(text[:REPLY_CHARACTERS]), CueContext(said))

    def _seen_by_matcher(self, words: Words, context: CueContext) -> Profile:
        (said,) = self._scored(words, fire(self.acts, words, context), context, (ACTS,))
        return profile(words, _strengths(said))

    def _graded(
        self, text: str, marks: tuple[ActMark, ...], why: Abstained | None, note: str, meant: Match = UNMATCHED
    ) -> Graded:
        return Graded(text, self.name, marks, why, note, meant, self.acts.sha256)


def _context(situation: Situation) -> CueContext:
    return CueContext(situation.said, situation.details, situation.cues)


def _strengths(scored: Iterable[Scored]) -> dict[str, float]:
    """The chance of each act anywhere in a reply."""
    strengths: dict[str, float] = {}
    for one in scored:
        strengths[one.act] = max(strengths.get(one.act, 0.0), one.probability)
    return strengths


def _sentence_of(words: Words, one: Scored) -> int:
    return words.clauses[one.clause].sentence if 0 <= one.clause < len(words.clauses) else -1


def grader_for(language: str, shelf: ActsShelf) -> Grader | None:
    """What grades words in a language, None where there are no acts for it. UnusableInput for a bad acts file."""
    acts = shelf.get(language)
    return _grader_of(acts) if acts else None


_grader_of = lru_cache(maxsize=8)(Grader)


def without_clauses(words: Words, clauses: Iterable[int]) -> str:
    """The text with these clauses blank."""
    text = words.text
    for index in clauses:
        clause = words.clauses[index]
        text = text[: clause.start] + " " * (clause.end - clause.start) + text[clause.end :]
    return text


def repeated_clauses(words: Words) -> list[int]:
    """The clauses that repeat an earlier one word for word: saying a thing twice says no more."""
    seen: set[tuple[str, ...]] = set()
    again = []
    for clause in words.clauses:
        texts = tuple(token.text for token in words.tokens[clause.first : clause.last + 1])
        if texts in seen:
            again.append(clause.index)
        seen.add(texts)
    return again


def parts_with_harm(words: Words, fired: Iterable[Fired], harming: frozenset[str]) -> list[tuple[str, float]]:
    """The text without sentences that are nothing but courtesy, and each sentence with a harmful cue alone.

    What harm a reply does must not depend on what is pasted to it. Each part comes with the chance from which harm in
    it counts: a sentence torn from the others is easily misread. Nothing for a single sentence.
    """
    if len(words.sentences) < 2:
        return []
    acts_of: dict[int, set[str]] = {}
    for one in fired:
        if one.cancelled is None:
            acts_of.setdefault(words.clauses[one.clause].sentence, set()).add(one.act)
    every = range(len(words.sentences))
    polite = {sentence for sentence, acts in acts_of.items() if acts <= COURTESY}
    harmful = sorted(sentence for sentence, acts in acts_of.items() if acts & harming)[:_MOST_GRADED_ALONE]
    parts = [([n for n in every if n not in polite], 0.0)] if 0 < len(polite) < len(words.sentences) else []
    parts += [([n], HARM_ALONE) for n in harmful]
    return [
        (without_clauses(words, [c.index for c in words.clauses if c.sentence not in kept]), least)
        for kept, least in parts
    ]


@dataclass(frozen=True, slots=True)
class ReplyGrader:
    """Grades typed words. Without a grader nothing is graded: then the trainee says what was meant."""

    grader: Grader | None = None
    judges: Judges | None = None

    def grade(self, run: Run, words: str) -> Graded | None:
        """The grade of some words at the decision a run stands at; None where their language has no acts.

        With judges this waits for them, for as many seconds as they have.
        """
        return self.grade_in(in_run(run), words)

    def grade_in(self, situation: Situation, words: str) -> Graded | None:
        """The grade of some words as an answer to a situation."""
        if self.grader is None:
            return None
        graded = self.grader.grade(words, situation)
        return self.judges.judge(graded, words, situation, self.grader.acts) if self.judges else graded

    @property
    def titles(self) -> Mapping[str, ActWording]:
        """How each act is told of, by id."""
        return {a.id: a.wording for a in self.grader.acts.acts.values()} if self.grader else {}


def reply_grader_for(library: Library, language: str, judges: Judges | None = None) -> ReplyGrader:
    """What grades words in a language. UnusableInput when its acts file is faulty."""
    return ReplyGrader(grader_for(language, library.acts), judges)
