import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.output.attempts import HOSTILE, TRAINEE, ended, full, played, poisoned, too_large, typed
from tests.output.pages import Element, read_page, skeleton
from trainer.cleaning import clean
from trainer.output.transcript import render_html
from trainer.records.header import Mode
from trainer.records.record import Record

CSS = Path(__file__).parents[2] / "trainer/output/templates/transcript.css"


def turns(record: Record) -> list[Element]:
    return [e for e in read_page(render_html(record)).find("section", "turn") if "ending" not in e.classes]


def options(turn: Element) -> list[Element]:
    return turn.find("ol", "options")[0].find("li")


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Record:
    return full(tmp_path_factory.mktemp("full"))


def test_options_stand_in_the_order_shown_and_the_chosen_one_says_so() -> None:
    record = ended()
    for step, turn in zip(record.run.steps, turns(record), strict=True):
        said = [o.find("span", "text")[0].text.strip("“”") for o in options(turn)]
        ids = [r.id for r in step.offered]
        assert len(said) == len(ids)
        chosen = [i for i, o in enumerate(options(turn)) if "chosen" in [tag.text for tag in o.find("strong")]]
        assert chosen == [ids.index(step.reply.response)]


@pytest.mark.parametrize("seed", range(6))
def test_the_order_is_that_of_the_seed(tmp_path: Path, seed: int) -> None:
    record = played(tmp_path, ["check"], seed=seed)
    words = {"check": "Dulles, did", "chat": "Lovely", "grunt": "ID."}
    said = [o.line for o in options(turns(record)[0])]
    for text, response in zip(said, record.run.steps[0].offered, strict=True):
        assert words[response.id] in text


def test_a_page_loads_nothing_and_runs_nothing(everything: Record) -> None:
    html = render_html(everything)
    page = read_page(html)
    policy = [m.attributes["content"] for m in page.find("meta") if m.attributes.get("http-equiv")]
    assert policy == ["default-src 'none'; style-src 'unsafe-inline'"]
    assert not re.search(r"https?://|url\(|@import|src=|javascript:", html)
    assert {e.tag for e in page.elements()}.isdisjoint({"script", "link", "img", "iframe", "object", "form", "base"})
    assert all((a.attributes["href"] or "").startswith("#decision-") for a in page.find("a"))


def test_links_within_the_page_lead_somewhere(everything: Record) -> None:
    page = read_page(render_html(everything))
    ids = [e.attributes["id"] for e in page.elements() if "id" in e.attributes]
    assert len(ids) == len(set(ids))
    assert {(a.attributes["href"] or "")[1:] for a in page.find("a")} <= set(ids)
    assert {e.attributes["aria-labelledby"] for e in page.find("section")} <= set(ids)


def test_headings_and_tables_are_what_they_seem() -> None:
    page = read_page(render_html(ended()))
    assert page.find("html")[0].attributes["lang"] == "en"
    assert len(page.find("h1")) == 1
    assert [h.line for h in page.find("h2")] == [
        "At a glance", "The debrief", "The conversation", "Principles", "What this rests on", "How to read this"
    ]  # fmt: skip
    assert all(th.attributes.get("scope") in ("col", "row", "rowgroup") for th in page.find("th"))


def test_the_head_says_verdict_score_and_who() -> None:
    head = read_page(render_html(ended())).find("header")[0].line
    assert "Amazing" in head
    assert "Score 100 of 100" in head
    assert TRAINEE in head
    assert "1 March 2026, 10:00 (UTC+1)" in head
    assert "Home (good outcome)" in head


def test_a_critical_error_is_named_in_the_head_and_at_its_decision(everything: Record) -> None:
    page = read_page(render_html(everything))
    assert "critical error stood in the way: You left a guest stranded." in page.find("header")[0].line
    assert [p.line for p in page.find("p", "grave")] == ["Critical: You left a guest stranded."]
    assert "failed" in page.find("div", "verdict")[0].classes


def test_what_was_taken_back_asked_and_begun_stays_visible(everything: Record) -> None:
    notes = [li.line for li in turns(everything)[0].find("ul", "notes")[0].find("li")]
    assert notes == [
        "Taken back (decision 1):Dulles, did I get that right?",
        "Said in own words, which meant none of the options:no idea",
        "Begun in own words, and not sent:I was about to",
        "Paused on 1 March 2026, 10:00 (UTC+1).",
        "Resumed on 1 March 2026, 11:00 (UTC+1).",
    ]
    assert "1 reply, so this never counts as a first try" in render_html(everything)


def test_what_happened_at_a_decision_that_was_undone_stands_where_one_went_on(tmp_path: Path) -> None:
    record = played(tmp_path, ["check", "?no idea", "back", "chat", "back", "check"])
    first, second = turns(record)
    assert [li.line for li in first.find("ul", "notes")[0].find("li")] == [
        "Said in own words, which meant none of the options:no idea",
        "Taken back (decision 1):Dulles, did I get that right?",
        "Taken back (decision 1):Lovely weather!",
    ]
    assert not second.find("ul", "notes")


def test_a_record_that_was_cut_off_says_so_and_goes_on(tmp_path: Path) -> None:
    notes = turns(played(tmp_path, ["crash", "check"]))[0].find("ul", "notes")[0].line
    assert "The record was cut off here, and mended on 1 March 2026" in notes
    assert "Resumed on" in notes


def test_a_slip_in_a_template_is_an_error() -> None:
    with pytest.raises(TypeError, match="a template shows None"):
        render_html(replace(ended(), header=replace(ended().header, title=None)))  # type: ignore[arg-type]


def test_silence_that_was_taken_back_is_shown_as_silence(tmp_path: Path) -> None:
    turn = turns(played(tmp_path, ["timeout", "back", "check"]))[0]
    assert "Taken back (decision 1): no answer in time." in turn.line


def test_typed_words_stand_as_typed_with_what_they_were_taken_for(everything: Record) -> None:
    turn = turns(everything)[0]
    assert [p.text for p in turn.find("p", "verbatim")] == ["Nice weather today"]
    chosen = [o.line for o in options(turn) if "chosen" in o.classes]
    assert chosen == ["“Lovely weather!” taken for this"]


def test_words_that_fitted_nothing_mark_no_option() -> None:
    turn = turns(typed("I like trains", "fallback"))[0]
    assert not [o for o in options(turn) if "chosen" in o.classes]
    assert "Taken as: none of the options." in turn.line
    assert "fit none of the options" in turn.line
    assert "warmth●●○○average not marked by the author" in turn.line


def test_silence_is_shown_as_silence(tmp_path: Path) -> None:
    turn = turns(played(tmp_path, ["timeout", "help"]))[0]
    assert "No answer in time." in turn.line
    assert "(30 s to answer)" in turn.line


def test_an_unfinished_attempt_says_so_and_shows_where_it_stands(tmp_path: Path) -> None:
    record = played(tmp_path, ["check"], mode=Mode.PRACTICE)
    page = read_page(render_html(record))
    assert "Unfinished" in page.find("header")[0].line
    assert "no verdict yet" in page.find("header")[0].line
    assert len(turns(record)) == 2
    assert "not answered yet" in turns(record)[1].line
    assert len(options(turns(record)[1])) == 2


def test_an_attempt_without_a_reply_has_no_glance(tmp_path: Path) -> None:
    page = read_page(render_html(played(tmp_path, [])))
    assert "At a glance" not in [h.line for h in page.find("h2")]
    assert "not rated" in page.line


def test_a_scenario_too_large_to_score_shows_no_costs() -> None:
    record = too_large()
    page = read_page(render_html(record))
    assert "too large" in page.find("header")[0].line
    assert "costs are not known" in page.line
    assert "Amazing" in page.line


def test_every_cost_is_a_number_and_a_word_beside_its_bar(everything: Record) -> None:
    cells = read_page(render_html(everything)).find("td", "cost")
    result = everything.result()
    assert result is not None
    assert [c.line for c in cells] == [f"{d.cost:g} {d.label}" for d in result.decisions]
    assert all(c.find("svg")[0].attributes["aria-hidden"] == "true" for c in cells)


def test_the_better_reply_stands_beside_the_worse_one(everything: Record) -> None:
    better = turns(everything)[0].find("div", "better")[0].line
    assert "Dulles, did I get that right?" in better
    assert "You said it back. (taking care: outstanding)" in better


@pytest.mark.parametrize("payload", HOSTILE.values(), ids=HOSTILE)
def test_no_text_makes_a_tag_or_an_attribute(payload: str, everything: Record) -> None:
    page = read_page(render_html(poisoned(everything, payload)))
    assert skeleton(page) == skeleton(read_page(render_html(poisoned(everything, "plain"))))
    assert page.find("h1")[0].text == clean(payload)
    assert page.find("html")[0].attributes["lang"] == clean(payload)


@given(st.text(st.characters(), min_size=1).filter(str.strip))
def test_whatever_is_typed_is_what_is_read(words: str) -> None:
    shown = read_page(render_html(typed(words))).find("p", "verbatim")
    assert [p.text for p in shown] == [clean(words)]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_can_be_read_on_what_they_stand_on(scheme: str) -> None:
    blocks = re.findall(r":root \{(.*?)\}", CSS.read_text(encoding="utf-8"), re.DOTALL)
    colours = dict(re.findall(r"--([\w-]+): (#\w{6});", blocks[scheme == "dark"]))
    pairs = [(ink, paper) for ink in ("ink", "quiet", "well", "fair", "ill", "you") for paper in ("page", "card")]
    pairs += [
        ("customer", "customer-soft"),
        ("you", "you-soft"),
        ("ink", "ill-soft"),
        ("ink", "soft"),
        ("quiet", "soft"),
    ]
    for ink, paper in pairs:
        assert contrast(colours[ink], colours[paper]) >= 4.5, (ink, paper)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
