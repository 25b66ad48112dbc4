"""How long the exact analysis of a large scenario takes, against walking its states through the machine once.

    python tests/benchmarks/analysing.py

Made scenarios of 500 and 5,000 decisions with three replies each and three small facts (9 × 2 × 3 values), of whose
combinations about 31 are met in each scene. Analysed is everything that `trainer analyse --json` prints. The floor,
measured in the same run, asks the machine for the moves of every state and keeps nothing. Each size runs in a process
of its own, so that its peak memory (which includes the loaded scenario) is its own.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))

from tests.analysis.runs import edges  # noqa: E402
from tests.benchmarks.loading import HEAD, LIMITS  # noqa: E402
from trainer.analysis.graph import explore  # noqa: E402
from trainer.analysis.numbers import Numbers  # noqa: E402
from trainer.analysis.playable import Playable, check  # noqa: E402
from trainer.scenario.library import open_library  # noqa: E402
from trainer.scenario.load import load_scenario  # noqa: E402

SIZES = (500, 5_000)
HUGE = replace(LIMITS, bytes=100_000_000, values=10_000_000, items=1_000_000)

RESPONSE = """\
      - id: reply-{n}
        say: Reply {n} of {{{{ city }}}}
        marks:
          perfect-product: {{level: {a}, why: So.}}
          caring-delivery: {{level: {b}, why: So.}}
        effects: {effects}
        next:
          - {{when: patience <= 1 and not told, scene: {after}}}
          - {{scene: {next}}}
"""
EFFECTS = (
    "{patience: +1, pass_for: right}",
    "{patience: -1, told: yes, pass_for: wrong}",
    "{patience: -2, told: no}",
)
ENDINGS = """\
  end:
    next: [{when: patience <= 1, scene: bad}, {when: pass_for == wrong, scene: mixed}, {scene: good}]
  good: {ending: {outcome: good, lesson: Done.}}
  mixed: {ending: {outcome: mixed, lesson: Done.}}
  bad: {ending: {outcome: bad, lesson: Done.}}
"""


def large(scenes: int) -> bytes:
    """Decisions in a row; with little patience the next is skipped."""
    names = [*(f"s{i}" for i in range(scenes)), "end", "end"]
    parts = [HEAD]
    for i in range(scenes):
        parts.append(f"  s{i}:\n    lines: [{{guest: Number {i}., when: patience > 2}}]\n")
        parts.append("    decide: What do you say?\n    responses:\n")
        parts += [
            RESPONSE.format(n=n, a=n + 1, b=4 - 2 * n, effects=EFFECTS[n], next=names[i + 1], after=names[i + 2])
            for n in range(3)
        ]
    return ("".join(parts) + ENDINGS).encode()


def prepared(scenes: int) -> Playable:
    """The scenario of that many scenes, walked once."""
    frameworks = open_library([ROOT / "scenarios"]).frameworks
    loaded = load_scenario(large(scenes), "large.yaml", frameworks, HUGE)
    found = check(loaded)
    assert found.playable is not None, [str(f) for f in found.findings[:5]]
    return found.playable


def report(scenes: int) -> None:
    """Print a line for each stage."""
    playable = prepared(scenes)
    started = time.perf_counter()
    playable = Playable(playable.machine, explore(playable.machine))
    times = {"every state": time.perf_counter() - started}
    numbers = Numbers(playable)
    stages = ("worth", "random", "worst", "players", "principles", "endings")
    for name in stages:
        started = time.perf_counter()
        getattr(numbers, name)
        times[name] = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    states = [playable.graph.state(i) for i in range(len(playable.graph))]
    started = time.perf_counter()
    for state in states:
        edges(playable.machine, state)
    floor = time.perf_counter() - started
    whole = sum(times.values())
    assert numbers.random is not None
    values = len(numbers.random.distribution.losses)
    print(f"{scenes:,} scenes: {len(states):,} states, {values:,} losses told apart, at most {peak:,.0f} MB")
    for name, seconds in times.items():
        print(f"    {name:<14} {seconds:8.2f} s")
    print(f"    {'in all':<14} {whole:8.2f} s   walking them through the machine {floor:.2f} s: {whole / floor:.2f} ×")


def main() -> None:
    """Report each size in a process of its own."""
    if len(sys.argv) > 1:
        report(int(sys.argv[1]))
        return
    for scenes in SIZES:
        subprocess.run([sys.executable, __file__, str(scenes)], check=True)


if __name__ == "__main__":
    main()
