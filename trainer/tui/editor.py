"""The editor of one's own, at a line: how each kind is told, and running it."""

import shlex
import subprocess
from collections.abc import Mapping
from pathlib import Path

from trainer.errors import UnusableInput

_PLUS = {
    "vi", "vim", "nvim", "view", "vimx", "gvim", "nano", "pico", "emacs", "emacsclient", "micro", "kak", "joe", "jed",
    "ne", "mg", "mcedit", "nvi", "vis", "gedit",
}  # fmt: skip
_GOTO = {"code", "code-insiders", "codium", "vscodium", "cursor", "windsurf"}
_COLON = {"hx", "helix", "zed", "zeditor", "subl"}
NO_EDITOR = "No editor is set: begin with EDITOR=nano (or vim, or “code -w”) before the command, or export it."


def command(environment: Mapping[str, str], path: Path, line: int) -> list[str]:
    """How to open a file at a line in the editor that is set; [] when none is. UnusableInput when it is no command."""
    said = environment.get("VISUAL", "").strip() or environment.get("EDITOR", "").strip()
    try:
        parts = shlex.split(said)
    except ValueError as error:
        raise UnusableInput("EDITOR cannot be read as a command", where=said) from error
    if not parts:
        return []
    name, file = Path(parts[0]).name.removesuffix(".exe"), str(path.absolute())
    if name in _PLUS:
        return [*parts, f"+{line}", file]
    if name in _GOTO:
        return [*parts, "-g", f"{file}:{line}"]
    return [*parts, f"{file}:{line}" if name in _COLON else file]


def run(argv: list[str]) -> str:
    """Run an editor until it is left: "", or what went wrong."""
    try:
        code = subprocess.run(argv, check=False).returncode
    except OSError as error:
        return f"“{argv[0]}” could not be started: {error.strerror}. VISUAL or EDITOR names the editor."
    return f"“{argv[0]}” ended with {code}." if code else ""
