"""Charts as SVG: well-formed whatever the words, and inside their frame."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.output.attempts import HOSTILE
from trainer.output.charts import bars_svg, line_svg

TALL, WIDE = 48, 240
values = st.lists(st.floats(-10, 110), max_size=40)


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_no_words_break_out_of_a_chart(words: str) -> None:
    for made in (line_svg([0, 50, 100], 0, 100, words), bars_svg([0.1, 1], words)):
        root = ElementTree.fromstring(made)
        names = {e.tag.rpartition("}")[2] for e in root.iter()}
        assert names <= {"svg", "title", "polyline", "circle", "rect"}
        assert set(root.attrib) == {"viewBox", "role", "aria-label"}


@given(values)
def test_everything_stays_in_the_frame(found: list[float]) -> None:
    line = line_svg(found, 0, 100, "The score still possible")
    assert line.count("<circle") == len(found)
    for x, y in re.findall(r'cx="([-\d.]+)" cy="([-\d.]+)"', line):
        assert 0 <= float(x) <= WIDE
        assert 0 <= float(y) <= TALL
    for x, y, wide, tall in re.findall(
        r'x="([-\d.]+)" y="([-\d.]+)" width="([-\d.]+)" height="([-\d.]+)"', bars_svg(found, "")
    ):
        assert 0 <= float(x) <= float(x) + float(wide) <= WIDE
        assert 0 <= float(y) <= float(y) + float(tall) <= TALL


def test_higher_is_higher() -> None:
    heights = [float(y) for y in re.findall(r'cy="([\d.]+)"', line_svg([0, 50, 100], 0, 100, ""))]
    assert heights == sorted(heights, reverse=True)
    with pytest.raises(ValueError, match="height"):
        line_svg([1], 1, 1, "")
