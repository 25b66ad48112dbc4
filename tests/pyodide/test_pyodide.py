"""The session plays, grades and records in a browser's Python as it does here."""

from __future__ import annotations

import functools
import json
import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from tests.scenarios import LIBRARY, ROOT

PURE_PACKAGES = ("yaml", "jinja2", "markupsafe", "platformdirs", "wcwidth")
"""What the headless rooms need; their parts in C stay behind."""
HOW_TO_GET_IT = (
    "needs Node and its package: npm install --no-save --prefix FOLDER pyodide; PYODIDE=FOLDER/node_modules/pyodide"
)


def run(*command: str) -> str:
    """What a command prints; a failure shows what it complained of."""
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=ROOT, timeout=300)
    assert done.returncode == 0, done.stderr
    return done.stdout


@functools.cache
def played_here() -> dict[str, Any]:
    """What a fresh Python of this machine makes of it."""
    return dict(json.loads(run(sys.executable, "-m", "tests.pyodide.play", str(LIBRARY))))


def package_folder(name: str) -> str:
    """Where an installed package lies."""
    spec = find_spec(name)
    assert spec is not None
    assert spec.origin is not None
    return str(Path(spec.origin).parent)


def test_the_session_plays_grades_and_debriefs_with_nothing_that_a_browser_lacks() -> None:
    played = played_here()
    assert played["beyond a browser"] == []
    assert played["replies"] == ["hello-and-thanks", "say-it-back", "safe-travels", "come-and-tell"]
    assert "checks-detail" in played["acts"]
    assert played["kinds"][-5:] == ["end", "self_rating", "rewrite", "goal", "close"]
    assert played["verdict"] == "sound"
    assert len(set(played["receipts"])) == 2


def test_pyodide_comes_to_the_same_down_to_the_receipts_and_transcripts() -> None:
    node = shutil.which("node")
    if node is None or not ("PYODIDE" in os.environ or (ROOT / "node_modules" / "pyodide").is_dir()):
        pytest.skip(HOW_TO_GET_IT)
    packages = [package_folder(name) for name in PURE_PACKAGES]
    played = json.loads(run(node, str(ROOT / "tests" / "pyodide" / "play.mjs"), str(ROOT), *packages))
    assert played == played_here()
    assert played["refused"] == []
