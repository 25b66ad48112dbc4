"""Playing without a screen: replies from a file, one a line.

A line is a response's id, or `= ` and typed words (`\\n` for a new line), or `!timeout`; `#` starts a comment. Where
typed words leave open which response is meant, the next line answers with an id or `none`. Where they were not meant as
they were taken, the next line says so: `!meant` and an id or `none`, or `!meant` alone before other words.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from trainer.cleaning import DANGEROUS, clean
from trainer.cli.arguments import put, put_json, say
from trainer.cli.play_options import open_attempt, services_for, to_play
from trainer.errors import ExitCode, UnusableInput
from trainer.files import describe, shown_path
from trainer.limits import REPLIES_BYTES, REPLY_CHARACTERS
from trainer.output.phrases import judge_announcement, score_line
from trainer.output.result_json import result_json
from trainer.output.transcript import write_transcripts
from trainer.paths import Places
from trainer.play.run import NotOffered
from trainer.records.header import TimeLimits
from trainer.records.people import Person
from trainer.scenario.model import NONE_OF_THESE
from trainer.session.sitting import Question, Sitting

_LONGEST_ID = 64
"""Characters that a response's id can have."""
NOBODY = "nobody"
"""The pseudonym when no name is given: a program plays, and no person is met."""


def play_replies(options: argparse.Namespace, where: Places) -> ExitCode:
    """Play a file of replies to the end; exit 3 at the first that is unknown or missing: the attempt can be resumed."""
    lines = list(_said(read_lines(options.replies), options.replies))
    playable = to_play(options, where)
    services = services_for(options, where, "replies", TimeLimits.OFF)
    if options.trainee:
        services.meet(options.trainee, apart=options.new_trainee)
    else:
        services.trainee = Person(NOBODY, NOBODY, "")
    with open_attempt(options, services, playable) as attempt:
        sitting = services.sitting(attempt)
        if announcement := judge_announcement(sitting.grading):
            say(announcement)
        _play(sitting, lines, options.replies)
        files = write_transcripts(attempt.record(), attempt.path.parent)
        result = attempt.result()
        if options.json:
            paths = {"journal": attempt.path, "markdown": files.markdown, "html": files.html}
            put_json(result_json(attempt.header, result, paths))
        else:
            verdict = result.verdict or "no verdict"
            put(f"{verdict}: {score_line(result)}\n{files.markdown}\n{files.html}")
    return ExitCode.DONE


def read_lines(name: str) -> list[str]:
    """The lines of a file, a pipe or stdin. UnusableInput, with the line if it is a line's fault."""
    where = shown_path(Path(name))
    try:
        if name == "-":
            data = sys.stdin.buffer.read(REPLIES_BYTES + 1)
        else:
            # Not only ordinary files: a shell hands over `<(command)` as a pipe.
            with Path(name).open("rb") as file:
                data = file.read(REPLIES_BYTES + 1)
    except OSError as error:
        raise UnusableInput(f"the replies cannot be read: {describe(error)}", where=where) from error
    if len(data) > REPLIES_BYTES:
        raise UnusableInput(f"the replies are larger than {REPLIES_BYTES:,} bytes", where=where)
    try:
        return [line.removesuffix("\r") for line in data.decode("utf-8").split("\n")]
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        do = "Save the file as UTF-8."
        raise UnusableInput("the replies are not UTF-8", where=f"{where}:{line}", do=do) from error


def _said(lines: list[str], name: str) -> Iterator[tuple[int, str]]:
    """The lines that say something, each with its number, harmless; what had to be changed for that is noted."""
    for number, raw in enumerate(lines, 1):
        where = f"{shown_path(Path(name))}:{number}"
        # Each file that was put together with others may begin with a mark of its own.
        line = raw.lstrip("\ufeff")
        if not line.lstrip(" \t").startswith("="):
            line = line.partition("#")[0]
            if "\r" in line.strip():
                what = "a carriage return stands in this line"
                raise UnusableInput(what, where=where, do="Old Mac line ends? Save the file with LF.")
        if changed := sorted({f"U+{ord(c):04X}" for c in DANGEROUS.findall(line)}):
            say(f"{where}: what could act on a screen is replaced by what cannot: {', '.join(changed)}")
        if said := clean(line).strip():
            yield number, said


def _play(sitting: Sitting, lines: list[tuple[int, str]], name: str) -> None:
    attempt = sitting.attempt
    try:
        for number, line in lines:
            where = f"{shown_path(Path(name))}:{number}"
            if len(line) > REPLY_CHARACTERS * 2:
                raise UnusableInput(f"this line has {len(line):,} characters: more than any reply", where=where)
            if sitting.question is Question.TAKEN_AS and not _says_what_was_meant(line):
                sitting.answer(sitting.accept())
            if attempt.ended:
                what = f'the run has ended: nothing is asked that "{_short(line)}" could answer'
                raise UnusableInput(what, where=where)
            sitting.show()
            try:
                _reply(sitting, line, where)
            except NotOffered as error:
                raise UnusableInput(error.what, where=where, do=error.do) from error
        if sitting.question is Question.TAKEN_AS:
            sitting.answer(sitting.accept())
        if not attempt.ended:
            asked = "it was asked which response is closest"
            what = asked if sitting.question is Question.CLOSEST else "the replies end before the run does"
            goes_on = f"`--resume {attempt.path.stem}` goes on."
            raise UnusableInput(f'{what}, at "{attempt.run.scene.id}"', where=name, do=goes_on)
    except UnusableInput:
        if not attempt.ended:
            sitting.pause()
        raise


def _reply(sitting: Sitting, line: str, where: str) -> None:
    """Give one line's answer. How sure one is is not asked: nobody sits there."""
    if line.startswith("="):
        typed = line[1:].strip().replace("\\n", "\n")
        decision = sitting.attempt.run.scene.decision
        if decision is None or not decision.typed:
            raise UnusableInput("own words are not welcome at this decision", where=where, do="Use one of the options.")
        if len(typed) > REPLY_CHARACTERS:
            raise UnusableInput(f"these words are longer than {REPLY_CHARACTERS:,} characters", where=where)
        if not typed:
            raise UnusableInput("there are no words after the `=`", where=where)
        if sitting.question is Question.CLOSEST:
            raise UnusableInput("first say which response the words before were closest to", where=where)
        if sitting.attempt.must_choose:
            raise UnusableInput("own words fitted nothing here twice: now use an option", where=where)
        meant = sitting.take_grade(sitting.type_words(typed).grade())
        if meant is not None:
            sitting.answer(meant)
    elif sitting.question is Question.CLOSEST and line == NONE_OF_THESE:
        sitting.none_of_these()
    elif _says_what_was_meant(line):
        _correct(sitting, line.removeprefix("!meant").strip(), where)
    elif line == "!timeout":
        sitting.time_out()
    elif len(line) > _LONGEST_ID:
        raise UnusableInput(f'"{_short(line)}" is no response', where=where, do="Own words begin with `= `.")
    else:
        sitting.answer(line)


def _says_what_was_meant(line: str) -> bool:
    return line.partition(" ")[0] == "!meant"


def _correct(sitting: Sitting, meant: str, where: str) -> None:
    """The words before were not meant as they were taken, but so; "" where other words follow."""
    if not sitting.can_correct:
        what = "no typed words were taken for a response just before, or it has been said already what they meant"
        raise UnusableInput(what, where=where)
    sitting.reopen()
    if meant == NONE_OF_THESE:
        sitting.none_of_these()
    elif meant:
        if sitting.mean(meant):
            sitting.answer(meant)
    elif sitting.correction_stands:
        what = "in a check nothing is said again once it is known what it led to"
        raise UnusableInput(what, where=where, do="`!meant` with an id or `none` has the reply not rated.")
    else:
        sitting.say_again()


def _short(line: str) -> str:
    return line if len(line) <= _LONGEST_ID else f"{line[:_LONGEST_ID]}…"
