"""Reading, writing and locking: what is private, what is bounded, what stands in the way."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from trainer.errors import NotWritable, TrainerError, UnusableInput
from trainer.files import read_if_there, read_regular, write_output, write_private, write_problem

posix = pytest.mark.skipif(sys.platform == "win32", reason="links, pipes and modes as POSIX has them")
as_root = pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="only root may become somebody else")


def keep(path: str, text: str = "text") -> None:
    write_private(Path(path), text, what="the record cannot be kept", do="Choose another folder.")


def mode(path: str) -> int:
    return stat.S_IMODE(Path(path).stat().st_mode)


def as_nobody(work: Callable[[], object]) -> str:
    """What some work says when an ordinary user does it, "" when it is done."""
    near, far = os.pipe()
    child = os.fork()
    if not child:
        said = "a fault"
        try:
            os.setgroups([])
            os.setgid(12345)
            os.setuid(12345)
            work()
            said = ""
        except TrainerError as error:
            said = str(error)
        finally:
            os.write(far, said.encode())
            os._exit(0)
    os.close(far)
    os.waitpid(child, 0)
    with os.fdopen(near) as pipe:
        return pipe.read()


@posix
@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077, 0o277, 0o777])
def test_records_are_private_and_their_owner_s_whatever_the_umask(umask: int) -> None:
    before = os.umask(umask)
    try:
        keep("new/folder/record")
        keep("new/folder/record", "anew")
    finally:
        os.umask(before)
    assert [mode(path) for path in ("new", "new/folder", "new/folder/.writing")] == [0o700] * 3
    assert mode("new/folder/record") == 0o600
    assert Path("new/folder/record").read_text(encoding="utf-8") == "anew"


@posix
def test_a_link_where_unfinished_records_are_kept_is_not_followed() -> None:
    Path("elsewhere").mkdir()
    Path(".writing").symlink_to("elsewhere")
    with pytest.raises(NotWritable, match=r"Remove it") as error:
        keep("record")
    assert error.value.where == ".writing"
    assert list(Path("elsewhere").iterdir()) == []
    assert not Path("record").exists()


@posix
def test_a_link_in_the_place_of_a_record_is_replaced_and_not_written_through() -> None:
    Path("precious").write_text("mine", encoding="utf-8")
    Path("record").symlink_to("precious")
    keep("record")
    assert Path("precious").read_text(encoding="utf-8") == "mine"
    assert not Path("record").is_symlink()


def test_what_cannot_be_kept_leaves_what_was_there_and_nothing_unfinished() -> None:
    Path("record").mkdir()
    with pytest.raises(NotWritable, match="cannot be kept"):
        keep("record")
    assert list(Path(".writing").iterdir()) == []


def test_writers_of_one_record_do_not_meet() -> None:
    threads = [threading.Thread(target=keep, args=("record", str(n) * 1000)) for n in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(Path("record").read_text(encoding="utf-8"))) == 1
    assert list(Path(".writing").iterdir()) == []


@as_root
def test_a_folder_that_can_only_be_read_is_said_and_what_lies_there_stays() -> None:
    Path("closed").mkdir()
    Path("closed/old").write_text("before", encoding="utf-8")
    Path("closed").chmod(0o555)
    for path in (Path("closed/new"), Path("closed/old")):
        assert "not allowed" in as_nobody(partial(write_output, path, "text", what="it cannot be written"))
        assert "not allowed" in as_nobody(partial(keep, str(path)))
    assert [p.name for p in Path("closed").iterdir()] == ["old"]
    assert Path("closed/old").read_text(encoding="utf-8") == "before"


@as_root
def test_a_folder_that_may_not_be_looked_into_is_said() -> None:
    Path("closed").mkdir(mode=0o700)
    assert "not allowed" in as_nobody(lambda: _refuse(write_problem(Path("closed/deeper"))))


def _refuse(problem: NotWritable | None) -> None:
    if problem:
        raise problem


@posix
def test_only_ordinary_files_are_read_and_no_more_of_them_than_asked_for() -> None:
    os.mkfifo("pipe")
    Path("folder").mkdir()
    Path("loop").symlink_to("loop")
    Path("large").write_bytes(b"x" * 100)
    for name in ("pipe", "folder", "/dev/zero", "loop"):
        with pytest.raises((UnusableInput, OSError)):
            read_if_there(Path(name), 10)
        with pytest.raises(UnusableInput):
            read_regular(Path(name), 10)
    assert len(read_regular(Path("large"), 10)) == 11
    assert read_if_there(Path("nothing"), 10) is None
    assert read_if_there(Path("large/inside"), 10) is None


@posix
def test_a_full_device_behind_a_number_is_said() -> None:
    code = "from trainer.files import *; write_output(Path('/dev/fd/9'), 'x', what='no')"
    shell = f'exec "$0" -c "{code}" 9>/dev/full'
    done = subprocess.run(["bash", "-c", shell, sys.executable], capture_output=True, timeout=60)
    assert b"the disk is full" in done.stderr


def test_a_file_that_looks_ordinary_and_has_to_be_waited_for_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Such as /proc/kmsg."""
    Path("file").write_text("text", encoding="utf-8")
    monkeypatch.setattr(os, "fdopen", lambda fd, *_: NothingYet(fd))
    with pytest.raises(UnusableInput, match="not a regular file"):
        read_regular(Path("file"), 10)


class NothingYet:
    def __init__(self, fd: int) -> None:
        self.fd = fd

    def __enter__(self) -> NothingYet:
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self.fd)

    def fileno(self) -> int:
        return self.fd

    def read(self, size: int) -> None:
        del size
