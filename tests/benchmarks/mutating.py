"""How long lint takes for mutations of each scenario of the library, and in how much memory: 2 s and 300 MB at most.

    python tests/benchmarks/mutating.py [mutations of each scenario, 10000 without it]

Each mutation is checked as `trainer lint` does, a hundred in a process, so that what one leaves behind is counted too.
The slowest are named with their seed, by which `tests.lint.changed.mutated` makes them again.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))
NAMES = ("two-minute-counter", "airport-counter", "borrowed-phone", "borrowed-phone-supervisor")
BATCH = 100
SECONDS = 2.0
MEGABYTES = 300


def batch(name: str, first: int, count: int) -> None:
    """Check some mutations, and print each one's seconds and the memory of the process."""
    from tests.lint.changed import library, mutated
    from trainer.kinds import FileKind
    from trainer.lint.check import check_file

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "changed.yaml"
        for seed in range(first, first + count):
            path.write_bytes(mutated(name, seed))
            started = time.process_time()
            check_file(path, FileKind.SCENARIO, library())
            took = time.process_time() - started
            print(json.dumps([seed, took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024]), flush=True)


def main(count: int) -> int:
    """Print the figures of each scenario; 1 when a mutation is not answered within the limits."""
    failed = 0
    for name in NAMES:
        rows: list[tuple[int, float, int]] = []
        for first in range(0, count, BATCH):
            command = [sys.executable, __file__, name, str(first), str(min(BATCH, count - first))]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            rows += [tuple(json.loads(line)) for line in done.stdout.splitlines()]
            if done.returncode:
                failed += 1
                print(f"{name}: seed {first + len(done.stdout.splitlines())} ended the check: {done.stderr[-500:]}")
        times = sorted(took for _, took, _ in rows)
        slow = [(seed, round(took, 2)) for seed, took, _ in rows if took > SECONDS]
        most = max((memory for _, _, memory in rows), default=0)
        failed += len(slow) + (most > MEGABYTES)
        at_99 = times[len(times) * 99 // 100] if times else 0.0
        print(f"{name}: {len(rows)} mutations, median {median(times):.2f} s, 99 of 100 under {at_99:.2f} s, ", end="")
        print(f"slowest {times[-1]:.2f} s, {most} MB; over {SECONDS:.0f} s: {len(slow)} {slow[:12]}", flush=True)
    return int(failed > 0)


if __name__ == "__main__":
    if len(sys.argv) == 4:
        batch(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
    else:
        sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000))
