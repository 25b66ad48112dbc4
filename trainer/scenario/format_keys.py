"""The table of keys of our formats: scenario/1, plan/1, framework/1 and acts/1.

Loading (which keys are known and needed, which numbers fit), the JSON Schemas and the reference in `docs/format.md`
come from here; the lists of keys in `principles` are held to it by a test. A new key is a line here, a field of the
model, and a line each where that is read and written back.
"""

from __future__ import annotations

from trainer.document.key_table import (
    CONDITION,
    FACT_NAME,
    FLAG,
    ID,
    ID_PATTERN,
    LANGUAGE,
    PRINCIPLE,
    TEXT,
    Key,
    KeySet,
    ValueKind,
    an_id,
    any_of,
    by_name,
    described,
    keys_of,
    level,
    list_of,
    one_of,
    part,
    whole,
)
from trainer.limits import NUMBER_RANGE, OPTIONS_IN_A_DECISION
from trainer.principles.acts import FORMAT as ACTS_FORMAT
from trainer.principles.acts import ActEffect
from trainer.principles.frameworks import FORMAT as FRAMEWORK_FORMAT
from trainer.principles.frameworks import Judged
from trainer.principles.levels import Level
from trainer.scenario.facts import ShownAs
from trainer.scenario.model import FALLBACK, NARRATOR, NONE_OF_THESE, TIMEOUT, YOU, Outcome

SCENARIO_FORMAT = "scenario/1"
PLAN_FORMAT = "plan/1"
RESERVED_RESPONSES = (TIMEOUT, FALLBACK, NONE_OF_THESE)
PLAN_OUTCOMES = tuple(outcome.value for outcome in Outcome)
PLAN_VERDICTS = ("amazing", "sound", "not yet")
PLAN_COSTS = ("best", "fine", "slip", "mistake", "critical")
"""What a reply can cost, in words."""

_HEAVIEST = 5
"""The most that one principle can weigh."""
_FACTS = "Facts on the left, one of their own values on the right, joined by and, or, not and brackets."
_FIRST_LINE = "What kind of file this is: always the first line."
_SAID_BACK = "Dulles in Virginia, is that right?"
_LESSON = "Right, in time, and somebody looked up."
_WAYS = [{"when": "patience <= 1", "scene": "walks-away"}, {"scene": "gate"}]
EXAMPLE_LINE = {"guest": "Can I fly to {{ city }} instead?"}


def _format(name: str) -> Key:
    return Key("format", one_of([name]), "Format", _FIRST_LINE, (name,), required=True)


MEMBER = KeySet(
    Key(
        "name", TEXT, "Name", "As the trainee reads it. May be a detail of the variant.",
        ("Lena Ortiz", "{{ guest }}"), required=True,
    ),
    Key("about", TEXT, "About", "A few words about this person.", ("in a hurry",)),
)  # fmt: skip


def _shown_keys(kinds: tuple[ShownAs, ...], values: str, note: str, example: dict[str, str]) -> KeySet:
    word = described(TEXT, "Word", "What the trainee reads.", "short")
    words = by_name(ValueKind("value", {"pattern": values}), word)
    names = tuple(kind.value for kind in kinds)
    return KeySet(
        Key("as", one_of(names), "As", "How it is shown; without it, in words.", names[:1]),
        Key("title", TEXT, "Title", "What stands beside it; without it, the fact's name.", ("Patience",)),
        Key("words", words, "Words", f"What the values are called. {note}", (example,)),
    )


def _shown(keys: KeySet) -> Key:
    about = "Puts the fact on the trainee's screen and makes {{ its name }} a placeholder."
    example = {"as": keys["as"].examples[0], "title": "Patience"}
    return Key("shown", keys_of(keys, "how it is shown"), "Shown", about, (example,))


SHOWN_NUMBER = _shown_keys(
    tuple(ShownAs), "^-?[0-9]{1,6}$", "Each word holds from its number upwards.", {"0": "gone", "3": "short"}
)
SHOWN_CHOICE = _shown_keys((ShownAs.WORDS,), ID_PATTERN, "One word for each value.", {"right": "a right pass"})
SHOWN_FLAG = _shown_keys((ShownAs.WORDS,), "^[A-Za-z]{2,5}$", "One word for yes and one for no.", {"yes": "thanked"})
_ANY_NUMBER = whole(-NUMBER_RANGE, NUMBER_RANGE)
NUMBER = KeySet(
    Key("from", _ANY_NUMBER, "From", "The smallest value.", (0,), required=True),
    Key("to", _ANY_NUMBER, "To", "The greatest value. Adding stops there.", (8,), required=True),
    Key("start", _ANY_NUMBER, "Start", "The value at the beginning.", (5,), required=True),
    _shown(SHOWN_NUMBER),
)
_VALUES = list_of(ID, least=1, unique=True)
CHOICE = KeySet(
    Key("one_of", _VALUES, "One of", "The values it can have.", (["nothing", "right", "wrong"],), required=True),
    Key("start", ID, "Start", "The value at the beginning: one of them.", ("nothing",), required=True),
    _shown(SHOWN_CHOICE),
)
FLAG_FACT = KeySet(
    Key("flag", FLAG, "Flag", "Yes or no; what you write here holds at the beginning.", ("no",), required=True),
    _shown(SHOWN_FLAG),
)
ANY_FACT = KeySet(NUMBER["from"], NUMBER["to"], CHOICE["one_of"], FLAG_FACT["flag"], NUMBER["start"], NUMBER["shown"])
"""What a fact can have whose kind cannot be told."""

DETAIL = KeySet(
    Key("text", TEXT, "Text", "The words themselves.", ("Washington Dulles",), required=True),
    Key("also", list_of(TEXT), "Also", "Other ways to say it that mean the same.", (["Dulles", "IAD"],)),
    Key(
        "confused_with", TEXT, "Confused with",
        "What it is easily taken for: {{ city.confused_with }} in texts.", ("Dallas",),
    ),
)  # fmt: skip

WEIGHT = whole(1, _HEAVIEST)
SCENARIO = KeySet(
    _format(SCENARIO_FORMAT),
    Key(
        "id", ID, "Id", "How people and records name the scenario. Name the file like it.",
        ("late-checkout", "two-minute-counter"), required=True,
    ),
    Key("title", TEXT, "Title", "As it stands in the library.", ("The two-minute counter",), required=True),
    Key(
        "version", whole(1, 100_000), "Version",
        "Raise it when you change what counts: a mark, an effect, a way on.", (1, 2), required=True,
    ),
    Key(
        "language", LANGUAGE, "Language", "The language it is written in, by its code.",
        ("en", "pt-BR"), required=True,
    ),
    Key(
        "family", ID, "Family", "Scenarios that train the same situation share a family.",
        ("airport-counter",), required=True,
    ),
    Key("minutes", whole(1, 240), "Minutes", "How long it takes to play, about.", (2, 15), required=True),
    Key(
        "summary", TEXT, "Summary", "One or two sentences for the library.",
        ("A traveller at the head of a long queue wants another flight.",), required=True,
    ),
    Key(
        "setting", TEXT, "Setting",
        "Read before the first scene: where we are and what came before. May hold {{ placeholders }}.",
        ("An airline counter, two days before Thanksgiving.",), required=True,
    ),
    Key(
        "you", TEXT, "You", "Whom the trainee plays, as it reads after “You are”.", ("the ticket agent",),
        required=True,
    ),
    Key(
        "frameworks", list_of(ID, least=1), "Frameworks",
        "The sets of principles that replies are graded against: one or two. Your own stand in `principles/`.",
        (["solomon", "giamanco"],), required=True,
    ),
    Key("source", TEXT, "Source", "Where the situation comes from.", ("Told by a colleague in March.",)),
    Key(
        "weights", by_name(PRINCIPLE, described(WEIGHT, "Weight", "How much this principle counts.", 2)), "Weights",
        "Principles that count more than the others here, 1 to 5. Without it each counts 1.",
        ({"perfect-product": 2},),
    ),
    Key(
        "cast", by_name(an_id([NARRATOR, YOU]), part("member")), "Cast",
        "Who can speak, by an id of your own. `narrator` and `you` always exist. The first member is the one the "
        "trainee deals with, unless a scene says otherwise.",
        ({"guest": {"name": "Ms Adeyemi", "about": "in a hurry"}},), required=True,
    ),
    Key(
        "facts", by_name(FACT_NAME, part("fact")), "Facts",
        "What happened, in a form the story can come back to. Each fact has a small set of values, declared here.",
        ({"thanked": {"flag": "no"}},),
    ),
    Key(
        "variants", by_name(ID, part("variant")), "Variants",
        "The same story with other names and details. Each variant gives the same details.",
        ({"dulles": {"city": "Dulles"}, "portland": {"city": "Portland"}},),
    ),
    Key("start", ID, "Start", "The scene it begins with.", ("welcome",), required=True),
    Key(
        "scenes", by_name(ID, part("scene")), "Scenes", "The story, scene by scene, by ids of your own.",
        ({"welcome": {"next": "counter"}},), required=True,
    ),
)  # fmt: skip


def _next(about: str, *, required: bool = False) -> Key:
    return Key("next", part("next", "scene, or list (way on)"), "Next", about, ("gate", _WAYS), required=required)


def _when(about: str, *examples: str) -> Key:
    return Key("when", CONDITION, "When", f"{about} {_FACTS}", examples)


MARK = KeySet(
    Key(
        "level",
        level(
            [int(each) for each in Level],
            "violated: the opposite of the principle",
            "poor",
            "average: what anybody would do",
            "good: a notch above average",
            "outstanding",
        ),
        "Level", "How well, 0 to 4.", (0,), required=True,
    ),
    Key(
        "why", TEXT, "Why",
        "One sentence to the trainee, about what the reply does for the customer. It is read after the decision.",
        ("You said the place back, so a wrong city cannot slip through.",), required=True,
    ),
)  # fmt: skip
WAY_ON = KeySet(
    _when("This way is taken if it holds. The last way has none.", "patience <= 1"),
    Key("scene", ID, "Scene", "Where it leads.", ("gate",), required=True),
)
_EFFECT = ValueKind(
    "value or step",
    {
        "title": "Effect",
        "description": "+1 or -2 to add, or the new value.",
        "type": ["string", "integer", "boolean"],
        "pattern": "^([+-]\\s*[0-9]{1,6}|[A-Za-z0-9][A-Za-z0-9_-]{0,63})$",
        "patternErrorMessage": "Write +1 or -2 to add, or one of the fact's own values.",
    },
)
UNLISTED = KeySet(
    Key(
        "marks", part("marks", "mark, by principle"), "Marks",
        "How the reply honours a principle, and why. Mark the best reply on everything that any is marked on: "
        "a reply without a mark counts as average.",
        ({"listen": {"level": 4, "why": "You said it back."}},),
    ),
    Key(
        "effects", by_name(ID, _EFFECT), "Effects",
        "What it does to facts: +1 and -2 add to a number, anything else sets a value.",
        ({"patience": "+1", "pass_for": "right", "thanked": "yes"},),
    ),
    Key(
        "then", list_of(part("line")), "Then",
        "What it leads to, told at once. A condition here sees the new facts.", ([EXAMPLE_LINE],),
    ),
    _next("The scene this leads to, or a list of them of which the first that fits is taken.", required=True),
    Key(
        "critical", TEXT, "Critical",
        "An error so grave that the run cannot be passed. Say why, as the trainee should read it.",
        ("You handed a boarding pass to the wrong person.",),
    ),
)  # fmt: skip
"""What a time-out and a fallback can have, and every response."""

RESPONSE = KeySet(
    Key(
        "id", an_id(RESERVED_RESPONSES), "Id", "How plans and records name this reply.", ("say-it-back",),
        required=True,
    ),
    Key(
        "say", TEXT, "Say", "What the trainee would say. Write it after a |, without quotation marks.",
        ("Dulles, is that right?",),
    ),
    Key("do", TEXT, "Do", "What the trainee would do, instead of words.", ("You look the flight up.",)),
    *UNLISTED.keys,
    _when("On offer only if this holds.", "pass_for == wrong", "not thanked"),
    Key("once", FLAG, "Once", "Whether it can be used one time only in a run.", ("yes",)),
)  # fmt: skip
EXAMPLE = KeySet(
    Key("typed", TEXT, "Typed", "The reply, as a trainee would type it.", (_SAID_BACK,), required=True),
    Key("means", ID, "Means", "The response it comes closest to, or `none`.", ("say-it-back",)),
    Key("shows", list_of(ID, unique=True), "Shows", "The acts that are in it.", (["checks-detail"],)),
    Key("lacks", list_of(ID, unique=True), "Lacks", "Acts that are not in it.", (["greets"],)),
    Key(
        "from", TEXT, "From", "Where the grade comes from; `trainer review` writes it.", ("a reviewer, 2 May 2026",)
    ),
)  # fmt: skip
_UNLISTED_EXAMPLE = {"next": "gate"}
DECISION = KeySet(
    Key(
        "decide", TEXT, "Decide", "The question to the trainee. It makes this scene a decision.",
        ("What do you say?",),
    ),
    Key(
        "responses", list_of(part("response"), 2, OPTIONS_IN_A_DECISION), "Responses",
        f"What the trainee can answer: 2 to {OPTIONS_IN_A_DECISION}, best 3 or 4. The best need not come first.",
        ([{"id": "check", "say": "Dulles?", "next": "gate"}, {"id": "nod", "do": "You nod.", "next": "gate"}],),
    ),
    Key(
        "typed", one_of(["welcome", "no"]), "Typed", "Whether own words are welcome here; without it, they are not.",
        ("welcome",),
    ),
    Key(
        "expects", list_of(ID, unique=True), "Expects", "The acts that a good reply in own words would show.",
        (["checks-detail", "greets"],),
    ),
    Key(
        "listen_for", by_name(ID, list_of(described(TEXT, "Cue", "A cue phrase.", "did you say <detail>"))),
        "Listen for", "This scene's own cue phrases, by act; always in quotation marks.",
        ({"checks-detail": ["(did|do) you (say|mean) <detail>"]},),
    ),
    Key(
        "examples", list_of(part("example")), "Examples",
        "Replies in own words that you have graded: `trainer test` runs them, and the grader learns from them.",
        ([{"typed": _SAID_BACK, "means": "say-it-back", "shows": ["checks-detail"]}],),
    ),
    Key(
        "time_limit", whole(5, 600), "Time limit", "Seconds to answer in. Then there must be a `timeout`.", (30,)
    ),
    Key(
        "timeout", part("unlisted", "what happens then"), "Timeout",
        "What happens when the time is up. It is never listed.", (_UNLISTED_EXAMPLE,),
    ),
    Key(
        "fallback", part("unlisted", "what happens then"), "Fallback",
        "What happens when own words fit no response. It is never listed.", (_UNLISTED_EXAMPLE,),
    ),
)  # fmt: skip
"""What a scene can have that asks for a reply."""

SCENE = KeySet(
    Key(
        "touchpoint", TEXT, "Touchpoint",
        "The point of contact this scene belongs to. Scenes in a row with the same one are judged together, by the "
        "lowest level in them.",
        ("at the counter",),
    ),
    Key("with", ID, "With", "The member of the cast one deals with; without it, the first.", ("gate-agent",)),
    Key(
        "lines", list_of(part("line")), "Lines", "What is told, line by line.",
        ([{"narrator": "The queue is long."}, EXAMPLE_LINE],),
    ),
    *DECISION.keys,
    Key(
        "ending", part("ending"), "Ending", "Makes this scene an ending: nothing comes after it.",
        ({"outcome": "good", "title": "On board", "lesson": _LESSON},),
    ),
    _next("Where the story goes on, if nothing is asked."),
)  # fmt: skip
LINE = KeySet(
    Key("narrator", TEXT, "Narrator", "Told by nobody in particular.", ("The queue is long.",)),
    Key("you", TEXT, "You", "Said by the trainee's own part.", ("Good morning.",)),
    _when("Told only if this holds.", "patience <= 3"),
)
"""What every line can have; the members of the cast come to it."""

ENDING = KeySet(
    Key(
        "outcome", one_of([outcome.value for outcome in Outcome]), "Outcome", "How it turned out for the customer.",
        ("good",), required=True,
    ),
    Key("title", TEXT, "Title", "A few words for the ending.", ("On board",)),
    Key("lesson", TEXT, "Lesson", "What to take away, in a sentence or two.", (_LESSON,), required=True),
    Key(
        "loss", whole(0, 1000), "Loss",
        "What this ending adds to the loss of a run. Leave it out unless you know why: then a bad one counts as "
        "much as somebody who clicks at random loses, a mixed one half of that, a good one nothing.",
        (6,),
    ),
)  # fmt: skip

PLANS = KeySet(
    _format(PLAN_FORMAT),
    Key(
        "scenario", ID, "Scenario", "The id of the scenario that is tested.", ("two-minute-counter",), required=True
    ),
    Key(
        "plans", list_of(part("plan")), "Plans", "Play-throughs with what is expected of them.",
        ([{"id": "all-well", "replies": ["say-it-back"], "expect": {"ending": "on-board"}}],), required=True,
    ),
)  # fmt: skip
PLAN = KeySet(
    Key("id", ID, "Id", "How the test is named in messages.", ("says-it-back",), required=True),
    Key("title", TEXT, "Title", "What is tested, in a sentence.", ("The place said back, and everything follows",)),
    Key("variant", ID, "Variant", "The variant it is played in; without it, each of them.", ("dulles",)),
    Key(
        "replies", list_of(ID), "Replies", "The replies in order: ids, `timeout` or `fallback`.",
        (["say-it-back", "help"],), required=True,
    ),
    Key(
        "expect", part("expect", "what is expected"), "Expect", "What must come of it.",
        ({"ending": "on-board", "score": 100},), required=True,
    ),
)  # fmt: skip
_AT = "By the decision's scene, or by the number of the reply (1 is the first)."
_LEVELS = by_name(PRINCIPLE, described(whole(Level.VIOLATED, Level.OUTSTANDING), "Level", "0 to 4", 3))
EXPECT = KeySet(
    Key("ending", ID, "Ending", "The scene it ends in.", ("on-board",), required=True),
    Key("outcome", one_of(PLAN_OUTCOMES), "Outcome", "How it turns out.", PLAN_OUTCOMES[:1]),
    Key("verdict", one_of(PLAN_VERDICTS), "Verdict", "The verdict on the run.", PLAN_VERDICTS[:1]),
    Key("score", whole(0, 100), "Score", "0 to 100, rounded.", (100, 43)),
    Key("critical", FLAG, "Critical", "Whether a critical error happens.", ("no",)),
    Key("scenes", list_of(ID), "Scenes", "The decisions met, in order.", (["counter", "gate"],)),
    Key("hears", list_of(TEXT), "Hears", "Words that must stand in the story.", (["Dallas"],)),
    Key("never_hears", list_of(TEXT), "Never hears", "Words that must not stand in the story.", (["Not my job"],)),
    Key(
        "marks", by_name(ID, _LEVELS), "Marks", f"The levels that a reply must get. {_AT}",
        ({"counter": {"listen": 4}}, {"2": {"listen": 4}}),
    ),
    Key(
        "costs", by_name(ID, described(one_of(PLAN_COSTS), "Cost", "The cost in a word.", PLAN_COSTS[0])), "Costs",
        f"What a reply must cost, in a word. {_AT}", ({"counter": "best", "2": "slip"},),
    ),
)  # fmt: skip

FRAMEWORK = KeySet(
    _format(FRAMEWORK_FORMAT),
    Key("id", ID, "Id", "How scenarios name it. Name the file like it.", ("harbour-clinic",), required=True),
    Key("title", TEXT, "Title", "A few words.", ("the Harbour Clinic promise",), required=True),
    Key(
        "source", TEXT, "Source", "Where it comes from.", ("Our front-desk standard, agreed by the team in March.",),
        required=True,
    ),
    Key(
        "summary", TEXT, "Summary", "One or two sentences.", ("What every patient can count on.",), required=True
    ),
    Key(
        "principles", by_name(ID, part("principle"), least=1), "Principles",
        "Three to six, by short names of your own.",
        ({"greet-first": {"title": "a person first", "statement": "Look up.", "honours": [], "breaks": []}},),
        required=True,
    ),
)  # fmt: skip
PRINCIPLE_KEYS = KeySet(
    Key(
        "title", TEXT, "Title", "A few words, as they read inside a sentence.", ("a person before a form",),
        required=True,
    ),
    Key(
        "statement", TEXT, "Statement", "The principle in one or two sentences.", ("Look up and greet first.",),
        required=True,
    ),
    Key(
        "honours", list_of(TEXT), "Honours", "What it looks like: what one can see or hear.",
        (["Greets within a few seconds."],), required=True,
    ),
    Key(
        "breaks", list_of(TEXT), "Breaks", "What breaks it, also on a bad day.", (["Asks for the card first."],),
        required=True,
    ),
    Key("source", TEXT, "Source", "Where it comes from; without it, the framework's source.", ("Micah Solomon",)),
    Key(
        "judged",
        one_of(
            [each.value for each in Judged],
            "marked on replies", "judged over all touchpoints of a run, never marked on a reply",
        ),
        "Judged", "Where its level comes from.", (next(iter(Judged)).value,),
    ),
    Key(
        "honoured_by", list_of(ID, unique=True), "Honoured by", "The acts by which typed words honour it.",
        (["restates", "checks-detail"],),
    ),
    Key(
        "broken_by", list_of(ID, unique=True), "Broken by", "The acts by which typed words break it.", (["argues"],)
    ),
)  # fmt: skip

_HELLO = {"title": "greets the customer", "way": "helps", "about": "A hello.", "cues": ["^ hello"]}
ACTS = KeySet(
    _format(ACTS_FORMAT),
    Key("id", ID, "Id", "Grades name it. Name the file like it.", ("english",), required=True),
    Key("language", ID, "Language", "The language of the replies, as scenarios name it.", ("en",), required=True),
    Key("title", TEXT, "Title", "A few words.", ("what a reply does, in English",), required=True),
    Key(
        "words", by_name(ID, list_of(described(TEXT, "Word", "A word or a phrase.", "fed up"), least=1)), "Words",
        "Groups of words that cues name between < and >: plain words, `word~` for a stem, and phrases of them.",
        ({"feeling": ["upset", "frustrat~", "fed up"]},),
    ),
    Key(
        "acts", by_name(ID, part("act"), least=1), "Acts",
        "By ids of your own; scenarios and principles name them.", ({"greets": _HELLO},), required=True,
    ),
)  # fmt: skip


def _cues(name: str, title: str, about: str, example: str, *, required: bool = False) -> Key:
    return Key(name, list_of(described(TEXT, "Cue", "A phrase.", example)), title, about, ([example],), required)


_SORRY, _FAUX_SORRY = ["I'm sorry about that."], ["I'm sorry you feel that way."]
ACT = KeySet(
    Key("title", TEXT, "Title", 'Read after "the reply …".', ("apologises for the trouble",), required=True),
    Key(
        "way", one_of([way.value for way in ActEffect], "it does good", "it does harm"), "Way",
        "What it does to a customer.", (next(iter(ActEffect)).value,), required=True,
    ),
    Key(
        "about", TEXT, "About", "A paragraph for trainees and trainers.", ("Says sorry for what happened.",),
        required=True,
    ),
    Key("opposite", ID, "Opposite", "The act that is its contrary.", ("fauxpology",)),
    _cues(
        "cues", "Cues", "Phrases by which it is heard, always in quotation marks.", "(i am|we are) (so|) sorry",
        required=True,
    ),
    _cues("not", "Not", "Phrases that cancel its cues in the same sentence.", "sorry (if|that you feel)"),
    Key(
        "examples", part("examples", "examples"), "Examples", "Its tests: `trainer lint` tries the cues on them.",
        ({"shows": _SORRY, "lacks": _FAUX_SORRY},),
    ),
)  # fmt: skip
ACT_EXAMPLES = KeySet(
    Key("shows", list_of(TEXT), "Shows", "Replies that do it.", (_SORRY,)),
    Key("lacks", list_of(TEXT), "Lacks", "Replies that do not, though they look like it.", (_FAUX_SORRY,)),
)

DETAIL_KIND = any_of(
    "text, or keys", described(TEXT, "Detail", "The words themselves.", "Dulles"), keys_of(DETAIL, "detail")
)
VARIANT_KIND = described(by_name(ID, part("detail")), "Variant", "The details of this variant.", {"city": "Dulles"})
NEXT_KIND = any_of("scene, or list (way on)", ID, list_of(part("way"), least=1))
