"""How long a large scenario takes to load and validate, against the C parser's own time for its events.

    python tests/benchmarks/loading.py

A made scenario of 500 scenes. The floor is `yaml.CParser` giving its events and nothing else, in the same run; each
stage is timed whole, several times, and the median is shown with its ratio to the floor. Exit 1 when loading takes more
than 6 times the floor.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import median

from yaml import CSafeLoader as CParser

from trainer.analysis.graph import scenes_in_cycles
from trainer.document.read import read_document
from trainer.limits import DocumentLimits
from trainer.scenario.library import open_library
from trainer.scenario.load import load_scenario

ROOT = Path(__file__).parent.parent.parent
LIMITS = replace(DocumentLimits(), bytes=8_000_000, values=500_000)
ROUNDS = 7
MOST = 6
"""Times the floor that loading may take."""

HEAD = """\
format: scenario/1
id: large
title: A large one
version: 1
language: en
family: large
minutes: 60
summary: Made for the benchmark
setting: Nowhere
you: the clerk
frameworks: [solomon]
cast:
  guest: {name: "{{ guest }}"}
facts:
  patience: {from: 0, to: 8, start: 4, shown: {as: bar, title: Patience}}
  told: {flag: no}
  pass_for: {one_of: [nothing, right, wrong], start: nothing}
variants:
  one: {guest: Mr Ferris, city: {text: Dulles, confused_with: Dallas}}
  two: {guest: Ms Okafor, city: {text: Portland in Maine, confused_with: Portland in Oregon}}
start: s0
scenes:
"""

RESPONSE = """\
      - id: reply-{n}
        say: |
          I can do that for you: {{{{ city }}}}, number {i}, is that what you had in mind, or {n}?
        marks:
          perfect-product:
            level: {a}
            why: |
              You said the place back, so a wrong city cannot slip through.
          caring-delivery:
            level: {b}
            why: |
              A greeting and a thank-you cost two seconds, and they were not spent.
        effects: {{patience: {step}, pass_for: right, told: yes}}
        then:
          - guest: |
              Thank you, that is what I wanted, I suppose. Number {i}.
        next:
          - {{when: patience <= 1 and not told, scene: end}}
          - {{scene: {next}}}
"""


def large(scenes: int) -> bytes:
    """A scenario of that many decisions in a row, each with three responses."""
    parts = [HEAD]
    for i in range(scenes):
        following = f"s{i + 1}" if i + 1 < scenes else "end"
        parts.append(f"  s{i}:\n    touchpoint: point {i // 5}\n    lines:\n      - guest: |\n")
        parts.append(f"          My plans changed, it is number {i}. Can I go to {{{{ city }}}}?\n")
        parts.append("      - narrator: |\n          The queue moves.\n        when: patience > 2\n")
        parts.append("    decide: What do you say?\n    responses:\n")
        parts += [
            RESPONSE.format(i=i, n=n, a=n + 1, b=3 - n, step=("+1", "-1", "-2")[n], next=following) for n in range(3)
        ]
    parts.append("  end:\n    ending: {outcome: good, lesson: Done.}\n")
    return "".join(parts).encode()


def events(data: bytes) -> None:
    """The floor: every event, none looked at."""
    parser = CParser(data)
    while parser.check_event():
        parser.get_event()


def timed(work: Callable[[], object]) -> float:
    """The median of several rounds, in seconds."""
    times = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return median(times)


def main() -> int:
    """Print each stage, its time and its ratio to the floor."""
    frameworks = open_library([ROOT / "scenarios"]).frameworks
    data = large(500)
    loaded = load_scenario(data, "large.yaml", frameworks, LIMITS)
    assert loaded.scenario is not None, [str(f) for f in loaded.findings[:5]]
    scenario = loaded.scenario
    floor = timed(lambda: events(data))
    stages = {
        "events of the C parser (the floor)": floor,
        "reading into nodes": timed(lambda: read_document(data, "large.yaml", LIMITS)),
        "loading: nodes, model, every check": timed(lambda: load_scenario(data, "large.yaml", frameworks, LIMITS)),
        "looking for circles of scenes": timed(lambda: scenes_in_cycles(scenario)),
    }
    print(f"500 scenes, {len(data) / 1e6:.2f} MB")
    for name, seconds in stages.items():
        print(f"{name:<36} {seconds * 1000:8.1f} ms  {seconds / floor:5.2f} ×")
    return int(stages["loading: nodes, model, every check"] > MOST * floor)


if __name__ == "__main__":
    sys.exit(main())
