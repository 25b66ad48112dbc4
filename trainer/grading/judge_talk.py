"""Replies that speak to whoever grades them instead of to the customer: they are not sent to a judge."""

from __future__ import annotations

import re

from trainer.principles.acts import Acts

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


def speaks_to_a_judge(words: str, acts: Acts) -> bool:
    """Whether a reply gives a grader orders or names acts by their ids. A false alarm costs a judge's advice only."""
    lowered = words.lower()
    named = [act for act in acts.acts if re.search(rf"\b{re.escape(act)}\b", lowered)]
    return bool(_GRADERS_TALK.search(words)) or any("-" in act for act in named) or len(named) >= _ACTS_NAMED
