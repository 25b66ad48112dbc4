"""Judges over the network: what they say of a reply is advice beside the embedded grader's marks, which stand.

This is the only part of the room that leaves the machine, and only where somebody has named a judge's address. Nothing
of the client library is imported before a judge is asked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from trainer.grading.judge.client import JudgeFailure, JudgeRequest, ask_all
from trainer.grading.judge.protocol import PROMPT_VERSION, JudgeAnswer, answer_schema, messages, read_answer
from trainer.grading.model import Abstained, ActMark, Evidence, Graded, Situation, Sure
from trainer.principles.acts import Acts

SECONDS = 10.0
"""How long a trainee waits at most, from the first name looked up to the last byte read."""
_GIVEN_UP_AFTER = 2
"""Failures in a row: a judge that is down must not hold up every reply."""
_STAND = "the marks of the embedded grader stand"

ADDED = {Sure.LIKELY: 0.7, Sure.POSSIBLE: 0.4}
"""Confidence in what only judges saw. Set by hand, not measured."""

_GRADERS_TALK = re.compile(
    r"""
      \b(?:ignore|disregard|forget|override)\b.{0,40}\b(?:instructions?|prompts?|everything\ above)\b
    | \b(?:system|developer)[ ]prompt\b
    | \b(?:json|schema|response_format)\b
    | \byou\ (?:are|act\ as)\ (?:now\ )?(?:an?\ |the\ )?(?:ai\b|judge|grader|assessor|language\ model|chatbot)
    | \b(?:as|dear|hey|hello)\ (?:an?\ |the\ )?(?:judge|grader|examiner|language\ model|llm)\b
    | ^[ \t]*(?:system|assistant|developer)\s*:
    | <\|?/?[ ]?(?:system|assistant|im_start|im_end|user|reply)\b | \[/?INST\]
    """,
    re.IGNORECASE | re.VERBOSE | re.MULTILINE,
)
_ACTS_NAMED = 3
"""Ids that are plain words, as "thanks" is: so many together are no talk with a customer."""


@dataclass(frozen=True, slots=True)
class Judge:
    """A model on a server that speaks the OpenAI chat protocol. `url` is its base, as `http://localhost:11434/v1`."""

    url: str
    model: str
    key: str = field(default="", repr=False)
    seconds: float = SECONDS

    @property
    def name(self) -> str:
        """The model and where it runs."""
        return f"{self.model}@{urlsplit(self.url).netloc}"


class Judges:
    """One judge or several, asked at once. It remembers only which of them have failed."""

    def __init__(self, judges: Sequence[Judge]) -> None:
        self.judges = tuple(dict.fromkeys(judges))
        self._failures = dict.fromkeys(self.judges, 0)

    @property
    def urls(self) -> tuple[str, ...]:
        """Where replies are sent to, each once."""
        return tuple(dict.fromkeys(j.url for j in self.judges))

    def judge(self, graded: Graded, words: str, situation: Situation, acts: Acts) -> Graded:
        """The grade with the judges' advice in it: no mark is taken away, and a harm that they alone see is "possible".

        `words` are those that were graded. It returns within the longest of the judges' `seconds`, whatever the
        servers do; `grader` and `note` then say what became of each. Words that could not be graded are not sent.
        """
        if graded.abstained not in (None, Abstained.UNRECOGNISED):
            return graded
        if speaks_to_a_judge(words, acts):
            note = f"It speaks to a judge instead of the customer, so no judge was asked; {_STAND}."
            told = [f"{judge.name}: not asked, the reply speaks to it" for judge in self.judges]
            return replace(graded, grader=_named(graded, told), note=_joined(graded.note, note))
        outcomes = self._outcomes(words, situation, acts)
        answers = [
            (judge.name, o) for judge, o in zip(self.judges, outcomes, strict=True) if isinstance(o, JudgeAnswer)
        ]
        marks, disputed = weigh_answers(graded, words, answers, len(self.judges), acts)
        told = [_told(judge, outcome) for judge, outcome in zip(self.judges, outcomes, strict=True)]
        notes = [
            f"The judge {judge.name} {outcome.why}; {_STAND}."
            for judge, outcome in zip(self.judges, outcomes, strict=True)
            if isinstance(outcome, JudgeFailure)
        ]
        if disputed:
            notes.append(f"The judges disagree on: {', '.join(disputed)}.")
        if graded.abstained and len(marks) > len(graded.acts):
            notes.append("What a judge saw in it is shown, and not scored.")
        return replace(graded, acts=marks, grader=_named(graded, told), note=_joined(graded.note, *notes))

    def _outcomes(self, words: str, situation: Situation, acts: Acts) -> list[JudgeAnswer | JudgeFailure]:
        said, form = messages(words, situation, acts), answer_schema(acts)
        asked = [judge for judge in self.judges if self._failures[judge] < _GIVEN_UP_AFTER]
        requests = [JudgeRequest(judge.url, judge.model, judge.key, judge.seconds, said, form) for judge in asked]
        replies = dict(zip(asked, ask_all(requests), strict=True))
        outcomes: list[JudgeAnswer | JudgeFailure] = []
        for judge in self.judges:
            if judge not in replies:
                outcomes.append(JudgeFailure("failed twice and is not asked again before the next start"))
                continue
            body = replies[judge]
            outcome = body if isinstance(body, JudgeFailure) else read_answer(body, words, acts)
            self._failures[judge] = self._failures[judge] + 1 if isinstance(outcome, JudgeFailure) else 0
            outcomes.append(outcome)
        return outcomes


def _told(judge: Judge, outcome: JudgeAnswer | JudgeFailure) -> str:
    """What a judge did, as the record keeps it."""
    if isinstance(outcome, JudgeFailure):
        return f"{judge.name}: {outcome.why}"
    return f"{judge.name}: {outcome.void} void" if outcome.void else judge.name


def _named(graded: Graded, told: Sequence[str]) -> str:
    return f"{graded.grader} + judge/{PROMPT_VERSION} [{'; '.join(told)}]"


def _joined(*notes: str) -> str:
    return " ".join(note for note in notes if note)


def weigh_answers(
    graded: Graded, words: str, answers: Sequence[tuple[str, JudgeAnswer]], named: int, acts: Acts
) -> tuple[tuple[ActMark, ...], list[str]]:
    """The marks with the answers weighed in, and the acts on which those who answered differ, with counts.

    Judges raise and add, they never take away. People agree least with language models on what is dismissive or rude,
    so a harm that no cue or learned weight has seen is never more than possible. A mark needs a majority of all judges
    that were named, the silent ones counted.

    `answers` come with their judges' names; `named` is how many judges there are, those without an answer too.
    """
    marks = {mark.act: mark for mark in graded.acts}
    disputed = []
    for act in acts.acts.values():
        evidence = [
            [Evidence(start, end, words[start:end], f"judge {judge}") for start, end in answer.places[act.id]]
            for judge, answer in answers
            if act.id in answer.places
        ]
        votes = len(evidence)
        agreed = votes == len(answers)
        if votes and not agreed:
            disputed.append(f"{act.title} ({votes} of {len(answers)})")
        if 2 * votes <= named:
            continue
        seen = tuple(dict.fromkeys(e for of_one in evidence for e in of_one))
        mark = marks.get(act.id)
        if mark is None:
            doubtful = act.harms or not agreed or _contradicted(act.id, graded, acts)
            sure = Sure.POSSIBLE if doubtful else Sure.LIKELY
            marks[act.id] = ActMark(act.id, act.harms, sure, ADDED[sure], seen)
        else:
            marks[act.id] = _confirmed(mark, seen) if agreed else replace(mark, evidence=mark.evidence + seen)
    in_order = sorted(marks.values(), key=lambda m: (m.evidence[0].start if m.evidence else 0, m.act))
    return tuple(in_order), disputed


def _confirmed(mark: ActMark, seen: tuple[Evidence, ...]) -> ActMark:
    """A mark that the judges share: one step surer, a harm no surer than likely by them."""
    sure = mark.sure
    if sure is Sure.POSSIBLE:
        sure = Sure.LIKELY
    elif sure is Sure.LIKELY and not mark.harms:
        sure = Sure.SURE
    confidence = mark.confidence if sure is mark.sure else round(1 - (1 - mark.confidence) / 2, 3)
    return replace(mark, sure=sure, confidence=confidence, evidence=mark.evidence + seen)


def _contradicted(act: str, graded: Graded, acts: Acts) -> bool:
    """Whether the embedded grader found the contrary of an act."""
    contrary = {a.id for a in acts.acts.values() if a.opposite == act} | {acts.acts[act].opposite}
    return any(mark.act in contrary and mark.sure.scores for mark in graded.acts)


def speaks_to_a_judge(words: str, acts: Acts) -> bool:
    """Whether a reply gives a grader orders or names acts by their ids. A false alarm costs a judge's advice only."""
    lowered = words.lower()
    named = [act for act in acts.acts if re.search(rf"\b{re.escape(act)}\b", lowered)]
    return bool(_GRADERS_TALK.search(words)) or any("-" in act for act in named) or len(named) >= _ACTS_NAMED
