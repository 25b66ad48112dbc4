"""Writing a file whole or not at all, readable by its owner alone."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from trainer.errors import NotWritable
from trainer.records.durable import flush, make_folder, sync_folder

_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


def write_whole(path: Path, text: str, *, what: str, do: str) -> None:
    """Put a text at a path, in place of what was there. NotWritable, with nothing left behind, when that fails.

    The name it has until then is always the same, so that what a crash leaves behind is overwritten the next time.
    """
    unfinished = path.with_name(f".{path.name}.writing")
    try:
        make_folder(path.parent, flush)
        with os.fdopen(os.open(unfinished, _FLAGS, 0o600), "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            flush(file.fileno())
        unfinished.replace(path)
        sync_folder(path.parent, flush)
    except OSError as error:
        with contextlib.suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise NotWritable(f"{what}: {error.strerror or error}", where=str(path), do=do) from error
