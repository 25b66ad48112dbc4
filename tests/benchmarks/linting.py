"""How long it takes to lint 200 ordinary scenarios, and one from the shell, against the C parser's own time.

    python tests/benchmarks/linting.py

Copies of the library's scenarios with other ids. The floor is `yaml.CParser` giving the events of the same files;
analysis (states, worth, proofs) is timed apart, since it is not reading.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from yaml._yaml import CParser

from trainer.analysis.coverage import condition_coverage, reached
from trainer.analysis.numbers import Player, play_as
from trainer.analysis.playable import Checked, Playable, check
from trainer.analysis.scoring_faults import RandomOutlook, no_way_back
from trainer.kinds import FileKind
from trainer.lint.check import check_all, check_rules
from trainer.lint.rule_context import choices_of
from trainer.scenario.library import Library, open_library
from trainer.scenario.load import Loaded

ROOT = Path(__file__).parent.parent.parent
LIBRARY = ROOT / "scenarios"
NAMES = ("two-minute-counter", "airport-counter", "borrowed-phone", "borrowed-phone-supervisor")
COPIES = 200
ROUNDS = 7


def copies(where: Path) -> list[Path]:
    """The library's scenarios, over and over, each with an id of its own."""
    made = []
    for number in range(COPIES):
        name = NAMES[number % len(NAMES)]
        text = (LIBRARY / f"{name}.yaml").read_text(encoding="utf-8").replace(f"id: {name}", f"id: copy-{number}", 1)
        path = where / f"copy-{number}.yaml"
        path.write_text(text, encoding="utf-8")
        made.append(path)
    return made


def events(data: bytes) -> int:
    """The floor: every event, counted."""
    count = 0
    parser = CParser(data)
    while parser.check_event():
        parser.get_event()
        count += 1
    return count


def seconds(work: Callable[[], object]) -> float:
    """One round, in seconds of processor time, which other programs do not lengthen."""
    started = time.process_time()
    work()
    return time.process_time() - started


def shell(path: Path) -> float:
    """The whole command, as it is typed, by the clock."""
    took = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        subprocess.run([sys.executable, "-m", "trainer", "lint", str(path)], capture_output=True, check=True)
        took.append(time.perf_counter() - started)
    return median(took)


def proofs(playable: Playable) -> None:
    """What the rules ask of all states."""
    graph, worth = playable.graph, playable.worth
    assert worth is not None
    choices_of(graph, worth)
    reached(graph)
    condition_coverage(graph)
    no_way_back(graph, worth, RandomOutlook(graph, worth))
    for player in (Player.FIRST, Player.LAST, Player.LONGEST, Player.SHORTEST):
        play_as(player, playable.machine, worth)


def staged(paths: list[Path], library: Library) -> dict[str, float]:
    """Seconds for loading, for the analysis, and for the rules themselves."""
    found = {"loading": 0.0, "analysis: states, worth, proofs": 0.0, "rules": 0.0}
    for path in paths:
        loaded: list[Loaded] = []
        checked: list[Checked] = []
        found["loading"] += seconds(partial(_into, loaded, partial(library.load, path)))
        walk = seconds(partial(_into, checked, partial(check, loaded[0])))
        playable = checked[0].playable
        assert playable is not None
        proved = seconds(partial(getattr, playable, "worth")) + seconds(partial(proofs, playable))
        again = seconds(partial(proofs, playable))
        found["analysis: states, worth, proofs"] += walk + proved
        found["rules"] += max(0.0, seconds(partial(check_rules, playable, 200)) - again)
    return found


def _into(kept: list[Any], work: Callable[[], Any]) -> None:
    kept.append(work())


def main() -> None:
    """Print seconds, ratios to the floor, and shares of the whole."""
    with tempfile.TemporaryDirectory() as name:
        paths = copies(Path(name))
        library = open_library([LIBRARY])
        data = [path.read_bytes() for path in paths]
        floor = seconds(lambda: [events(one) for one in data])
        started = time.perf_counter()
        for _ in check_all([(path, FileKind.SCENARIO) for path in paths], [LIBRARY]):
            pass
        whole = time.perf_counter() - started
        print(f"{COPIES} scenarios, {sum(map(len, data)) / 1e6:.1f} MB; C parser's events {floor:.2f} s")
        print(f"lint of all: {whole:.2f} s by the clock, on {os.cpu_count()} cores")
        stages = staged(paths, library)
        for what, took in stages.items():
            share = 100 * took / sum(stages.values())
            print(f"  {what:<34} {took:6.2f} s of one core  {took / floor:5.1f} × the floor  {share:3.0f} %")
    for one in NAMES:
        print(f"trainer lint {one}.yaml: {1000 * shell(LIBRARY / f'{one}.yaml'):.0f} ms in all")


if __name__ == "__main__":
    main()
