"""Charts as SVG: well-formed whatever the words, and inside their frame."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.output.attempts import HOSTILE
from trainer.output.charts import line_svg

TALL, WIDE = 48, 240
values = st.lists(st.floats(-10, 110), max_size=40)


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_no_words_break_out_of_a_chart(words: str) -> None:
    root = ElementTree.fromstring(line_svg([0, 50, 100], 0, 100, words))
    names = {e.tag.rpartition("}")[2] for e in root.iter()}
    assert names <= {"svg", "title", "polyline", "circle"}
    assert set(root.attrib) == {"viewBox", "role", "aria-label"}


@given(values)
def test_everything_stays_in_the_frame(found: list[float]) -> None:
    line = line_svg(found, 0, 100, "The score still possible")
    assert line.count("<circle") == len(found)
    for x, y in re.findall(r'cx="([-\d.]+)" cy="([-\d.]+)"', line):
        assert 0 <= float(x) <= WIDE
        assert 0 <= float(y) <= TALL


def test_higher_is_higher() -> None:
    heights = [float(y) for y in re.findall(r'cy="([\d.]+)"', line_svg([0, 50, 100], 0, 100, ""))]
    assert heights == sorted(heights, reverse=True)
    with pytest.raises(ValueError, match="height"):
        line_svg([1], 1, 1, "")
