"""How many of 200 first starts at once in one new folder, all of one name, play to the end.

    python tests/benchmarks/starting.py [HOW MANY]

Each is a process of its own: `trainer play two-minute-counter --replies FILE --json --trainee Ann --transcripts NEW`.
The seconds of each are told by itself, from its start to its end, with all the others in the way.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from statistics import median

REPLIES = "papers-ready\nfee-first\nread-it-out\nit-was-on-time\n"
MANY = 200


def begin(folder: Path, number: int) -> tuple[float, subprocess.Popen[bytes]]:
    command = ["play", "two-minute-counter", "--replies", str(folder / "replies.txt"), "--json", "--trainee", "Ann"]
    process = subprocess.Popen(
        [sys.executable, "-m", "trainer", *command, "--transcripts", str(folder / "new"), "--seed", str(number)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=(folder / f"{number}.err").open("wb"),
    )
    return time.monotonic(), process


def main(many: int = MANY) -> int:
    """How many did not play."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "replies.txt").write_text(REPLIES, encoding="utf-8")
        began = time.monotonic()
        running = dict(enumerate(begin(folder, number) for number in range(many)))
        seconds: list[float] = []
        codes: Counter[int] = Counter()
        while running:
            for number, (since, process) in list(running.items()):
                if process.poll() is not None:
                    seconds.append(time.monotonic() - since)
                    codes[process.returncode] += 1
                    del running[number]
            time.sleep(0.05)
        people = json.loads((folder / "new" / "people.json").read_text(encoding="utf-8"))["people"]
        said = Counter(path.read_text(encoding="utf-8") for path in folder.glob("*.err"))
        said.pop("", None)
        journals = len(list((folder / "new").glob("*.jsonl")))
        left = len(list((folder / "new" / ".writing").iterdir()))
    print(f"{many} at once: exit codes {dict(codes)}, {journals} journals, {len(people)} person(s), {left} unfinished")
    print(f"all: {time.monotonic() - began:.1f} s; each: median {median(seconds):.1f} s, longest {max(seconds):.1f} s")
    for words, count in said.most_common(3):
        print(f"{count} × {words.strip()}")
    return many - codes[0]


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:2])))
