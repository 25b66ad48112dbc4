"""Whether something can be kept in a folder, found out before anybody types a word."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from trainer.errors import NotWritable
from trainer.records.faults import not_writable, sentence

_DO = "Make room there or mend its permissions, or start again with --transcripts and another folder."
_PAGE = 4096
"""Bytes written to see whether there is room: making a file alone succeeds on a full disk."""


def trouble_with(folder: Path) -> NotWritable | None:
    """Why nothing can be written in a folder, or in the one it would be made in; None when all is well."""
    place = folder
    while not place.exists() and place != place.parent:
        place = place.parent
    if not place.is_dir():
        return not_writable("a part of the path is not a folder", folder, _DO)
    try:
        with tempfile.TemporaryFile(dir=place) as file:
            file.write(b" " * _PAGE)
            file.flush()
            os.fsync(file.fileno())
            return None
    except OSError as error:
        return not_writable(sentence(error), folder, _DO)
