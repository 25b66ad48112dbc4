"""The command line as a program sees it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.scenarios import FRAMEWORK, SMALL


@dataclass(frozen=True, slots=True)
class Done:
    """What a finished command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def trainer(*arguments: str, stdin: str = "", **environment: str) -> Done:
    """Run the command in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "trainer", *arguments],
        input=stdin.encode(),
        capture_output=True,
        timeout=60,
        env={**os.environ, **environment},
    )
    return Done(done.returncode, done.stdout.decode(), done.stderr.decode())


def team_folder() -> Path:
    """A folder of one's own with the small scenario, where the command stands."""
    principles = Path("scenarios") / "principles"
    principles.mkdir(parents=True)
    (principles / "demo.yaml").write_text(FRAMEWORK, encoding="utf-8")
    path = Path("scenarios") / "small.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return path


def replies(*lines: str) -> str:
    """A file of replies."""
    path = Path("replies.txt")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(path)
