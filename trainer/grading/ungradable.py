"""Words that are not graded: nothing, noise, another language, a list of the right words, a copy of an option."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from difflib import SequenceMatcher
from functools import cache
from importlib.resources import files
from itertools import islice

from trainer.grading.language.words import Token, Words, read_words
from trainer.grading.model import Abstained, Candidate

LITTLE_ENGLISH = frozenset(
    """the a an i you we it is are was be to of and in that for on with my your our this have has can will me
    do not no yes so if at from or but just let what how please thank thanks sorry there here they he she his her
    them us been get got would could should by up out about now then all as am im ill its dont cant one when who
    where why right sir madam okay ok hello hi hey good see look need want know going be did does had were""".split()
)
"""Words that say little by themselves."""
_LETTERS = re.compile(r"[^\W\d_]+", re.UNICODE)
_SCRIPTS = {
    "CYRILLIC": "Russian or another language in Cyrillic letters",
    "GREEK": "Greek",
    "ARABIC": "Arabic or another language in Arabic letters",
    "HEBREW": "Hebrew",
    "HIRAGANA": "Japanese",
    "KATAKANA": "Japanese",
    "HANGUL": "Korean",
    "CJK": "Chinese",
    "DEVANAGARI": "Hindi or another language in Devanagari",
    "THAI": "Thai",
    "BENGALI": "Bengali",
    "TAMIL": "Tamil",
    "GEORGIAN": "Georgian",
    "ARMENIAN": "Armenian",
}

_KNOWN_SHARE = 0.34
_KNOWN_SHARE_OF_FEW = 0.26
_VOWELS = frozenset("aeiouy")
_LONE = frozenset("aeoàèéyuiåøöéő")
"""Words of one letter, in lower case."""

_LISTED_WORDS = frozenset(
    """empathy empathetic empathize empathise listen listening listened apology apologize apologise apologies
    apologizing sincere sincerely ownership own accountable accountability responsible responsibility courtesy
    courteous polite professional accuracy accurate confirm confirming confirmation verify timeliness timely
    resolve resolution resolving solution solutions proactive proactively realistic realism honest honesty
    follow followup understand understanding validate validation acknowledge reassure reassurance greeting greet
    thanks thank sorry please value valued patience appreciate service excellent excellence quality care caring
    satisfaction satisfied help helpful assist assistance refund replacement upgrade discount absolutely
    certainly definitely welcome feedback priority important commitment restate rapport personalise personalize
    recovery escalate naturalness composure calm calmly minutes immediately alternative alternatives offer limit
    promise detail details check time course""".split()
)
"""Words that name good service rather than give it, and the small coin of courtesy."""
_BETWEEN_LISTED = LITTLE_ENGLISH - _LISTED_WORDS - frozenset("we you your it own and of".split())
_FEWEST_LISTED = 5
"""Words in a row, nearly all of them from the list, that no sentence has."""
_FEWEST_BESIDE = 4
"""Words beside a list from which on there is a reply to grade."""
_WIDEST_GAP = 3
"""Words between two named ones, at most, that still belong to one list."""
_PROCLAIMED = frozenset("listening empathetic empathy ownership proactive accountable accountability realistic".split())

_COPY_SHARE = 0.92
"""The share of words, in order, from which a text is a copy: pasted, with a word changed."""
_FEWEST_COPIED = 6
"""Words below which only the very same ones are a copy: short replies are often alike."""
_MOST_COMPARED = 300
"""Words above which only the very same ones are a copy: comparing takes the square of the length."""


_NOISE = (Abstained.GIBBERISH, "No words can be made out in it.")
_FILLER = (Abstained.GIBBERISH, "It is a filler text, not a reply.")
_FILLER_WORDS = frozenset(
    "lorem ipsum dolor amet consectetur adipiscing elit eiusmod tempor incididunt labore dolore magna aliqua".split()
)
_FEWEST_FILLERS = 2
_KEY_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_SHORTEST_RUN = 4
_KISSES = frozenset(("xx", "xxx", "kk"))
"""Letters beside each other on the keyboard from which on they are no word."""


def why_ungradable(
    text: str, words: Words, known: Callable[[str], bool], language: str
) -> tuple[Abstained, str] | None:
    """Why these words cannot be graded, with what the trainee is told; None when they can.

    `known` says whether a normalised English word has been met before; other languages of acts are taken on trust.
    """
    if not any(c.isalnum() for c in text):
        return Abstained.EMPTY, "There are no words in it."
    if language.partition("-")[0] != "en":
        return None
    written = [w.casefold() for w in _LETTERS.findall(text)[:200]]
    if len(_FILLER_WORDS.intersection(written)) >= _FEWEST_FILLERS:
        return _FILLER
    if written and written != ["kk"]:
        struck = [w for w in written if _struck(w)]
        odd = [w for w in written if not known(w) and len(w) > 1 and _unsayable(w)]
        kisses = all(w in _KISSES for w in struck)
        mostly = struck and not kisses and 2 * len({*struck, *odd}) >= len(set(written))
        if len(struck) == len(written) or (mostly and LITTLE_ENGLISH.isdisjoint(written)):
            return _NOISE
    other = other_language(text)
    if other:
        return Abstained.LANGUAGE, f"This looks like {other}. Only English can be graded so far."
    # "M6" and "B12" are no words, and no noise.
    spoken = [t.text for t in words.tokens if any(c.isalpha() for c in t.text) and not any(map(str.isdigit, t.text))]
    if not spoken:
        return None if any(any(map(str.isdigit, t.text)) or t.number is not None for t in words.tokens) else _NOISE
    if len(spoken) >= 3 and len(set(spoken)) == 1:
        return _NOISE
    share = sum(w in LITTLE_ENGLISH or known(w) for w in spoken) / len(spoken)
    if share < _KNOWN_SHARE and (len(spoken) >= 2 or _unsayable(spoken[0])):
        # Names and rare words are no noise: most of what is unknown must be hard to say, or nothing at all known.
        unsayable = sum(map(_unsayable, spoken)) / len(spoken)
        if unsayable >= 0.5 or (share < _KNOWN_SHARE_OF_FEW and len(spoken) >= 3):
            return _NOISE
    return None


def other_language(text: str) -> str | None:
    """The name of the language, if these words are clearly not English; None otherwise, and for too few words.

    By the commonest little words of each language, and by script: a library that knows every language weighs more than
    the rest of the grader together, and here a wrong name costs nothing, since nothing is graded either way.
    """
    letters = [c for c in text if c.isalpha()]
    if not letters:
        return None
    scripts = Counter(unicodedata.name(c, "").split(" ")[0] for c in letters[:400])
    script, count = scripts.most_common(1)[0]
    if script in _SCRIPTS and count * 2 > sum(scripts.values()):
        return _SCRIPTS["HIRAGANA"] if scripts["HIRAGANA"] or scripts["KATAKANA"] else _SCRIPTS[script]
    # Letters of "D.C." and names ("Los Angeles") are no words of another language; "l'" is one.
    said = list(islice(_LETTERS.finditer(text), 200))
    words = [
        m.group().casefold()
        for m in said
        if (len(m.group()) > 1 or text[m.end() : m.end() + 1] in ("'", "’") or m.group() in _LONE)
        and (not m.group()[0].isupper() or _begins(text, m.start()))
    ]
    scores = {name: sum(w in known for w in words) for name, known in little_words().items()}
    name = max(scores, key=lambda n: scores[n])
    known = little_words()[name]
    # A word that both languages have speaks for neither alone.
    own = sum(w in known and w not in LITTLE_ENGLISH for w in words)
    english = sum(w in LITTLE_ENGLISH and w not in known for w in words)
    if own >= 2 and scores[name] > 1.5 * english + 0.5:
        return name
    return None


def _begins(text: str, at: int) -> bool:
    """Whether a sentence begins there, or the text is written in capitals."""
    before = text[:at].rstrip(" \"'“‘¿¡")
    return not before or before[-1] in ".!?…:\n" or text.isupper()


def _struck(word: str) -> bool:
    """One letter over and over, or keys beside each other: no word, in any language."""
    return (len(word) > 1 and len(set(word)) == 1) or (
        len(word) >= _SHORTEST_RUN and any(word in row for row in _KEY_ROWS)
    )


@cache
def little_words() -> dict[str, frozenset[str]]:
    """The commonest little words of each language but English, by its name."""
    text = files("trainer.grading.language").joinpath("other_languages.txt").read_text("utf-8")
    named = (line.partition(":") for line in text.splitlines())
    return {name: frozenset(words.split()) for name, _, words in named}


def _unsayable(word: str) -> bool:
    """No vowel, one letter over and over, or far too many consonants in a row."""
    run = longest = 0
    for letter in word:
        run = 0 if letter in _VOWELS or not letter.isalpha() else run + 1
        longest = max(longest, run)
    return longest >= 5 or len(set(word)) * 2 <= len(word) or not _VOWELS & set(word) or len(word) > 30


def word_lists(words: Words) -> tuple[bool, frozenset[int]]:
    """Whether the whole is a list of words, and which clauses are part of one. Nothing in those counts."""
    tokens = words.tokens
    # "I am listening and empathetic. I take ownership.": virtues told, in sentences too short to do anything.
    proclaimed = {t.text for t in tokens if t.text in _PROCLAIMED}
    if len(proclaimed) >= 2 and len(tokens) <= 6 * len(words.sentences):
        return True, frozenset(c.index for c in words.clauses)
    inside = [False] * len(tokens)
    start = 0
    while start < len(tokens):
        end = _list_end(tokens, start)
        size = end - start
        named = [t.stem for t in tokens[start:end] if t.text in _LISTED_WORDS]
        glue = sum(t.text in _BETWEEN_LISTED for t in tokens[start:end])
        if size >= _FEWEST_LISTED and len(named) >= 0.6 * size and len(set(named)) >= 4 and glue <= 0.2 * size:
            inside[start:end] = [True] * size
            start = end
        else:
            start += 1
    covered: dict[int, list[bool]] = {}
    for token, is_in in zip(tokens, inside, strict=True):
        covered.setdefault(token.clause, []).append(is_in)
    clauses = frozenset(c for c, flags in covered.items() if sum(flags) * 2 > len(flags))
    return any(inside) and len(tokens) - sum(inside) < _FEWEST_BESIDE, clauses


def _list_end(tokens: tuple[Token, ...], start: int) -> int:
    """Where a stretch ends that has at most one word of glue in a row, and names something every few words."""
    glue = since = 0
    end = start
    for i in range(start, len(tokens)):
        if tokens[i].text in _LISTED_WORDS:
            glue = since = 0
            end = i + 1
            continue
        since += 1
        glue = glue + 1 if tokens[i].text in _BETWEEN_LISTED else 0
        if glue > 1 or since > _WIDEST_GAP:
            break
    return end


def copied_from(words: Words, candidates: Iterable[Candidate]) -> str | None:
    """The id of the authored reply that these words repeat, None where they are the trainee's own."""
    own = [t.text for t in words.tokens]
    for candidate in candidates:
        authored = [t.text for t in read_words(candidate.words).tokens]
        few, many = sorted((len(own), len(authored)))
        comparable = few >= max(_FEWEST_COPIED, _COPY_SHARE * many) and many <= _MOST_COMPARED
        if (authored and own == authored) or (
            comparable and SequenceMatcher(None, own, authored, autojunk=False).ratio() >= _COPY_SHARE
        ):
            return candidate.id
    return None
