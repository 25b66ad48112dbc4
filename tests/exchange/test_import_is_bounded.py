"""Whatever a story repeats, reading it takes time that grows with its length; the seconds guard against hanging."""

from __future__ import annotations

import resource
import subprocess
import sys

import pytest

from tests.scenarios import ROOT
from trainer.exchange.twine_html import read_twine_html

SECONDS = 20
SIZE = 400_000
"""Bytes. What grows with the square of the length took minutes for so many."""
PAGE = [
    "<tw-storydata ",
    "<tw-storydata a=",
    "<tw-passagedata ",
    "<tw-passagedata>",
    "<!--",
    "<?",
    "</",
    "<a ",
    "<script",
]
PAGE += ["<div ", '<div"', "<<if ", "<tw-", "<x data-passage", "<a\n", '<<a "', "&#", "='", "<tw-passagedata a='"]
TEXT = {
    "SugarCube": ["<<if $x>>", "/* ", "/%", "<<a '"],
    "Harlowe": ["(if: $x)[", "` ", "((a:"],
    "Chapbook": ["[if a]\n"],
}
CODE = """
import sys
from tests.scenarios import framework
from trainer.errors import UnusableInput
from trainer.exchange.import_story import import_story
try:
    import_story(sys.stdin.buffer.read(), framework(), "story")
except UnusableInput as error:
    print(error)
"""


def read(text: str) -> int:
    def bounded() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))

    command = [sys.executable, "-c", CODE]
    done = subprocess.run(command, input=text.encode(), cwd=ROOT, capture_output=True, preexec_fn=bounded, check=False)
    assert b"Traceback" not in done.stderr, done.stderr[-2000:]
    return done.returncode


@pytest.mark.parametrize("unit", PAGE)
def test_a_page_of_anything_is_read_in_bounded_time(unit: str) -> None:
    assert read('<tw-storydata name="x">' + unit * (SIZE // len(unit))) == 0


@pytest.mark.parametrize(("form", "unit"), [(form, unit) for form, units in TEXT.items() for unit in units])
def test_a_passage_of_anything_is_read_in_bounded_time(form: str, unit: str) -> None:
    text = unit * (SIZE // 4 // len(unit))
    assert read(f':: StoryData\n{{"format":"{form}","start":"a"}}\n:: a\n{text}\n:: b\nend\n') == 0


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        ("&#x5b;a&#93; &lt;b&gt; &amp;amp;", "[a] <b> &amp;"),
        (f"&#{'1' * 5000};", f"&#{'1' * 5000};"),
        ("x <!-- <b> --> y", "x <!-- <b> --> y"),
        ("x</script> y </ tw-passagedata>", "x</script> y </ tw-passagedata>"),
    ],
)
def test_a_passage_is_what_stands_between_its_tags(inner: str, text: str) -> None:
    page = f"<tw-storydata><tw-passagedata name='A' tags=b >{inner}</tw-passagedata ><TW-PASSAGEDATA name=B />"
    passages = read_twine_html(page).passages
    assert [(p.name, p.tags, p.text) for p in passages] == [("A", ("b",), text), ("B", (), "")]


def test_programs_and_comments_hold_no_passages() -> None:
    page = "<tw-storydata><script>'<tw-passagedata name=a>'</script><!-- <tw-passagedata name=b> -->"
    assert read_twine_html(page + "<tw-passagedata name=c>d").passages[0].name == "c"
