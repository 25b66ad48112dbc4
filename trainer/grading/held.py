"""What holds of what was heard: a harm needs more than a resemblance, and what stands around words can take them back.

A clerk who is reproached falsely stops believing the right grades too. So a harm counts where a cue stands for it, or
where everything else speaks for it as well; and what is plainly no harm, or no apology, is not heard as one.
"""

from collections.abc import Iterable, Sequence

from trainer.grading.cues.fire import Fired
from trainer.grading.cues.symbols import said_in
from trainer.grading.language.words import Token, Words
from trainer.grading.learned.features import FUNCTION_WORDS, Kinds, is_name, kinds_of
from trainer.grading.learned.weights import Scored, is_learned, weights
from trainer.grading.matching import CandidateProfiles
from trainer.grading.model import ActMark, Situation
from trainer.grading.ungradable import LITTLE_ENGLISH

ANY_HARM_LEAST = 0.5
"""The chance of any harm against none from which a harm without a cue counts."""
GOOD_OPTION = 2.0
"""The mean level from which the option that words come nearest to is no harm: then a resemblance is none either."""
NEEDS_CUE = frozenset(("assumes", "ignores-said"))
"""Harms that are told from what was *not* said: without a cue nothing speaks for them but a guess."""
CHECKED = 0.8
"""How sure it is that a confusable name in a question is a check, and regret of what was done an apology."""
ASKS = "checks-detail"
_DETAILS = frozenset(("doc-word", "day-word", "clock-word"))
"""Kinds of words that name what can be checked."""
_TIMES = frozenset(("day-word", "clock-word", "unit-word"))
_OATHS = frozenset("i you that it to promise swear cross my heart honest honestly".split())
_SAID_BACK = 3
_UNSHOWN = 0.3
"""Below this chance an authored reply does not show an act."""
_ORDERING = frozenset(("dismisses", "sends-away", "rude", "not-my-job", "refuses", *NEEDS_CUE))
_APOLOGY = frozenset(("apologises",))
_TURNS = frozenset(("but", "however"))
_KIND_AFTER_YOU = frozenset("can could may might will shall would still get deserve".split())
_REPROACH = frozenset(
    "actually even seriously ever expect expecting bother suppose supposed honestly blind deaf".split()
)
_DONE_TO = (["were"], ["had"], ["have"], ["did"])
_COST = frozenset("had ran run waited waiting missed lost came went drove walked queued stood sent kept left".split())
"""What a customer went through: "sorry you ran"."""
_ASKING = frozenset("did do can have are could".split())
_LEAVE = (
    ("would", "you", "mind", "if"), ("do", "you", "mind", "if"), ("would", "it", "be", "all", "right", "if"),
    ("would", "it", "be", "ok", "if"), ("would", "it", "be", "okay", "if"), ("is", "it", "all", "right", "if"),
    ("is", "it", "ok", "if"), ("is", "it", "okay", "if"), ("would", "you", "let"), ("could", "you", "let"),
    ("would", "it", "be", "alright", "if"), ("is", "it", "alright", "if"),
)  # fmt: skip
_ANSWERS = frozenset("yes no yeah yep nope till until from at on in it that they both either neither".split())
_SHORT_ANSWER = 9
_REQUESTS = frozenset("could can would will do have".split())
_OPENERS = frozenset("well listen look anyway please excuse fine yeah hang hold quick".split())


def counted_harms(
    scored: Iterable[Scored], fired: Iterable[Fired], harming: frozenset[str], any_harm: float, quality: float | None
) -> tuple[list[Scored], frozenset[str]]:
    """What was heard without harms that nothing speaks for, and the harms that are no more than possible.

    A harm counts with a live cue in its clause. Without one it counts if it is not among `NEEDS_CUE`, if the chance
    `any_harm` of any harm against none is at least one half, and if the option that the words come nearest to has a
    mean level (`quality`, 0 to 4; None where its author gave no marks) below 2.
    """
    live = {(f.act, f.clause) for f in fired if f.cancelled is None}
    heard = list(scored)
    cued = {s.act for s in heard if (s.act, s.clause) in live}
    fair = any_harm >= ANY_HARM_LEAST and (quality is None or quality < GOOD_OPTION)
    kept, doubtful = [], set()
    for one in heard:
        if one.act not in harming or not is_learned(one.act) or (one.act, one.clause) in live:
            kept.append(one)
        elif one.act in cued or one.act in NEEDS_CUE:
            # Another clause carries it, or nothing does.
            continue
        elif fair:
            kept.append(one)
        elif any_harm >= ANY_HARM_LEAST:
            kept.append(one)
            doubtful.add(one.act)
    return kept, frozenset(doubtful)


def in_their_place(
    scored: Iterable[Scored], fired: Iterable[Fired], words: Words, situation: Situation, harming: frozenset[str]
) -> list[Scored]:
    """What was heard, without what the words around it, or those it answers, make something else."""
    live = {(f.act, f.clause) for f in fired if f.cancelled is None}
    no_order = {*to_colleagues(words, situation), *asking_leave(words)}
    leave = asking_leave(words)
    answer = answering_clauses(words, situation)
    checks = checking_clauses(words, situation)
    turned = turned_apologies(words)
    regrets = regretted_clauses(words) - turned
    checked = {words.clauses[c].sentence for c in checks}
    valid = []
    for one in scored:
        inside = 0 <= one.clause < len(words.clauses)
        sentence = words.clauses[one.clause].sentence if inside else -1
        uncued = (one.act, one.clause) not in live
        void = (
            (one.act in _APOLOGY and one.clause in turned)
            or (one.act == "fauxpology" and one.clause in regrets)
            or (one.act == "assumes" and sentence in checked)
            or (one.act in harming and uncued and (sentence in no_order or one.clause in answer))
            or (one.act in _ORDERING and sentence in no_order and (sentence not in leave or one.act != "rude"))
        )
        if not void:
            valid.append(one)
    for act, clauses, because in (
        (ASKS, checks, "what can be mistaken, in a question"),
        ("apologises", regrets, "regret of what was done to the customer"),
    ):
        for clause in clauses:
            known = next((s for s in valid if (s.act, s.clause) == (act, clause)), None)
            if known is None or known.probability < CHECKED:
                place = words.clauses[clause]
                valid = [s for s in valid if s is not known]
                valid.append(Scored(act, clause, place.start, place.end, CHECKED, (because,), ruled=True))
    return valid


def regretted_clauses(words: Words) -> set[int]:
    """The clauses that regret what was done to a customer, or its cost: "that you were sent", not "that you feel"."""
    regretted = set()
    for clause in words.clauses:
        texts = [t.text for t in words.tokens[clause.first : clause.last + 1]]
        for n, text in enumerate(texts):
            behind = texts[n + 1 :]
            if text == "regret" and behind[:2] == ["that", "you"] and behind[2:3] in _DONE_TO:
                regretted.add(clause.index)
            if text == "sorry":
                behind = behind[1:] if behind[:1] == ["that"] else behind
                if behind[:1] == ["you"] and any(word in _COST for word in behind[1:3]):
                    regretted.add(clause.index)
    return regretted


def waived_acts(
    marks: Iterable[ActMark], known: Iterable[CandidateProfiles], expects: Iterable[str]
) -> tuple[str, ...]:
    """The expected acts that may come later, because the words ask first and the scene's own best reply does too.

    They are those that the best reply does not show itself.
    """
    marked = [k for k in known if k.candidate.quality is not None]
    if not marked or not any(m.act == ASKS and m.sure.scores for m in marks):
        return ()
    best = max(marked, key=lambda k: k.candidate.quality or 0.0)
    shown = best.profiles[0].acts
    if shown.get(ASKS, 0.0) < ANY_HARM_LEAST:
        return ()
    return tuple(act for act in expects if shown.get(act, 0.0) < _UNSHOWN)


def unshown_acts(known: Iterable[CandidateProfiles], expects: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """By authored reply the expected acts that it does not show itself, where there are any."""
    lacking = {
        k.candidate.id: tuple(act for act in expects if k.profiles[0].acts.get(act, 0.0) < _UNSHOWN) for k in known
    }
    return {response: acts for response, acts in lacking.items() if acts}


def to_colleagues(words: Words, situation: Situation) -> set[int]:
    """The sentences that call somebody by a name that the customer did not say: instructions to a colleague."""
    told = said_in(situation.said)
    text, kinds = words.text, weights().kinds
    sentences = set()
    for sentence in words.sentences:
        tokens = [t for t in words.tokens if t.sentence == sentence.index]
        if len(tokens) < 3:
            continue
        first, last, before = tokens[0], tokens[-1], tokens[-2]
        for name, called in (
            (first, text[first.end : first.end + 1] == ","),
            (last, "," in text[before.end : last.start]),
        ):
            begins = name is first and tokens[1].text in _REQUESTS and _may_be_name(words, name, kinds)
            if called and (begins or is_name(words, name, kinds)) and name.stem not in told:
                sentences.add(sentence.index)
    return sentences


def _may_be_name(words: Words, token: Token, kinds: Kinds) -> bool:
    """Whether a word at the beginning of a request may be a name, though it may be a common word too."""
    text = token.text
    ordinary = text in FUNCTION_WORDS or text in LITTLE_ENGLISH or text in _OPENERS or text.endswith("ly")
    return words.text[token.start].isupper() and not ordinary and not kinds_of(text, kinds)


def asking_leave(words: Words) -> set[int]:
    """The questions that ask for somebody's leave: "would you mind if this lady goes first?"."""
    sentences = set()
    for sentence in words.sentences:
        texts = [t.text for t in words.tokens if t.sentence == sentence.index][:12]
        if sentence.question and any(
            tuple(texts[n : n + len(asks)]) == asks for n in range(len(texts)) for asks in _LEAVE
        ):
            sentences.add(sentence.index)
    return sentences


def answering_clauses(words: Words, situation: Situation) -> set[int]:
    """The first sentence's clauses, where it is a short answer to the question with which the customer's lines end."""
    if not situation.said or not situation.said[-1].rstrip(" \"'”’").endswith("?") or not words.sentences:
        return set()
    first = [t for t in words.tokens if t.sentence == 0]
    if not first or len(first) > _SHORT_ANSWER or words.sentences[0].question:
        return set()
    if first[0].text not in _ANSWERS and first[0].number is None:
        return set()
    return {t.clause for t in first}


def checking_clauses(words: Words, situation: Situation) -> set[int]:
    """The clauses of questions with a name that can be mistaken for another, or with that other."""
    mistakable = [d for d in situation.details.values() if d.confused_with and d.text[:1].isupper()]
    stems = said_in(tuple(text for d in mistakable for text in (d.text, *d.also, d.confused_with or "")))
    return {t.clause for t in words.tokens if t.stem in stems and words.clauses[t.clause].question}


def naming_clauses(words: Words, situation: Situation) -> set[int]:
    """The clauses with something that can be checked: a number, a name, a detail of the scene, or a word for one."""
    stems = said_in(
        tuple(text for d in situation.details.values() for text in (d.text, *d.also, d.confused_with or ""))
    )
    kinds = weights().kinds
    return {
        t.clause
        for t in words.tokens
        if t.number is not None or t.stem in stems or _is_one_of(t, _DETAILS, kinds) or is_name(words, t, kinds)
    }


def _is_one_of(token: Token, wanted: frozenset[str], kinds: Kinds) -> bool:
    """Whether a word is of one of these kinds as it stands: by its stem "is" would be an hour, as "am" is."""
    return token.text != "am" and not wanted.isdisjoint(kinds.get(token.text, ()))


def bare_promises(words: Words) -> set[int]:
    """The clauses that say how surely, and not what: "I promise", "cross my heart"."""
    return {
        clause.index
        for clause in words.clauses
        if all(t.text in _OATHS for t in words.tokens[clause.first : clause.last + 1])
    }


def traces(words: Words, situation: Situation) -> dict[str, int]:
    """Acts that may not be told as missing, each with the clause that has what they are done with.

    A time for "says when", a question that names something for a check, for "says back" three words of the customer's
    own, and for a greeting a question to them in the first two sentences: "you look lost, what are you after?".
    """
    kinds = weights().kinds
    found: dict[str, int] = {}
    for token in words.tokens:
        if _is_one_of(token, _TIMES, kinds):
            found.setdefault("gives-time", token.clause)
    for clause in sorted(naming_clauses(words, situation)):
        if words.clauses[clause].question:
            found.setdefault(ASKS, clause)
    opening = [t for t in words.tokens if t.sentence < 2 and t.text in ("you", "we")]
    for token in opening:
        if words.sentences[token.sentence].question:
            found.setdefault("greets", token.clause)
    said = said_in(situation.said)
    own = [t for t in words.tokens if t.stem in said and t.text not in FUNCTION_WORDS]
    if len({t.stem for t in own}) >= _SAID_BACK:
        found["restates"] = own[0].clause
    return found


def turned_apologies(words: Words) -> set[int]:
    """The clauses whose apology is taken back: by "but you …" after it, or by a question that reproaches."""
    clauses = set()
    for clause in words.clauses:
        behind = [t for t in words.tokens[clause.last + 1 :] if t.sentence <= clause.sentence + 1]
        inside = list(words.tokens[clause.first : clause.last + 1])
        if _turns_on_you([*inside, *behind]) or _reproaches([*inside, *behind], words):
            clauses.add(clause.index)
    return clauses


def _turns_on_you(tokens: Sequence[Token]) -> bool:
    """Whether "but you" or "however, you" follows, and not with what the customer can have."""
    texts = [t.text for t in tokens]
    for n, text in enumerate(texts[:-2]):
        if text in _TURNS and "you" in texts[n + 1 : n + 3]:
            at = texts.index("you", n + 1)
            after = texts[at + 1 : at + 3]
            if after and (after[0] not in _KIND_AFTER_YOU or after in (["could", "have"], ["might", "have"])):
                return True
    return False


def _reproaches(behind: Sequence[Token], words: Words) -> bool:
    """Whether a question at "you" follows that is no request: with "not", or "actually", or a word that reproaches."""
    asked = [t for t in behind if words.sentences[t.sentence].question]
    texts = [t.text for t in asked]
    for n, text in enumerate(texts):
        if text != "you" or not n:
            continue
        around = set(texts[max(0, n - 3) : n + 5])
        denied = texts[n - 1] == "not" or texts[n + 1 : n + 2] == ["not"]
        if around & _REPROACH or (denied and not _ASKING.isdisjoint(texts[max(0, n - 2) : n])):
            return True
    return False
