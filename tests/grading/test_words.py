"""Typed replies as words: what each word stands for, where it stands, and what stands around it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.grading.language.normalise import fold, stem
from trainer.grading.language.words import Words, plain_words, read_words

MESSY = st.text(max_size=120) | st.text(alphabet="aeiI'’n'tldm.,?!\"“” \n\u0301-&$1230:%", max_size=80)


def said(text: str) -> str:
    return " ".join(token.text for token in read_words(text).tokens)


def marked(words: Words, kind: str) -> list[str]:
    return [words.text[t.start : t.end] for t in words.tokens if getattr(t, kind)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("I'm SO sorry, Zoë.", "i am so sorry zoe"),
        ("I’m sorry we’re late; they'd've called", "i am sorry we are late they would have called"),
        ("Won't, can't, cannot, don't, shan't", "will not can not can not do not shall not"),
        ("im sorry, dont worry, its not your fault", "i am sorry do not worry it is not your fault"),
        ("ill call you. I was ill, and its colour is red", "i will call you i was ill and its colour is red"),
        ("Id love to. Your id please", "i would love to your id please"),
        ("Were sorry about that. We were sorry", "we are sorry about that we were sorry"),
        ("u can take ur time, youre fine. You're", "you can take your time you are fine you are"),
        ("gonna check rn, wanna wait? pls & thx, sry", "going to check right now want to wait please and thanks sorry"),
        ("10 mins or 2hrs", "10 minutes or 2 hours"),
        ("apologize for the color and canceled", "apologise for the colour and cancelled"),
        ("the customer's bag; that's it; what's up", "the customer bag that is it what is up"),
        ("check-in at 6 o'clock p.m.", "check in at 6 oclock pm"),
        ("ﬁne, ＦＩＮＥ, fíne", "fine fine fine"),
        ("", ""),
        ("?!… — 🙂 _", ""),
    ],
)  # fmt: skip
def test_words_are_what_they_stand_for(text: str, words: str) -> None:
    assert said(text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("sory about teh dealy", "sorry about the delay"),
        ("I aplogize, soooo sorry, pleaaase wait", "i apologise so sorry please wait"),
        ("unacceptible, imediately, recieve, thankyou", "unacceptable immediately receive thank you"),
        ("ill chekc the reservaton", "i will check the reservation"),
        ("SORY ABOUT THAT", "sorry about that"),
        ("Mr Dwyer from Slaem, Mrs Brennen", "mr dwyer from slaem mrs brennen"),
        ("zqxv brrr xx", "zqxv brrr xx"),
        ("a steak, a scale and the roller", "a steak a scale and the roller"),
    ],
)
def test_typing_errors_are_read_as_what_was_meant(text: str, words: str) -> None:
    assert said(text) == words


def test_a_corrected_word_keeps_its_place_and_how_it_was_written() -> None:
    token = read_words("so sory!").tokens[1]
    assert (token.text, token.written, token.start, token.end) == ("sorry", "sory", 3, 7)


def test_the_parts_of_a_contraction_have_their_own_places() -> None:
    words = read_words("I'm sure we won't")
    assert [words.text[t.start : t.end] for t in words.tokens] == ["I", "'m", "sure", "we", "won't", "won't"]


@given(MESSY)
def test_every_word_points_into_the_original_text(text: str) -> None:
    words = read_words(text)
    behind = 0
    for token in words.tokens:
        assert 0 <= token.start < token.end <= len(text)
        assert token.end >= behind
        behind = token.end
        assert text[token.start : token.end].strip()
    for group in (words.sentences, words.clauses, words.amounts):
        for part in group:
            assert words.tokens[part.first].start == part.start
            assert words.tokens[part.last].end == part.end


@given(st.lists(st.sampled_from("sorry Bag wait Flight I the 25 room".split()), min_size=1, max_size=12))
def test_a_plain_word_is_its_own_text(plain: list[str]) -> None:
    text = " ".join(plain)
    words = read_words(text)
    assert [fold(text[t.start : t.end]) for t in words.tokens] == [t.text for t in words.tokens]


@given(MESSY)
def test_sentences_and_clauses_cover_all_words_in_order(text: str) -> None:
    words = read_words(text)
    every = list(range(len(words.tokens)))
    assert [n for s in words.sentences for n in range(s.first, s.last + 1)] == every
    assert [n for c in words.clauses for n in range(c.first, c.last + 1)] == every
    assert [words.clauses[t.clause].sentence for t in words.tokens] == [t.sentence for t in words.tokens]


@given(MESSY)
def test_reading_the_words_again_reads_the_same(text: str) -> None:
    assert read_words(text) == read_words(text)
    assert all(plain_words(t.text) for t in read_words(text).tokens)


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("Sorry, sir. I'll check the bag, and I'll call you.", ["Sorry, sir", "I'll check the bag",
         "and I'll call you"]),
        ("That is awful — let me see", ["That is awful", "let me see"]),
        ("I see but we can wait so you can eat", ["I see", "but we can wait", "so you can eat"]),
        ("Mr. Dwyer called at 4.30 p.m. today\nGood", ["Mr. Dwyer called at 4.30 p.m. today", "Good"]),
        ("I will check, sir", ["I will check, sir"]),
        ("wait...what? yes!no", ["wait...what", "yes", "no"]),
    ],
)  # fmt: skip
def test_clauses_are_pieces_of_two_words_or_more(text: str, clauses: list[str]) -> None:
    words = read_words(text)
    assert [text[c.start : c.end] for c in words.clauses] == clauses


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Is that right?", [True]),
        ("can I have your name", [True]),
        ("what time is your flight", [True]),
        ("could you not wait", [True]),
        ("You are early?", [True]),
        ("I can. What a day! How may I help", [False, False, True]),
        ("I am sorry, could you say that again", [True]),
        ("That is what I said.", [False]),
    ],
)
def test_questions_are_told_by_their_mark_or_their_order(text: str, asks: list[bool]) -> None:
    assert [s.question for s in read_words(text).sentences] == asks


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("I will not check it now today", ["check", "it", "now"]),
        ("I can't help", ["help"]),
        ("It's no longer my job", ["my", "job"]),
        ("never mind, I will check", []),
        ("I do not know, I will check", ["know"]),
        ("not now but I will", ["now", "but"]),
        ("I cannot thank you enough", []),
        ("not only that", []),
        ("why don't we check", []),
        ("without delay", []),
        ("don't hesitate to call", []),
    ],
)
def test_negation_reaches_three_words_and_no_pause(text: str, negated: list[str]) -> None:
    assert marked(read_words(text), "negated") == negated


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ('He said "I am sorry" to me', ["I", "am", "sorry"]),
        ("He said “so sorry” twice", ["so", "sorry"]),
        ("He said 'it's fine' twice", ["it", "'s", "fine"]),
        ("the guys' bags and the girls' bags", []),
        ("I can't, don't and won't", []),
        ('an open "mark stays open', []),
        ("tell 'em it's the boys' turn", []),
    ],
)
def test_what_stands_between_quotation_marks_is_somebody_elses(text: str, quoted: list[str]) -> None:
    assert marked(read_words(text), "quoted") == quoted


@pytest.mark.parametrize(
    ("text", "conditional"),
    [
        ("If I were you I would wait", True),
        ("I could help if you had told us", True),
        ("I would have called you", True),
        ("We should've called", False),
        ("If I could I would", True),
        ("If you could wait, I would check", False),
        ("If you would like, I would be happy to help", False),
        ("If you give me your name, I will check", False),
        ("I would love to help", False),
        ("Could you have a seat", False),
    ],
)
def test_what_is_only_imagined_is_conditional(text: str, conditional: bool) -> None:
    assert any(t.conditional for t in read_words(text).tokens) == conditional


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("twenty-five bags", "num", [("twenty-five", 25)]),
        ("two hundred and fifty, or 1,250.5", "num", [("two hundred and fifty", 250), ("1,250.5", 1250.5)]),
        ("two five", "num", [("two", 2), ("five", 5)]),
        ("three thousand two hundred", "num", [("three thousand two hundred", 3200)]),
        ("$60, sixty dollars, 60 bucks, £1,200.50", "money",
         [("$60", 60), ("sixty dollars", 60), ("60 bucks", 60), ("£1,200.50", 1200.5)]),
    ],
)  # fmt: skip
def test_numbers_and_sums_have_their_values(text: str, kind: str, found: list[tuple[str, float]]) -> None:
    amounts = [a for a in read_words(text).amounts if a.kind == kind]
    assert [(text[a.start : a.end], a.value) for a in amounts] == found


def test_a_token_has_the_value_of_the_number_that_begins_there() -> None:
    assert [t.number for t in read_words("in twenty five days $60").tokens] == [None, 25, None, None, 60]


@pytest.mark.parametrize(
    "text",
    [
        "ten minutes", "10min", "an hour and a half", "half an hour", "a couple of hours", "two to three business days",
        "4:30", "14:05", "4.30 pm", "4 p.m.", "half past four", "quarter to five", "ten past two", "6 o'clock", "noon",
        "tomorrow morning", "this afternoon", "Monday", "first thing tomorrow", "next week", "two and a half hours",
        "a few more minutes", "end of the day",
    ],
)  # fmt: skip
def test_hours_and_durations_are_times(text: str) -> None:
    longer = f"I will call {text}, sir"
    assert text in [longer[a.start : a.end] for a in read_words(longer).amounts if a.kind == "time"]


@pytest.mark.parametrize("text", ["by four", "by 4:30", "in ten minutes", "within the hour", "at half five", "in 20"])
def test_a_time_may_take_in_the_word_before_it(text: str) -> None:
    assert text in [text[a.start : a.end] for a in read_words(text).amounts if a.kind == "time"]


@pytest.mark.parametrize("text", ["just a second", "one moment", "in a minute", "at five people", "room 214", "now"])
def test_manners_of_speaking_are_no_times(text: str) -> None:
    assert [a for a in read_words(text).amounts if a.kind == "time"] == []


@pytest.mark.parametrize(
    "family",
    [
        "frustrat frustrated frustrating frustration frustrates", "apologise apologised apologising apologises",
        "annoy annoyed annoying annoys", "cancel cancelled cancelling", "stop stopped stopping stops",
        "sent send sends sending", "reply replied replies",
    ],
)  # fmt: skip
def test_words_made_from_one_root_share_a_stem(family: str) -> None:
    assert len({stem(word) for word in family.split()}) == 1


@settings(max_examples=60)
@given(
    st.sampled_from(
        ["a", "1", "'", "i ", "not if would ", "“", "a' \"", "e\u0301", "ש", "half past ", "two to ", "\n,"]
    )
)
def test_the_longest_reply_is_read_in_bounded_steps(piece: str) -> None:
    words = read_words((piece * 4_000)[:20_000])
    assert len(words.tokens) <= 8_000
    assert all(len(t.text) <= 60 for t in words.tokens)
