"""The acts that typed replies were graded by, kept beside the journals: one file for each version ever used."""

from __future__ import annotations

import hashlib
from pathlib import Path

from trainer.errors import UnusableInput
from trainer.files import write_private
from trainer.principles.acts import Acts

FOLDER = "acts"


def keep_acts(folder: Path, acts: Acts) -> Path:
    """Keep the text of some acts, if it is not kept yet. NotWritable."""
    path = kept_path(folder, acts.sha256)
    if not path.exists():
        write_private(path, acts.text, what="the acts cannot be kept", do="Choose another folder with --transcripts.")
    return path


def kept_path(folder: Path, sha256: str) -> Path:
    """Where the acts of a hash are kept, beside the journals in a folder."""
    return folder / FOLDER / f"{sha256}.yaml"


def kept_text(folder: Path, sha256: str) -> str:
    """The text of acts as they were used. UnusableInput when it is gone, or is not what was kept."""
    path = kept_path(folder, sha256)
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UnusableInput("the acts of this record are not kept any more", where=str(path)) from error
    if hashlib.sha256(text.encode()).hexdigest() != sha256:
        raise UnusableInput("these are not the acts that were used", where=str(path))
    return text
