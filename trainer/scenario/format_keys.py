"""The keys of scenario/1 and plan/1; those of framework/1 and acts/1 stand beside their loaders in `principles`.

Loading (which keys are known and needed, which numbers fit), the JSON Schemas and the reference in `docs/format.md`
come from these tables. A new key is a line here, a field of the model, and a line each where that is read and written.
"""

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
    format_key,
    keys_of,
    level,
    list_of,
    needed,
    one_of,
    optional,
    part,
    whole,
)
from trainer.limits import NUMBER_RANGE, OPTIONS_IN_A_DECISION
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

_FACTS = "Facts on the left, one of their own values on the right, joined by and, or, not and brackets."
_SAID_BACK = "Dulles in Virginia, is that right?"
_LESSON = "Right, in time, and somebody looked up."
_WAYS = [{"when": "patience <= 1", "scene": "walks-away"}, {"scene": "gate"}]
EXAMPLE_LINE = {"guest": "Can I fly to {{ city }} instead?"}


MEMBER = KeySet(
    needed("name", TEXT, "As the trainee reads it. May be a detail of the variant.", "Lena Ortiz", "{{ guest }}"),
    optional("about", TEXT, "A few words about this person.", "in a hurry"),
)


def _shown_keys(kinds: tuple[ShownAs, ...], values: str, note: str, example: dict[str, str]) -> KeySet:
    word = described(TEXT, "Word", "What the trainee reads.", "short")
    words = by_name(ValueKind("value", {"pattern": values}), word)
    names = tuple(kind.value for kind in kinds)
    return KeySet(
        optional("as", one_of(names), "How it is shown; without it, in words.", names[0]),
        optional("title", TEXT, "What stands beside it; without it, the fact's name.", "Patience"),
        optional("words", words, f"What the values are called. {note}", example),
    )


def _shown(keys: KeySet) -> Key:
    about = "Puts the fact on the trainee's screen and makes {{ its name }} a placeholder."
    example = {"as": keys["as"].examples[0], "title": "Patience"}
    return optional("shown", keys_of(keys, "how it is shown"), about, example)


SHOWN_NUMBER = _shown_keys(
    tuple(ShownAs), "^-?[0-9]{1,6}$", "Each word holds from its number upwards.", {"0": "gone", "3": "short"}
)
SHOWN_CHOICE = _shown_keys((ShownAs.WORDS,), ID_PATTERN, "One word for each value.", {"right": "a right pass"})
SHOWN_FLAG = _shown_keys((ShownAs.WORDS,), "^[A-Za-z]{2,5}$", "One word for yes and one for no.", {"yes": "thanked"})
_ANY_NUMBER = whole(-NUMBER_RANGE, NUMBER_RANGE)
NUMBER = KeySet(
    needed("from", _ANY_NUMBER, "The smallest value.", 0),
    needed("to", _ANY_NUMBER, "The greatest value. Adding stops there.", 8),
    needed("start", _ANY_NUMBER, "The value at the beginning.", 5),
    _shown(SHOWN_NUMBER),
)
_VALUES = list_of(ID, least=1, unique=True)
CHOICE = KeySet(
    needed("one_of", _VALUES, "The values it can have.", ["nothing", "right", "wrong"]),
    needed("start", ID, "The value at the beginning: one of them.", "nothing"),
    _shown(SHOWN_CHOICE),
)
FLAG_FACT = KeySet(
    needed("flag", FLAG, "Yes or no; what you write here holds at the beginning.", "no"),
    _shown(SHOWN_FLAG),
)
ANY_FACT = KeySet(NUMBER["from"], NUMBER["to"], CHOICE["one_of"], FLAG_FACT["flag"], NUMBER["start"], NUMBER["shown"])
"""What a fact can have whose kind cannot be told."""

DETAIL = KeySet(
    needed("text", TEXT, "The words themselves.", "Washington Dulles"),
    optional("also", list_of(TEXT), "Other ways to say it that mean the same.", ["Dulles", "IAD"]),
    optional("confused_with", TEXT, "What it is easily taken for: {{ city.confused_with }} in texts.", "Dallas"),
)

WEIGHT = whole(1, 5)
SCENARIO = KeySet(
    format_key(SCENARIO_FORMAT),
    needed("id", ID, "How people and records name the scenario. Name the file like it.",
        "late-checkout", "two-minute-counter"),
    needed("title", TEXT, "As it stands in the library.", "The two-minute counter"),
    needed("version", whole(1, 100_000), "Raise it when you change what counts: a mark, an effect, a way on.", 1, 2),
    needed("language", LANGUAGE, "The language it is written in, by its code.", "en", "pt-BR"),
    needed("family", ID, "Scenarios that train the same situation share a family.", "airport-counter"),
    needed("minutes", whole(1, 240), "How long it takes to play, about.", 2, 15),
    needed("summary", TEXT, "One or two sentences for the library.",
        "A traveller at the head of a long queue wants another flight."),
    needed("setting", TEXT,
        "Read before the first scene: where we are and what came before. May hold {{ placeholders }}.",
        "An airline counter, two days before Thanksgiving."),
    needed("you", TEXT, "Whom the trainee plays, as it reads after “You are”.", "the ticket agent"),
    needed("frameworks", list_of(ID, least=1),
        "The sets of principles that replies are graded against: one or two. Your own stand in `principles/`.",
        ["solomon", "giamanco"]),
    optional("source", TEXT, "Where the situation comes from.", "Told by a colleague in March."),
    optional("weights", by_name(PRINCIPLE, described(WEIGHT, "Weight", "How much this principle counts.", 2)),
        "Principles that count more than the others here, 1 to 5. Without it each counts 1.", {"perfect-product": 2}),
    needed("cast", by_name(an_id([NARRATOR, YOU]), part("member")),
        "Who can speak, by an id of your own. `narrator` and `you` always exist. The first member is the one the "
        "trainee deals with, unless a scene says otherwise.", {"guest": {"name": "Ms Adeyemi", "about": "in a hurry"}}),
    optional("facts", by_name(FACT_NAME, part("fact")),
        "What happened, in a form the story can come back to. Each fact has a small set of values, declared here.",
        {"thanked": {"flag": "no"}}),
    optional("variants", by_name(ID, part("variant")),
        "The same story with other names and details. Each variant gives the same details.",
        {"dulles": {"city": "Dulles"}, "portland": {"city": "Portland"}}),
    needed("start", ID, "The scene it begins with.", "welcome"),
    needed("scenes", by_name(ID, part("scene")), "The story, scene by scene, by ids of your own.",
        {"welcome": {"next": "counter"}}),
)  # fmt: skip


_NEXT = part("next", "scene, or list (way on)")


def _when(about: str, *examples: str) -> Key:
    return optional("when", CONDITION, f"{about} {_FACTS}", *examples)


_LEVEL = level(
    [int(each) for each in Level],
    "violated: the opposite of the principle",
    "poor",
    "average: what anybody would do",
    "good: a notch above average",
    "outstanding",
)
MARK = KeySet(
    needed("level", _LEVEL, "How well, 0 to 4.", 0),
    needed("why", TEXT,
        "One sentence to the trainee, about what the reply does for the customer. It is read after the decision.",
        "You said the place back, so a wrong city cannot slip through."),
)  # fmt: skip
WAY_ON = KeySet(
    _when("This way is taken if it holds. The last way has none.", "patience <= 1"),
    needed("scene", ID, "Where it leads.", "gate"),
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
    optional("marks", part("marks", "mark, by principle"),
        "How the reply honours a principle, and why. Mark the best reply on everything that any is marked on: "
        "a reply without a mark counts as average.", {"listen": {"level": 4, "why": "You said it back."}}),
    optional("effects", by_name(ID, _EFFECT),
        "What it does to facts: +1 and -2 add to a number, anything else sets a value.",
        {"patience": "+1", "pass_for": "right", "thanked": "yes"}),
    optional("then", list_of(part("consequence")),
        "What it leads to, told at once. A condition here sees the new facts.", [EXAMPLE_LINE]),
    needed("next", _NEXT, "The scene this leads to, or a list of them of which the first that fits is taken.",
        "gate", _WAYS),
    optional("critical", TEXT,
        "An error so grave that the run cannot be passed. Say why, as the trainee should read it.",
        "You handed a boarding pass to the wrong person."),
)  # fmt: skip
"""What a time-out and a fallback can have, and every response."""

RESPONSE = KeySet(
    needed("id", an_id(RESERVED_RESPONSES), "How plans and records name this reply.", "say-it-back"),
    optional("say", TEXT, "What the trainee would say. Write it after a |, without quotation marks.",
        "Dulles, is that right?"),
    optional("do", TEXT, "What the trainee would do, instead of words.", "You look the flight up."),
    *UNLISTED.values(),
    _when("On offer only if this holds.", "pass_for == wrong", "not thanked"),
    optional("once", FLAG, "Whether it can be used one time only in a run.", "yes"),
)  # fmt: skip
EXAMPLE = KeySet(
    needed("typed", TEXT, "The reply, as a trainee would type it.", _SAID_BACK),
    optional("means", ID, "The response it comes closest to, or `none`.", "say-it-back"),
    optional("shows", list_of(ID, unique=True), "The acts that are in it.", ["checks-detail"]),
    optional("lacks", list_of(ID, unique=True), "Acts that are not in it.", ["greets"]),
    optional("from", TEXT, "Where the grade comes from; `trainer review` writes it.", "a reviewer, 2 May 2026"),
)
_UNLISTED_EXAMPLE = {"next": "gate"}
DECISION = KeySet(
    optional("decide", TEXT, "The question to the trainee. It makes this scene a decision.", "What do you say?"),
    optional("responses", list_of(part("response"), 2, OPTIONS_IN_A_DECISION),
        f"What the trainee can answer: 2 to {OPTIONS_IN_A_DECISION}, best 3 or 4. The best need not come first.",
        [{"id": "check", "say": "Dulles?", "next": "gate"}, {"id": "nod", "do": "You nod.", "next": "gate"}]),
    optional("typed", one_of(["welcome", "no"]), "Whether own words are welcome here; without it, they are not.",
        "welcome"),
    optional("expects", list_of(ID, unique=True), "The acts that a good reply in own words would show.",
        ["checks-detail", "greets"]),
    optional("listen_for", by_name(ID, list_of(described(TEXT, "Cue", "A cue phrase.", "did you say <detail>"))),
        "This scene's own cue phrases, by act; always in quotation marks.",
        {"checks-detail": ["(did|do) you (say|mean) <detail>"]}),
    optional("examples", list_of(part("example")),
        "Replies in own words that you have graded: `trainer test` runs them, and the grader learns from them.",
        [{"typed": _SAID_BACK, "means": "say-it-back", "shows": ["checks-detail"]}]),
    optional("time_limit", whole(5, 600), "Seconds to answer in. Then there must be a `timeout`.", 30),
    optional("timeout", part("unlisted", "what happens then"), "What happens when the time is up. It is never listed.",
        _UNLISTED_EXAMPLE),
    optional("fallback", part("unlisted", "what happens then"),
        "What happens when own words fit no response. It is never listed.", _UNLISTED_EXAMPLE),
)  # fmt: skip
"""What a scene can have that asks for a reply."""

SCENE = KeySet(
    optional("touchpoint", TEXT,
        "The point of contact this scene belongs to. Scenes in a row with the same one are judged together, by the "
        "lowest level in them.", "at the counter"),
    optional("with", ID, "The member of the cast one deals with; without it, the first.", "gate-agent"),
    optional("lines", list_of(part("line")), "What is told, line by line.",
        [{"narrator": "The queue is long."}, EXAMPLE_LINE]),
    *DECISION.values(),
    optional("ending", part("ending"), "Makes this scene an ending: nothing comes after it.",
        {"outcome": "good", "title": "On board", "lesson": _LESSON}),
    optional("next", _NEXT, "Where the story goes on, if nothing is asked.", "gate", _WAYS),
)  # fmt: skip
LINE = KeySet(
    optional("narrator", TEXT, "Told by nobody in particular.", "The queue is long."),
    optional("you", TEXT, "Said by the trainee's own part.", "Good morning."),
    _when("Told only if this holds.", "patience <= 3"),
)
"""What every line can have; the members of the cast come to it."""

CONSEQUENCE = KeySet(
    *LINE.values(),
    optional("answers", list_of(ID, least=1, unique=True),
        "Acts that the line answers: after words that were typed it is told only if one of them was heard. After an "
        "option that was chosen, or typed word for word, it is always told.", ["thanks", "kind-word"]),
    optional("else", TEXT, "What the same speaker says where none of the acts was heard that the line `answers`; "
        "without it, nothing.", "To Dulles, please."),
)  # fmt: skip
"""What a line under `then` can have."""

_LOSS = whole(0, 1000)
GRADED_LOSS = KeySet(
    _when("This loss counts if it holds, and none before it did.", "patience >= 6"),
    needed("loss", _LOSS, "What the ending adds to the loss of a run then.", 4),
)
ENDING = KeySet(
    needed("outcome", one_of([outcome.value for outcome in Outcome]), "How it turned out for the customer.", "good"),
    optional("title", TEXT, "A few words for the ending.", "On board"),
    needed("lesson", TEXT, "What to take away, in a sentence or two.", _LESSON),
    optional("loss", any_of("whole number, 0 to 1,000, or list (graded loss)", _LOSS, list_of(part("graded"), least=1)),
        "What this ending adds to the loss of a run; graded by facts where it is a list, of which the first that "
        "fits counts. Leave it out unless you know why: then, and where none of the list fits, a bad one counts as "
        "much as somebody who clicks at random loses, a mixed one half of that, a good one nothing.",
        6, [{"when": "patience >= 6", "loss": 0}, {"when": "patience >= 4", "loss": 3}, {"loss": 6}]),
)  # fmt: skip

PLANS = KeySet(
    format_key(PLAN_FORMAT),
    needed("scenario", ID, "The id of the scenario that is tested.", "two-minute-counter"),
    needed("plans", list_of(part("plan")), "Play-throughs with what is expected of them.",
        [{"id": "all-well", "replies": ["say-it-back"], "expect": {"ending": "on-board"}}]),
)  # fmt: skip
PLAN = KeySet(
    needed("id", ID, "How the test is named in messages.", "says-it-back"),
    optional("title", TEXT, "What is tested, in a sentence.", "The place said back, and everything follows"),
    optional("variant", ID, "The variant it is played in; without it, each of them.", "dulles"),
    needed("replies", list_of(ID), "The replies in order: ids, `timeout` or `fallback`.", ["say-it-back", "help"]),
    needed("expect", part("expect", "what is expected"), "What must come of it.", {"ending": "on-board", "score": 100}),
)
_AT = "By the decision's scene, or by the number of the reply (1 is the first)."
_LEVELS = by_name(PRINCIPLE, described(whole(Level.VIOLATED, Level.OUTSTANDING), "Level", "0 to 4", 3))
EXPECT = KeySet(
    needed("ending", ID, "The scene it ends in.", "on-board"),
    optional("outcome", one_of(PLAN_OUTCOMES), "How it turns out.", PLAN_OUTCOMES[0]),
    optional("verdict", one_of(PLAN_VERDICTS), "The verdict on the run.", PLAN_VERDICTS[0]),
    optional("score", whole(0, 100), "0 to 100, rounded.", 100, 43),
    optional("critical", FLAG, "Whether a critical error happens.", "no"),
    optional("scenes", list_of(ID), "The decisions met, in order.", ["counter", "gate"]),
    optional("hears", list_of(TEXT), "Words that must stand in the story.", ["Dallas"]),
    optional("never_hears", list_of(TEXT), "Words that must not stand in the story.", ["Not my job"]),
    optional("marks", by_name(ID, _LEVELS), f"The levels that a reply must get. {_AT}",
        {"counter": {"listen": 4}}, {"2": {"listen": 4}}),
    optional("costs", by_name(ID, described(one_of(PLAN_COSTS), "Cost", "The cost in a word.", PLAN_COSTS[0])),
        f"What a reply must cost, in a word. {_AT}", {"counter": "best", "2": "slip"}),
)  # fmt: skip

DETAIL_KIND = any_of(
    "text, or keys", described(TEXT, "Detail", "The words themselves.", "Dulles"), keys_of(DETAIL, "detail")
)  # fmt: skip
VARIANT_KIND = described(by_name(ID, part("detail")), "Variant", "The details of this variant.", {"city": "Dulles"})
NEXT_KIND = any_of("scene, or list (way on)", ID, list_of(part("way"), least=1))
