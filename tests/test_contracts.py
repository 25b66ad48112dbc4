"""Promises of the command line that no other test sees: what is imported, and what the README says."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from trainer.cli import COMMANDS

ROOT = Path(__file__).parent.parent


def modules_after(*arguments: str) -> set[str]:
    """The modules a fresh interpreter holds after running a command."""
    code = (
        "import sys; from trainer.cli import main\n"
        f"try: main({list(arguments)!r})\nexcept SystemExit: pass\n"
        "print('\\n' + ' '.join(m for m in sys.modules), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, timeout=60)
    return set(done.stderr.split("\n")[-2].split())


@pytest.mark.parametrize("command", [["--version"], ["--help"], ["where"], ["list"], ["lint", "scenarios"]])
def test_commands_without_a_screen_never_import_textual_or_jinja(command: list[str]) -> None:
    assert not {"textual", "rich", "jinja2"} & modules_after(*command)


def test_version_imports_no_yaml_either() -> None:
    assert "yaml" not in modules_after("--version")


def test_every_command_is_in_the_readme_and_explains_itself_with_an_example() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in COMMANDS:
        assert f"trainer {name}" in readme
        done = subprocess.run(
            [sys.executable, "-m", "trainer", name, "--help"], capture_output=True, text=True, cwd=ROOT, timeout=60
        )
        assert done.returncode == 0
        assert "example: trainer " + name in done.stdout


def test_nothing_of_a_machine_or_a_registry_is_tracked() -> None:
    files = subprocess.run(["git", "ls-files"], capture_output=True, text=True, cwd=ROOT, timeout=60).stdout.split("\n")
    locks = {"uv.lock", "poetry.lock", "package-lock.json", "requirements.txt"}
    assert not locks & {Path(f).name for f in files}
    assert len(files) > 100
    for name in files:
        path = ROOT / name
        if path.is_file() and path.suffix in (".py", ".md", ".yaml", ".toml", ".j2", ".tcss"):
            text = path.read_text(encoding="utf-8")
            assert not any(place in text for place in ("/" + "work/", "/" + "root/", "pypi." + "org")), name


def test_every_promise_names_tests_that_exist() -> None:
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    rows = [line for line in text.split("\n") if line.startswith("| ")][1:]
    assert len(rows) >= 8
    for row in rows:
        named = re.findall(r"`(tests/[^`]+)`", row)
        assert named, row
        assert [name for name in named if not (ROOT / name).is_file()] == []
