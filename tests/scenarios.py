"""Small frameworks and scenarios for tests, and generated ones for properties."""

from __future__ import annotations

from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from hypothesis import strategies as st

from trainer.analysis.playable import Playable, check
from trainer.principles.frameworks import Framework, load_framework
from trainer.scenario.load import Loaded, load_scenario

ROOT = Path(__file__).parent.parent
LIBRARY = ROOT / "scenarios"

FRAMEWORK = """\
format: framework/1
id: demo
title: A demonstration
source: Nobody
summary: For tests
principles:
  warmth: {title: warmth, statement: Be warm, honours: [Greets], breaks: [Grunts]}
  care: {title: taking care, statement: Be careful, honours: [Checks], breaks: [Guesses]}
  speed: {title: speed, statement: Be quick, honours: [Acts], breaks: [Dawdles]}
  evenness: {title: evenness, statement: Be even, honours: [Lasts], breaks: [Slumps], judged: run}
"""

HEAD = """\
format: scenario/1
id: small
title: A small one
version: 1
language: en
family: tests
minutes: 1
summary: For tests
setting: Nowhere
you: the clerk
frameworks: [demo]
cast:
  guest: {name: "{{ guest }}"}
"""

VARIANTS = """\
variants:
  one: {guest: Ann, city: {text: Dulles, confused_with: Dallas}}
  two: {guest: Bob, city: {text: Portland, confused_with: Portland}}
"""

FACTS = """\
facts:
  patience: {from: 0, to: 4, start: 2, shown: {as: bar, title: Patience, words: {0: gone, 2: short, 4: easy}}}
  pass_for: {one_of: [nothing, right, wrong], start: nothing}
  thanked: {flag: no}
"""

SMALL = (
    HEAD
    + FACTS
    + VARIANTS
    + """\
start: counter
scenes:
  counter:
    touchpoint: at the counter
    lines:
      - guest: |
          To {{ city }}, please.
    decide: What do you say?
    typed: welcome
    time_limit: 30
    responses:
      - id: check
        say: |
          {{ city }}, did I get that right?
        marks:
          warmth: {level: 3, why: Warm enough.}
          care: {level: 4, why: You said it back.}
        effects: {patience: +1, pass_for: right, thanked: yes}
        then:
          - guest: |
              Yes. I am {{ patience }}.
        next: gate
      - id: chat
        say: |
          Lovely weather!
        marks:
          warmth: {level: 4, why: Warm.}
          care: {level: 1, why: Nothing was checked.}
        effects: {patience: +2, pass_for: wrong}
        next: gate
      - id: grunt
        say: |
          ID.
        marks:
          warmth: {level: 0, why: Cold.}
          care: {level: 2, why: It happened to be right.}
        effects: {patience: -2, pass_for: right}
        next:
          - {when: patience <= 0, scene: gone}
          - {scene: gate}
    timeout:
      marks:
        warmth: {level: 1, why: Silence.}
      effects: {patience: -1, pass_for: right}
      next: gate
    fallback:
      marks:
        care: {level: 1, why: Unclear.}
      effects: {pass_for: right}
      next: gate
  gate:
    touchpoint: at the gate
    lines:
      - narrator: |
          The gate.
      - guest: |
          This says {{ city.confused_with }}!
        when: pass_for == wrong
    decide: And now?
    responses:
      - id: help
        do: |
          You look it up.
        marks:
          speed: {level: 3, why: At once.}
        next: home
      - id: shrug
        say: |
          Not me.
        marks:
          speed: {level: 1, why: Nothing happens.}
        critical: |
          You left a guest stranded.
        next: home
  home:
    lines:
      - narrator: |
          Later.
    next:
      - {when: pass_for == wrong, scene: late}
      - {scene: happy}
  happy:
    ending: {outcome: good, title: Home, lesson: It went well.}
  late:
    ending: {outcome: mixed, lesson: Late.}
  gone:
    ending: {outcome: bad, lesson: Gone.}
"""
)


@cache
def framework() -> Framework:
    """The demonstration framework."""
    found = load_framework(FRAMEWORK.encode(), "demo.yaml")
    assert found.framework is not None, found.findings
    return found.framework


def load(text: str) -> Loaded:
    """A scenario against the demonstration framework."""
    return load_scenario(text.encode(), "test.yaml", {"demo": framework()})


def playable(text: str = SMALL) -> Playable:
    """A scenario that must be sound."""
    found = check(load(text))
    assert found.playable is not None, [str(f) for f in found.findings]
    return found.playable


def codes(text: str) -> list[str]:
    """The codes of everything found."""
    return [f.code for f in check(load(text)).findings]


_PRINCIPLES = ("warmth", "care", "speed")


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    """Scenarios whose scenes lead forward only, with facts, conditions, `once`, time-outs and endings."""
    decisions = draw(st.integers(1, 5))
    names = [f"s{i}" for i in range(decisions)]
    endings = {f"e{i}": outcome for i, outcome in enumerate(draw(_outcomes))}
    scenes: dict[str, Any] = {}
    for number, name in enumerate(names):
        later = names[number + 1 :] + list(endings)
        scenes[name] = draw(_decision(later))
    for name, outcome in endings.items():
        scenes[name] = {"ending": {"outcome": outcome, "lesson": "So.", **draw(_ending_losses)}}
    return {
        **yaml.safe_load(HEAD),
        "cast": {"guest": {"name": "Ann"}},
        "facts": {"mood": {"from": "0", "to": "3", "start": "1"}, "told": {"flag": "no"}},
        "weights": draw(st.dictionaries(st.sampled_from(_PRINCIPLES), st.integers(1, 3), max_size=2)),
        "start": "s0",
        "scenes": scenes,
    }


_outcomes = st.lists(st.sampled_from(["good", "mixed", "bad"]), min_size=1, max_size=3)
_LOSSES: list[dict[str, Any]] = [
    {},
    {"loss": 3},
    {"loss": [{"when": "mood >= 2", "loss": 0}, {"when": "told", "loss": 2}, {"loss": 5}]},
    {"loss": [{"when": "mood == 1", "loss": 4}]},
]
_ending_losses = st.sampled_from(_LOSSES).map(deepcopy)
_conditions = st.sampled_from(["mood <= 1", "told", "not told and mood > 0", "mood == 2 or told"])


@st.composite
def _decision(draw: st.DrawFn, later: list[str]) -> dict[str, Any]:
    count = draw(st.integers(2, 4))
    responses = [{"id": f"r{i}", "say": f"Reply {i}", **draw(_response(later))} for i in range(count)]
    for response in responses[1:]:
        if draw(st.booleans()):
            response["when"] = draw(_conditions)
    scene: dict[str, Any] = {"decide": "What now?", "responses": responses}
    if draw(st.booleans()):
        marks = {m for r in responses for m in r["marks"]}
        timeout = draw(_response(later))
        timeout["marks"] = {k: v for k, v in timeout["marks"].items() if k in marks}
        scene |= {"time_limit": 30, "timeout": timeout}
    return scene


_effects = st.sampled_from(
    [{}, {"mood": "+1"}, {"mood": "-2"}, {"told": "yes"}, {"mood": "+2", "told": "no"}, {"mood": "3"}]
)


@st.composite
def _response(draw: st.DrawFn, later: list[str]) -> dict[str, Any]:
    levels = draw(st.dictionaries(st.sampled_from(_PRINCIPLES), st.integers(0, 4), max_size=3))
    effects = dict(draw(_effects))
    way: Any = draw(st.sampled_from(later))
    if draw(st.booleans()):
        way = [{"when": draw(_conditions), "scene": draw(st.sampled_from(later))}, {"scene": way}]
    marks = {name: {"level": level, "why": "Because."} for name, level in levels.items()}
    return {"marks": marks, "effects": effects, "next": way}


@st.composite
def playables(draw: st.DrawFn) -> Playable:
    """A generated scenario that is sound."""
    return playable(yaml.safe_dump(draw(documents()), sort_keys=False))
