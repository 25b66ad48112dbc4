"""What words made from one root have in common: a small suffix stemmer, and the roots a word may come from."""

from __future__ import annotations

from functools import lru_cache

from trainer.grading.word_sets import word_set

_SUFFIXES = (
    "isations", "isation", "ations", "ation", "itions", "ition", "fulness", "ically", "ingly", "ments", "ment",
    "ising", "ised", "iser", "ises", "ise", "ions", "ion", "ness", "less", "able", "ible", "ably", "ibly", "ance",
    "ances", "ence", "ences", "ive", "ives", "ively", "ity", "ies", "ied", "ying", "ily", "ical", "etic", "ic", "al",
    "ally", "ful", "fully", "edly", "ings", "ing", "ers", "er", "ors", "or", "ed", "ely", "ly", "es", "s", "e", "y",
)  # fmt: skip
_ORDERED = tuple(sorted(_SUFFIXES, key=len, reverse=True))
_FOR_Y = ("y", "ies", "ied", "ying", "ily")
"""Endings that stand for a y behind a consonant: "annoying" is none of "ann"."""
_SHORTEST_ROOT = 3
_LONG_ROOT = 5
_VOWELS = frozenset("aeiouy")

IRREGULAR = {
    "was": "be", "were": "be", "is": "be", "are": "be", "am": "be", "been": "be", "being": "be", "has": "have",
    "had": "have", "does": "do", "did": "do", "done": "do", "went": "go", "gone": "go", "goes": "go", "got": "get",
    "gotten": "get", "made": "make", "told": "tell", "said": "say", "sent": "send", "spoke": "speak",
    "spoken": "speak", "understood": "understand", "felt": "feel", "left": "leave", "lost": "lose", "found": "find",
    "kept": "keep", "brought": "bring", "bought": "buy", "paid": "pay", "heard": "hear", "took": "take",
    "taken": "take", "gave": "give", "given": "give", "wrote": "write", "written": "write", "broke": "break",
    "broken": "break", "chose": "choose", "chosen": "choose", "thought": "think", "knew": "know", "known": "know",
    "met": "meet", "came": "come", "began": "begin", "children": "child", "people": "person", "men": "man",
    "women": "woman", "feet": "foot", "better": "good", "best": "good", "worse": "bad", "worst": "bad",
    "flew": "fly", "flown": "fly", "stood": "stand", "held": "hold", "sold": "sell", "forgot": "forget",
    "forgotten": "forget", "reply": "repl", "apply": "appl", "supply": "suppl",
    "upsetting": "upset", "caught": "catch", "dying": "die", "lying": "lie",
}  # fmt: skip
_PLAIN = word_set(
    "this his is was has yes us bus gas its as less always perhaps thanks news plus thus need indeed red bed feed "
    "speed thing things bring king nothing something anything everything during morning evening sing string wing "
    "spring ring very only every any many early sorry family hurry carry city policy money key day way they fly why "
    "never ever over after other under number order offer enter water paper later either whether rather matter letter "
    "minister customer manager computer moment department apartment comment item bill all"
)
"""Words that end like made ones and are not."""


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The stem of a normalised word: "frustrated", "frustrating" and "frustrat" share one."""
    if word in IRREGULAR:
        return IRREGULAR[word]
    if len(word) <= _SHORTEST_ROOT or word in _PLAIN or not word.isalpha():
        return word
    for suffix in _ORDERED:
        root = word[: -len(suffix)]
        if not word.endswith(suffix) or len(root) < _SHORTEST_ROOT or _VOWELS.isdisjoint(root):
            continue
        if suffix in _FOR_Y and root[-1] in _VOWELS:
            continue
        return _trim(root)
    return _trim(word)


def _trim(root: str) -> str:
    """Undo what an ending did to its root: a doubled consonant, y for i; and -at- of "frustration" and "frustrated"."""
    if len(root) > _LONG_ROOT and root.endswith(("at", "ll")):
        return root[:-2] if root.endswith("at") else root[:-1]
    if len(root) > _SHORTEST_ROOT and root[-1] == root[-2] and root[-1] not in _VOWELS and root[-1] not in "ls":
        return root[:-1]
    if len(root) > _SHORTEST_ROOT and root[-1] == "i":
        return root[:-1]
    return root


@lru_cache(maxsize=20_000)
def roots(word: str) -> tuple[str, ...]:
    """Every beginning that a cue's `root~` may give for this word: itself, and what endings leave of it."""
    found = {word}
    for suffix in _ORDERED:
        if word.endswith(suffix) and len(word) - len(suffix) >= _SHORTEST_ROOT:
            root = word[: -len(suffix)]
            found.add(root)
            if root[-1] == root[-2] and len(root) > _SHORTEST_ROOT:
                found.add(root[:-1])
    return tuple(found)
