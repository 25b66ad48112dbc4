"""How many decisions a second the rules of play make in one thread.

    python tests/benchmarks/playing.py

Whole random runs of a scenario of the library: options shuffled, the reply checked, marks, effects, way on, loss.
The floor, measured in the same run, is drawing the same random choices and doing nothing with them.
"""

from __future__ import annotations

import random
import time
from pathlib import Path
from statistics import median

from trainer.analysis.playable import open_playable
from trainer.play.machine import Machine
from trainer.play.run import Reply, begin
from trainer.scenario.library import open_library

ROOT = Path(__file__).parent.parent.parent
SECONDS = 1.0
ROUNDS = 5


def decisions_a_second(machine: Machine, seed: int) -> float:
    """Play random runs for about a second."""
    chance = random.Random(seed)
    variant = next(iter(machine.scenario.variants.values()))
    made = 0
    started = time.perf_counter()
    while time.perf_counter() - started < SECONDS:
        run = begin(machine, variant, seed + made)
        while run.ending is None:
            options = run.options()
            run = run.answer(Reply(options[int(chance.random() * len(options))].id))
            made += 1
    return made / (time.perf_counter() - started)


def floor_a_second(seed: int) -> float:
    """The random choices alone."""
    chance = random.Random(seed)
    options = ["a", "b", "c", "d"]
    started = time.perf_counter()
    for _ in range(200_000):
        Reply(options[int(chance.random() * 4)])
    return 200_000 / (time.perf_counter() - started)


def main() -> None:
    """Print a line for each scenario."""
    library = open_library([ROOT / "scenarios"])
    for name in library.paths:
        machine = open_playable(library, name).machine
        speeds = [decisions_a_second(machine, seed) for seed in range(ROUNDS)]
        floor = median(floor_a_second(seed) for seed in range(ROUNDS))
        print(
            f"{name:<28} {median(speeds):>9,.0f} decisions/s (lowest {min(speeds):,.0f}); "
            f"choosing alone {floor:,.0f}/s: {floor / median(speeds):.1f} ×"
        )


if __name__ == "__main__":
    main()
