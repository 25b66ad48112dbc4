"""One written word to the words it stands for: case, accents, contractions, short forms, spelling; and stems."""

import re
import unicodedata
from functools import lru_cache

LONGEST_WORD = 40
"""Characters that count of one word; no real one is longer."""
_WHOLE = {
    "won't": "will not", "wont": "will not", "can't": "can not", "cant": "can not", "cannot": "can not",
    "shan't": "shall not", "ain't": "is not", "aint": "is not", "let's": "let us", "y'all": "you all",
    "dont": "do not", "doesnt": "does not", "didnt": "did not", "isnt": "is not", "wasnt": "was not",
    "arent": "are not", "werent": "were not", "couldnt": "could not", "wouldnt": "would not",
    "shouldnt": "should not", "havent": "have not", "hasnt": "has not", "hadnt": "had not", "mustnt": "must not",
    "neednt": "need not", "im": "i am", "ive": "i have", "youre": "you are", "youve": "you have",
    "youll": "you will", "youd": "you would", "theyre": "they are", "theyve": "they have", "theyll": "they will",
    "weve": "we have", "hes": "he is", "shes": "she is", "itll": "it will", "thats": "that is",
    "thatll": "that will", "whats": "what is", "wheres": "where is", "theres": "there is", "heres": "here is",
    "lets": "let us", "couldve": "could have", "wouldve": "would have", "shouldve": "should have",
    "coulda": "could have", "woulda": "would have", "shoulda": "should have", "gonna": "going to",
    "wanna": "want to", "gotta": "got to", "lemme": "let me", "gimme": "give me", "dunno": "do not know",
    "kinda": "kind of", "sorta": "sort of", "alot": "a lot", "outta": "out of", "u": "you", "ur": "your",
    "yr": "your", "ya": "you", "r": "are", "pls": "please", "plz": "please", "plse": "please", "thx": "thanks",
    "tnx": "thanks", "thanx": "thanks", "ty": "thank you", "sry": "sorry", "srry": "sorry", "soz": "sorry",
    "min": "minute", "mins": "minutes", "hr": "hour", "hrs": "hours", "sec": "second", "secs": "seconds",
    "b4": "before", "tmrw": "tomorrow", "tmr": "tomorrow", "tomo": "tomorrow", "ok": "okay", "k": "okay",
    "okey": "okay", "kk": "okay", "bc": "because", "cuz": "because", "cos": "because", "coz": "because",
    "'cause": "because", "tho": "though", "thru": "through", "tonite": "tonight", "em": "them", "'em": "them",
    "'bout": "about", "abt": "about", "w/": "with", "w/o": "without", "&": "and", "yeah": "yes", "yep": "yes",
    "yup": "yes", "a.m": "am", "a.m.": "am", "p.m": "pm", "p.m.": "pm", "ppl": "people", "msg": "message",
    "bday": "birthday", "rn": "right now", "idk": "i do not know", "dr": "doctor", "o'clock": "oclock",
    "appt": "appointment", "acct": "account", "dept": "department", "mgr": "manager", "info": "information",
    "thankyou": "thank you", "teh": "the", "hte": "the", "adn": "and", "yuo": "you", "gr8": "great",
    "2nite": "tonight", "2day": "today", "2moro": "tomorrow", "nite": "night",
}  # fmt: skip
"""Words that are written for others, whatever stands beside them."""
_ENDINGS = (("n't", "not"), ("'ll", "will"), ("'re", "are"), ("'ve", "have"), ("'d", "would"), ("'m", "am"))
_MARKS = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f\u200c\u200d]")
_ISE = re.compile(r"(\w{2,})iz(e|ed|es|er|ers|ing|ation|ations)")
_OUR = re.compile(r"(col|fav|hon|neighb|behavi|flav|lab|rum|hum|harb|endeav)or(\w*)")
_TWO_L = re.compile(r"(cancel|travel|label|total|fuel|refuel|signal|channel)(ed|ing|er|ers)")
_RUN = re.compile(r"(\w)\1{2,}")

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


def word_set(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


_IS = word_set(
    "it that this there here he she what who where when how why everything everyone something nothing name one"
)
_AFTER_ILL = word_set(
    "be go get do see check call make have take find ask fix sort help look try give let put bring come book rebook "
    "move send tell talk speak print add change arrange start stay personally also just now never not need phone ring "
    "email text contact walk show work refund waive replace pass hold keep happily gladly definitely certainly "
    "immediately right confirm order issue handle deal follow transfer upgrade cancel write note explain run set "
    "say txt message shout chase nip pop "
    "offer meet double apologise credit reach raise report grab pull switch track reserve"
)
_AFTER_ID = word_set("like love be need have suggest recommend rather say also prefer hate feel want")
_AFTER_WERE = word_set("sorry not so very really going working sending looking getting happy fully doing all")
_AFTER_ITS = word_set(
    "not a an the my our your no just so very been ok okay fine all in on to too really been only nothing"
)


def fold(word: str) -> str:
    """A word in small letters, without accents, its apostrophes straight."""
    word = word[:LONGEST_WORD]
    if not word.isascii():
        word = unicodedata.normalize("NFKD", word.replace("’", "'").replace("‘", "'"))
        word = "".join(c for c in word if not unicodedata.combining(c))
        word = _MARKS.sub("", word).casefold()
        return word[:LONGEST_WORD]
    return word.casefold()


@lru_cache(maxsize=20_000)
def expand(word: str) -> tuple[tuple[str, int], ...]:
    """The words that one stands for, each with its length in characters at the end of it, 0 for the whole.

    "i'll" is ("i", 1), ("will", 3); "won't" is ("will", 0), ("not", 0): each comes from the whole.
    """
    word = fold(word)
    whole = _WHOLE.get(word)
    if whole is not None:
        return tuple((part, 0) for part in whole.split())
    if "'" in word:
        for ending, meant in _ENDINGS:
            if word.endswith(ending) and len(word) > len(ending):
                rest = word[: -len(ending)]
                parts = tuple(part for part, _ in expand(rest))
                return (*((part, -len(ending)) for part in parts), (meant, len(ending)))
        if word.endswith("'s"):
            rest = word[:-2]
            return ((rest, -2), ("is", 2)) if rest in _IS else ((spelling(rest.replace("'", "")), 0),)
        word = word.replace("'", "")
        if not word:
            return ()
    return ((spelling(word), 0),)


def spelling(word: str) -> str:
    """One spelling for words that have two: the British one of -ise and -our, the shorter of -elled."""
    if len(word) < 5:
        return word
    if match := _ISE.fullmatch(word):
        return f"{match[1]}is{match[2]}"
    if match := _OUR.fullmatch(word):
        return f"{match[1]}our{match[2]}"
    if match := _TWO_L.fullmatch(word):
        return f"{match[1]}l{match[2]}"
    return word


def in_place(word: str, before: str, after: str) -> str | None:
    """What "ill", "id", "its" and "were" stand for where an apostrophe was left out, None where it was not.

    `before` and `after` are the folded words beside it, "" at the ends of a sentence.
    """
    if word == "ill" and after in _AFTER_ILL and before not in ("am", "is", "are", "was", "feel", "not"):
        return "i will"
    if word == "id" and after in _AFTER_ID and before not in ("your", "the", "an", "photo", "my", "valid"):
        return "i would"
    if word == "its" and after in _AFTER_ITS:
        return "it is"
    if word == "were" and after in _AFTER_WERE and not before:
        return "we are"
    return None


def without_runs(word: str) -> tuple[str, ...]:
    """Readings of a word whose letters were drawn out: "sooo" as "soo" and "so"."""
    if not _RUN.search(word):
        return ()
    return (_RUN.sub(r"\1\1", word), _RUN.sub(r"\1", word))


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
    beginnings = {word}
    for suffix in _ORDERED:
        if word.endswith(suffix) and len(word) - len(suffix) >= _SHORTEST_ROOT:
            root = word[: -len(suffix)]
            beginnings.add(root)
            if root[-1] == root[-2] and len(root) > _SHORTEST_ROOT:
                beginnings.add(root[:-1])
    return tuple(beginnings)
