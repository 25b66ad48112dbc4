"""How long reading a large document takes, beside the parser's events alone.

Run: python tests/benchmarks/reading.py [scenes]. Prints medians; exits 1 when the ratio is above 2.
"""

from __future__ import annotations

import statistics
import sys
import time
from typing import TYPE_CHECKING

from trainer.document.events import open_parser
from trainer.document.read import read_document
from trainer.limits import DocumentLimits

if TYPE_CHECKING:
    from collections.abc import Callable

RUNS = 9
LIFTED = DocumentLimits(bytes=64 * 1024 * 1024, values=5_000_000, items=100_000)

HEAD = """\
format: scenario/1            # always the first line
id: large
title: A large counter
version: 1
language: en
family: airport-counter
summary: |
  A traveller at the head of a long queue wants another flight.
you: the ticket agent
frameworks: [solomon, giamanco]
cast:
  traveller: {name: "{{ traveller }}", about: in a hurry}
facts:
  patience: {from: 0, to: 8, start: 5, shown: {as: bar, title: Patience, words: {0: gone, 3: short, 6: easy}}}
  pass_for: {one_of: [nothing, right, wrong], start: nothing}
variants:
  dulles: {traveller: Mr Ferris, city: {text: Washington Dulles, also: [Dulles, IAD], confused_with: Dallas}}
start: scene-0
scenes:
"""

SCENE = """\
  scene-%(here)d:
    touchpoint: at the counter
    lines:
      - narrator: |
          The queue is long, and number #%(here)d: nobody "counts" it.
      - traveller: |
          My plans changed. Can I swap this ticket and fly to {{ city }}? I have been here for an hour.
        when: patience <= 3
    decide: What do you say?
    typed: welcome
    expects: [checks-detail, greets]
    responses:
"""

RESPONSE = """\
      - id: reply-%(n)d
        say: |
          Good morning, and thanks for waiting. {{ city }}: did I get that right?
        marks:
          perfect-product: {level: 4, why: "You said the place back, so a wrong city cannot slip through."}
          caring-delivery: {level: 3, why: A greeting and a thank-you cost two seconds.}
        effects: {patience: +1, pass_for: right}
        then:
          - traveller: |
              Exactly right. Thank you. — Très bien.
        next:
          - {when: patience <= 1, scene: scene-%(next)d}
          - {scene: scene-%(next)d}
"""


def large_scenario(scenes: int) -> bytes:
    """A scenario of about 2 KiB a scene, as docs/format.md describes it."""
    parts = [HEAD]
    for here in range(scenes):
        parts.append(SCENE % {"here": here})
        parts += [RESPONSE % {"n": n, "next": here + 1} for n in range(4)]
    parts.append(f"  scene-{scenes}:\n    ending: {{outcome: good, lesson: In time.}}\n")
    return "".join(parts).encode()


def events_alone(text: str) -> None:
    """The parser's own work, with nothing kept."""
    parser = open_parser(text)
    while parser.check_event():
        parser.get_event()


def median_seconds(work: Callable[[], object], *others: Callable[[], object]) -> list[float]:
    """The median processor time of each, run by turns so that a busy machine disturbs all alike."""
    times: list[list[float]] = [[] for _ in (work, *others)]
    for _ in range(RUNS):
        for taken, job in zip(times, (work, *others), strict=True):
            begin = time.process_time()
            result = job()
            taken.append(time.process_time() - begin)
            # Letting go of the nodes is no part of reading them.
            del result
    return [statistics.median(taken) for taken in times]


def main() -> int:
    """Print the times and their ratio."""
    scenes = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    data = large_scenario(scenes)
    text = data.decode()
    document = read_document(data, "large.yaml", LIFTED)
    events, reading = median_seconds(lambda: events_alone(text), lambda: read_document(data, "large.yaml", LIFTED))
    print(f"{scenes} scenes, {len(data):,} bytes, {len(document.findings)} findings")
    print(f"events alone  {events * 1000:7.1f} ms")
    print(f"reading       {reading * 1000:7.1f} ms")
    print(f"ratio         {reading / events:7.2f}")
    return 0 if reading <= 2 * events else 1


if __name__ == "__main__":
    raise SystemExit(main())
