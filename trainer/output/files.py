"""Writing a file whole or not at all, readable by its owner alone."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from trainer.errors import NotWritable


def write_whole(path: Path, text: str, *, what: str, do: str) -> None:
    """Put a text at a path, in place of what was there. NotWritable, with nothing left behind, when that fails."""
    temporary = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".writing-", suffix=".tmp")
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except OSError as error:
        if temporary:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()
        raise NotWritable(f"{what}: {error.strerror or error}", where=str(path), do=do) from error
