"""What the learned model sees of a reply: named features of each clause, and of the reply as a whole.

Every feature is a short text whose first letter names its group, so that a verdict can be explained by them.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from trainer.grading.cues.fire import CueContext, Fired
from trainer.grading.cues.symbols import said_in
from trainer.grading.language.normalise import stem
from trainer.grading.language.sentences import Clause
from trainer.grading.language.vocabulary import standard
from trainer.grading.language.words import Token, Words, read_words
from trainer.scenario.model import Detail

MOST_CLAUSES = 40
"""Clauses of one reply that are looked at; a longer reply is judged by its beginning."""
_MOST_TOKENS = 60
CUE_GROUPS = ("f:", "x:", "F:", "X:", "k:", "G:", "H:", "K:")
"""The groups of features that say which cues fired."""
FUNCTION_WORDS = frozenset(
    "the a an of to in on at for and but or so is are am was were be been being it its this that these those i we you "
    "he she they me us him her them my our your his their do does did have has had will would can could should may "
    "might must no not with from by as if then than there here what who how when where why which all just very too "
    "also now one up out about get got yes never need want like know go going".split()
)
_SHORT = 2
NAME, CODE = "<name>", "<code>"
Kinds = Mapping[str, tuple[str, ...]]
"""The kinds of each word and stem: {"ring": ("contact-verb",)}."""


def clause_features(
    words: Words, fired: Sequence[Fired], context: CueContext, kinds: Kinds, masked: bool = False
) -> list[list[str]]:
    """The features of each clause, sorted, without repetition; `masked`, names and codes are not seen."""
    clauses = words.clauses[:MOST_CLAUSES]
    said, known, confused = said_in(tuple(context.said)), *_details(context.details)
    seen = _seen(words, context, kinds, masked)
    texts = [seen[c.first : c.last + 1][:_MOST_TOKENS] for c in clauses]
    plain = [[text for text, _ in each if text] for each in texts]
    counted = [(f, "f:" if f.cancelled is None else "x:") for f in fired]
    found: list[list[str]] = []
    for n, clause in enumerate(clauses):
        tokens = words.tokens[clause.first : clause.last + 1][:_MOST_TOKENS]
        end = "$?" if clause.question else "$"
        sorts = _sorts(texts[n], kinds, said)
        all_of = {
            *_grams("w:", ["^", *plain[n], end], 3),
            *_grams("c:", ["^", *sorts, end], 4),
            *("C:" + kind for text in plain[n] for kind in kinds_of(text, kinds)),
            *_pieces(plain[n]),
            *_place(clause, n, len(clauses), tokens),
            *_shared(tokens, said, known, confused),
            *(mark + f.act for f, mark in counted if f.clause == n),
            *("k:" + f.cue for f, mark in counted if f.clause == n and mark == "f:"),
            *(("F:" if mark == "f:" else "X:") + f.act for f, mark in counted if f.clause != n),
        }
        if n:
            all_of.update("p:" + text for text in plain[n - 1])
        if n + 1 < len(clauses):
            all_of.update("n:" + text for text in plain[n + 1])
        found.append(sorted(all_of))
    return found


def reply_features(
    words: Words, fired: Sequence[Fired], context: CueContext, kinds: Kinds, masked: bool = False
) -> list[str]:
    """The features of the whole reply, sorted, without repetition; `masked` as for clauses."""
    said = said_in(tuple(context.said))
    seen = _seen(words, context, kinds, masked)
    all_of: set[str] = set()
    for clause in words.clauses[:MOST_CLAUSES]:
        texts = seen[clause.first : clause.last + 1][:_MOST_TOKENS]
        end = "$?" if clause.question else "$"
        all_of.update(_grams("R:", ["^", *(text for text, _ in texts if text), end], 2))
        all_of.update(_grams("Q:", ["^", *_sorts(texts, kinds, said), end], 3))
    tokens = words.tokens[: MOST_CLAUSES * _MOST_TOKENS]
    shared = len({t.stem for t in tokens if t.stem in said and t.text not in FUNCTION_WORDS})
    all_of.update((f"O:length {min(len(tokens) // 6, 6)}", f"O:clauses {min(len(words.clauses), 6)}"))
    all_of.add(f"O:shared {min(shared, 5)}")
    all_of.add(f"O:sentences {min(len(words.sentences), 4)}")
    all_of.update(("G:" if f.cancelled is None else "H:") + f.act for f in fired)
    all_of.update("K:" + f.cue for f in fired if f.cancelled is None)
    return sorted(all_of)


def kinds_of(text: str, kinds: Kinds) -> tuple[str, ...]:
    """What kinds of word a word is; by its stem where it is not listed itself."""
    return kinds.get(text) or kinds.get("~" + stem(text), ())


def _names(context: CueContext, kinds: Kinds) -> frozenset[str]:
    """The names that the customer's lines hold, as words."""
    read = [read_words(text) for text in context.said if not text.isupper()]
    return frozenset(token.text for words in read for token in words.tokens if is_name(words, token, kinds))


def is_name(words: Words, token: Token, kinds: Kinds) -> bool:
    """Whether a word is a name: its capital is not explained by the beginning of a sentence, or it is not English."""
    if not words.text[token.start].isupper() or token.text in FUNCTION_WORDS or kinds_of(token.text, kinds):
        return False
    begins = words.tokens[words.clauses[token.clause].first].start == token.start
    return token.text not in standard() if begins else not token.quoted


def _masks(words: Words, context: CueContext, kinds: Kinds) -> list[str]:
    """What stands for each token where names and codes are masked; "" where the word itself is seen.

    Names and codes say nothing of the harm a reply does: of them only that they are there.
    """
    names, shouted = _names(context, kinds), words.text.isupper()
    return [
        NAME if token.text in names or (not shouted and is_name(words, token, kinds)) else
        CODE if any(map(str.isdigit, token.text)) else ""
        for token in words.tokens
    ]  # fmt: skip


def _seen(words: Words, context: CueContext, kinds: Kinds, masked: bool) -> list[tuple[str, str]]:
    """Each token as (what is seen of it, its kind of amount); the rest of a longer amount is ("", "")."""
    masks = _masks(words, context, kinds) if masked else [""] * len(words.tokens)
    seen = [(mask or token.text, "") for mask, token in zip(masks, words.tokens, strict=True)]
    taken = -1
    for amount in words.amounts:
        if amount.first > taken:
            seen[amount.first] = (f"<{amount.kind}>", amount.kind)
            for n in range(amount.first + 1, amount.last + 1):
                seen[n] = ("", "")
            taken = amount.last
    return seen


def _sorts(texts: Iterable[tuple[str, str]], kinds: Kinds, said: frozenset[str]) -> list[str]:
    """The sequence of kinds: function words as they are, others by what they do."""
    sorts: list[str] = []
    for text, amount in texts:
        if not text:
            continue
        if amount or text in FUNCTION_WORDS or text in (NAME, CODE):
            sorts.append(text)
        elif of := kinds_of(text, kinds):
            sorts.append(f"<{of[0]}>")
        elif stem(text) in said:
            sorts.append("<said>")
        else:
            sorts.append("<ing>" if text.endswith("ing") else "<ed>" if text.endswith("ed") else "<o>")
    return sorts


def _grams(group: str, texts: Sequence[str], longest: int) -> Iterable[str]:
    for length in range(1, longest + 1):
        for n in range(len(texts) - length + 1):
            yield group + " ".join(texts[n : n + length])


def _pieces(texts: Iterable[str]) -> Iterable[str]:
    for text in texts:
        if text not in FUNCTION_WORDS and text[0] != "<":
            yield from _pieces_of(text)


@lru_cache(maxsize=5_000)
def _pieces_of(text: str) -> tuple[str, ...]:
    whole = f"^{text[:24]}$"
    return tuple({f"h:{whole[n : n + length]}" for length in (3, 4) for n in range(len(whole) - length + 1)})


def _place(clause: Clause, n: int, count: int, tokens: Sequence[Token]) -> Iterable[str]:
    yield "o:first" if n == 0 else "o:later"
    yield "o:last" if n == count - 1 else "o:more"
    yield "o:question" if clause.question else "o:statement"
    yield f"o:length {min(len(tokens) // 3, 5)}"
    yield f"o:clauses {min(count, 5)}"
    if any(token.quoted for token in tokens):
        yield "o:quoted"
    if any(token.conditional for token in tokens):
        yield "o:conditional"
    if any(token.negated for token in tokens):
        yield "o:negated"
    for person in ("i", "we", "you", "it", "they"):
        if any(token.text == person for token in tokens):
            yield "o:" + person


def _shared(
    tokens: Sequence[Token], said: frozenset[str], known: frozenset[str], confused: frozenset[str]
) -> Iterable[str]:
    content = {token.stem for token in tokens if token.text not in FUNCTION_WORDS and len(token.text) > _SHORT}
    shared = len(content & said)
    yield f"o:shared {min(shared, 3)}"
    if shared:
        yield "o:shares"
        if shared * 2 >= len(content):
            yield "o:mostly shared"
    numbers = {f"#{token.number:g}" for token in tokens if token.number is not None}
    if numbers & said:
        yield "o:number said"
    if numbers - said:
        yield "o:number new"
    if content & known:
        yield "o:detail"
    if content & confused:
        yield "o:confused"


def _details(details: Mapping[str, Detail]) -> tuple[frozenset[str], frozenset[str]]:
    """The stems of the details, and those of what they are confused with alone."""
    known = said_in(tuple(text for d in details.values() for text in (d.text, *d.also)))
    return known, said_in(tuple(d.confused_with for d in details.values() if d.confused_with)) - known
