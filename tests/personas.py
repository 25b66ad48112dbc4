"""People who answer in a way of their own, and what they score: the mean over seeds and variants."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import fmean

from tests.scenarios import LIBRARY
from trainer.analysis.judgement import RunResult, judge
from trainer.analysis.playable import Playable, open_playable
from trainer.play.run import Reply, begin
from trainer.scenario.library import open_library

PERSONAS = Path(__file__).parent / "data" / "personas.json"
SEEDS = range(12)


@dataclass(frozen=True, slots=True)
class Persona:
    """At each scene that is named the reply that this persona gives, elsewhere the first shown of least cost."""

    name: str
    scenario: str
    replies: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PersonaScore:
    """What a persona scores, held and as its loss alone would, and the endings it comes to."""

    score: float
    raw: float
    loss: float
    endings: tuple[str, ...]


@cache
def personas() -> tuple[Persona, ...]:
    """Those that are kept here, in their order."""
    told = json.loads(PERSONAS.read_text(encoding="utf-8"))
    return tuple(Persona(one["persona"], one["scenario"], one["replies"]) for one in told)


@cache
def _ready(scenario: str) -> Playable:
    return open_playable(open_library([LIBRARY]), scenario)


def played(persona: Persona, seed: int) -> RunResult:
    """One run of a persona, judged; the variants take turns."""
    found = _ready(persona.scenario)
    assert found.worth is not None
    variants = list(found.scenario.variants.values())
    run = begin(found.machine, variants[seed % len(variants)], seed)
    while run.ending is None:
        options = run.options()
        wanted = persona.replies.get(run.scene.id, "")
        if wanted not in {option.id for option in options}:
            costs = {option.id: found.worth.cost_of(found.machine, run.state, option) for option in options}
            wanted = min(costs, key=costs.__getitem__)
        run = run.answer(Reply(wanted))
    return judge(run, found.worth)


def scored(persona: Persona) -> PersonaScore:
    """The mean over the seeds."""
    results = [played(persona, seed) for seed in SEEDS]
    scores = [result.scored for result in results if result.scored]
    return PersonaScore(
        score=fmean(one.value for one in scores),
        raw=fmean(one.raw for one in scores),
        loss=fmean(result.loss for result in results),
        endings=tuple(dict.fromkeys(result.run.scene.id for result in results)),
    )
