import os
import stat
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest

from tests.output.attempts import ended, full, typed
from trainer.errors import NotWritable
from trainer.output.transcript import file_name, render_html, render_markdown, write_transcripts

ROOT = Path(__file__).parents[2]
NOBODY = 65534


def names(folder: Path) -> set[str]:
    """What lies in a folder; where unfinished files stand, nothing may be left."""
    assert not list(folder.glob(".writing/*"))
    return {path.name for path in folder.iterdir() if path.name != ".writing"}


def test_both_stand_beside_each_other_for_their_owner_alone(tmp_path: Path) -> None:
    record, folder = full(tmp_path), tmp_path / "new" / "out"
    files = write_transcripts(record, folder)
    assert files.markdown == folder / f"{record.header.attempt}.md"
    assert files.html == folder / f"{record.header.attempt}.html"
    assert files.markdown.read_text(encoding="utf-8") == render_markdown(record)
    assert files.html.read_text(encoding="utf-8") == render_html(record)
    assert names(folder) == {files.markdown.name, files.html.name}
    assert {stat.S_IMODE(p.stat().st_mode) for p in folder.iterdir() if p.is_file()} == {0o600}


def test_an_older_transcript_gives_way_whole(tmp_path: Path) -> None:
    record = ended()
    old = tmp_path / f"{record.header.attempt}.md"
    old.write_text("x" * 1_000_000)
    write_transcripts(record, tmp_path)
    assert old.read_text(encoding="utf-8") == render_markdown(record)


def test_a_link_is_replaced_and_never_followed(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("mine")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / f"{ended().header.attempt}.md").symlink_to(victim)
    write_transcripts(ended(), tmp_path / "out")
    assert victim.read_text() == "mine"


def test_any_words_can_be_written(tmp_path: Path) -> None:
    write_transcripts(typed("\ud800 \x00 日本 🙂"), tmp_path)


def test_a_folder_that_is_a_file_is_reported(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(NotWritable) as error:
        write_transcripts(ended(), tmp_path / "file")
    assert error.value.where.startswith(str(tmp_path / "file"))
    assert "could not be written" in error.value.what
    assert "--transcripts" in error.value.do


def test_a_name_that_is_taken_by_a_folder_leaves_nothing_behind(tmp_path: Path) -> None:
    taken = tmp_path / f"{ended().header.attempt}.md"
    (taken / "something").mkdir(parents=True)
    with pytest.raises(NotWritable):
        write_transcripts(ended(), tmp_path)
    assert names(tmp_path) >= {taken.name}
    assert not [name for name in names(tmp_path) if name.startswith(".")]


def test_a_full_disk_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full_disk(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(NotWritable, match="the disk is full"):
        write_transcripts(ended(), tmp_path / "out")
    assert not names(tmp_path / "out")


@pytest.mark.skipif(sys.platform == "win32", reason="needs users as POSIX has them")
def test_a_folder_one_may_only_read_is_reported() -> None:
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        Path(folder).chmod(0o555)
        code = (
            "import os, sys; from pathlib import Path\n"
            "from tests.output.attempts import ended\n"
            "from trainer.errors import NotWritable\n"
            "from trainer.output.transcript import render_html, write_transcripts\n"
            "record = ended(); render_html(record)\n"
            f"if os.getuid() == 0: os.setgid({NOBODY}); os.setuid({NOBODY})\n"
            "try: write_transcripts(record, Path(sys.argv[1]))\n"
            "except NotWritable as error: print('refused', error.where)\n"
        )
        done = subprocess.run(
            [sys.executable, "-c", code, folder], capture_output=True, text=True, cwd=ROOT, timeout=60
        )
        assert done.stdout.startswith(f"refused {folder}"), done.stderr
        assert not names(Path(folder))


@pytest.mark.parametrize(
    "attempt", ["../../up", "/etc/passwd", "a/b", "", ".", "..", "x" * 300, "a\x00b", "\ud800", "a.b"]
)
def test_no_attempt_is_written_outside_the_folder(attempt: str, tmp_path: Path) -> None:
    name = file_name(attempt)
    assert name.startswith("attempt-")
    assert len(name) == 20
    folder = tmp_path / "in"
    path = folder / attempt / "up.jsonl" if "\x00" not in attempt else folder / "a.jsonl"
    record = replace(ended(), path=path, header=replace(ended().header, attempt=attempt))
    files = write_transcripts(record, tmp_path / "out")
    assert names(tmp_path / "out") == {files.markdown.name, files.html.name}


def test_attempts_that_look_alike_get_files_of_their_own() -> None:
    assert file_name("a/b") != file_name("a_b") != file_name("a b") != file_name("a/b ")
