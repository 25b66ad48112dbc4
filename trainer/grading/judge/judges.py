"""Judges over the network: which there are, and what they say of a reply: advice beside the marks, which stand.

This is the only part of the room that leaves the machine, and only where somebody has named a judge's address. Nothing
of the client library is imported before a judge is asked.
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from trainer.cleaning import clean_line
from trainer.errors import UnusableInput
from trainer.grading.judge.client import SECONDS, Judge, JudgeFailure, ask_all
from trainer.grading.judge.protocol import PROMPT_VERSION, JudgeAnswer, answer_schema, messages, read_answer
from trainer.grading.model import Abstained, ActMark, Evidence, Graded, Situation, Sure
from trainer.principles.acts import Acts

_GIVEN_UP_AFTER = 2
"""Failures in a row: a judge that is down must not hold up every reply."""
OFF = "off"
"""As an address: no judge, whatever is set further down."""
_MOST_JUDGES = 5
_SECONDS_ALLOWED = (0.1, 120.0)
_DO = 'Write judge_url = "http://localhost:11434/v1" and judge_model = "…", or judge_url = "off".'
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
        asked = [judge for judge in self.judges if self._failures[judge] < _GIVEN_UP_AFTER]
        replies = ask_all(asked, messages(words, situation, acts), answer_schema(acts))
        answers, told, notes = [], [], []
        for judge in self.judges:
            reply = replies.get(judge, JudgeFailure("failed twice and is not asked again before the next start"))
            outcome = read_answer(reply, words, acts) if isinstance(reply, bytes) else reply
            if isinstance(outcome, JudgeAnswer):
                self._failures[judge] = 0
                answers.append((judge.name, outcome))
                told.append(f"{judge.name}: {outcome.void} void" if outcome.void else judge.name)
            else:
                self._failures[judge] += 1
                told.append(f"{judge.name}: {outcome.why}")
                notes.append(f"The judge {judge.name} {outcome.why}; {_STAND}.")
        marks, disputed = weigh_answers(graded, words, answers, len(self.judges), acts)
        if disputed:
            notes.append(f"The judges disagree on: {', '.join(disputed)}.")
        if graded.abstained and len(marks) > len(graded.acts):
            notes.append("What a judge saw in it is shown, and not scored.")
        return replace(graded, acts=marks, grader=_named(graded, told), note=_joined(graded.note, *notes))


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
            contrary = {a.id for a in acts.acts.values() if a.opposite == act.id} | {act.opposite}
            contradicted = any(m.act in contrary and m.sure.scores for m in graded.acts)
            sure = Sure.POSSIBLE if act.harms or contradicted or not agreed else Sure.LIKELY
            marks[act.id] = ActMark(act.id, act.harms, sure, ADDED[sure], seen)
            continue
        # A mark that all share becomes one step surer; a harm, by judges, no surer than likely.
        sure, confidence = mark.sure, mark.confidence
        if agreed and (sure is Sure.POSSIBLE or (sure is Sure.LIKELY and not mark.harms)):
            sure = Sure.LIKELY if sure is Sure.POSSIBLE else Sure.SURE
            confidence = round(1 - (1 - confidence) / 2, 3)
        marks[act.id] = replace(mark, sure=sure, confidence=confidence, evidence=mark.evidence + seen)
    in_order = sorted(marks.values(), key=lambda m: (m.evidence[0].start if m.evidence else 0, m.act))
    return tuple(in_order), disputed


def speaks_to_a_judge(words: str, acts: Acts) -> bool:
    """Whether a reply gives a grader orders or names acts by their ids. A false alarm costs a judge's advice only."""
    lowered = words.lower()
    named = [act for act in acts.acts if re.search(rf"\b{re.escape(act)}\b", lowered)]
    return bool(_GRADERS_TALK.search(words)) or any("-" in act for act in named) or len(named) >= _ACTS_NAMED


def find_judges(
    environment: Mapping[str, str],
    settings: Mapping[str, object],
    *,
    urls: Sequence[str] = (),
    models: Sequence[str] = (),
) -> Judges | None:
    """The judges to ask, None when there are none (the default). UnusableInput names the setting that is wrong.

    `urls` and `models` are the command line's; `settings` are the config file's (`trainer.paths.read_config`). There
    are as many models as addresses, or one of the one and several of the other.
    """
    where, chosen = _setting("judge_url", urls, environment, settings)
    if not chosen or chosen == [OFF]:
        return None
    addresses = [_checked(url, where) for url in chosen]
    of_models, named = _setting("judge_model", models, environment, settings)
    named = [clean_line(name)[:100] for name in named]
    if not named:
        raise UnusableInput("a judge needs a model's name", where=of_models, do=_DO)
    count = max(len(addresses), len(named))
    if count > _MOST_JUDGES or {len(addresses), len(named)} - {1, count}:
        raise UnusableInput(
            f"{len(addresses)} addresses and {len(named)} models do not pair into at most {_MOST_JUDGES} judges",
            where=of_models,
            do=_DO,
        )
    addresses, named = addresses * (count // len(addresses)), named * (count // len(named))
    # A key for each judge, in order; a single one goes to the first one's server and to no other.
    keys = environment.get("TRAINER_JUDGE_KEY", "").split()
    if not all(key.isascii() and key.isprintable() for key in keys) or len(keys) not in (0, 1, len(addresses)):
        raise UnusableInput("there must be one key, or one for each judge", where="TRAINER_JUDGE_KEY")
    if len(keys) != len(addresses):
        keys = [keys[0] if keys and _server(url) == _server(addresses[0]) else "" for url in addresses]
    said = environment.get("TRAINER_JUDGE_SECONDS") or settings.get("judge_seconds", SECONDS)
    low, high = _SECONDS_ALLOWED
    try:
        seconds = float(said) if isinstance(said, (str, int, float)) and not isinstance(said, bool) else math.nan
    except ValueError:
        seconds = math.nan
    if not low <= seconds <= high:
        raise UnusableInput(f"judge_seconds must be a number from {low:g} to {high:g}", do="Without it, it is 10.")
    return Judges([Judge(*of_one, seconds) for of_one in zip(addresses, named, keys, strict=True)])


def _setting(
    name: str, said: Sequence[str], environment: Mapping[str, str], settings: Mapping[str, object]
) -> tuple[str, list[str]]:
    """Where a setting comes from, and its values: in the environment separated by spaces."""
    if said:
        return f"--{name.replace('_', '-')}", list(said)
    variable = f"TRAINER_{name.upper()}"
    if environment.get(variable, "").split():
        return variable, environment[variable].split()
    written = settings.get(name, [])
    values = [written] if isinstance(written, str) else written
    if not isinstance(values, list) or not all(isinstance(v, str) and v.strip() for v in values):
        raise UnusableInput(f"{name} must be a text or a list of texts", where="the config file", do=_DO)
    return f"{name} in the config file", [str(v).strip() for v in values]


def _checked(url: str, where: str) -> str:
    """An address as it is used: http or https, a host, and a path, which is `/v1` where none is given."""
    try:
        parts = urlsplit(url)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        good = False
    if not good or not url.isascii() or not url.isprintable() or " " in url:
        raise UnusableInput(
            "a judge's address must begin with http:// or https://, and name a host", where=where, do=_DO
        )
    if "@" in parts.netloc or parts.query or parts.fragment:
        what = "a judge's address holds no user, password, query or fragment"
        raise UnusableInput(what, where=where, do="A key belongs into TRAINER_JUDGE_KEY.")
    path = parts.path.rstrip("/").removesuffix("/chat/completions")
    return f"{parts.scheme}://{parts.netloc}{path or '/v1'}"


def _server(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc.lower()
