"""The bytes of a document, before they are YAML: size, encoding, line ends, characters, directives."""

import re
import unicodedata

from trainer.cleaning import DANGEROUS
from trainer.document.finding import Finding, Report, Severity, Span
from trainer.limits import DocumentLimits

_BOM = b"\xef\xbb\xbf"
_DIRECTIVE = re.compile(r"(?:[ \t]*(?:#.*)?\n)*%")
_NONCHARACTERS = "\ufffe\uffff"
_NONCHARACTER = re.compile(f"[{_NONCHARACTERS}]")
_STAND_IN = "\ufffd"


def decode(data: bytes, path: str, limits: DocumentLimits) -> str | Finding:
    """The text without its byte-order mark, or why there is none."""
    if len(data) > limits.bytes:
        message = (
            f"This file has {len(data):,} bytes, and {limits.bytes:,} are the most; divide it into several scenarios."
        )
        return Finding("too-large", Severity.ERROR, message, path)
    body = data.removeprefix(_BOM)
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        before = body[: error.start].decode()
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        what = f"The byte {body[error.start]:02X} here is not UTF-8, the encoding of a scenario"
        if body[:2] in (b"\xff\xfe", b"\xfe\xff"):
            what = "This file is saved as UTF-16, which Windows calls Unicode"
        message = f'{what}; in your editor choose "Save as" and the encoding UTF-8.'
        return Finding("not-utf8", Severity.ERROR, message, path, Span(line, column, line, column + 1))


def prepare_for_parser(report: Report, written: str) -> str:
    """The text as the parser shall see it, each character that must not be there reported and replaced.

    `written` is the text before its line ends were folded.

    Columns and lines stay what they were, so everything found later points at the author's own text.
    """
    text = report.text
    _check_line_ends(written, report)
    if dangerous_in(text):
        lines = text.split("\n")
        text = "\n".join(_checked_line(line, n, report) if dangerous_in(line) else line for n, line in enumerate(lines))
    if "%" in text:
        # Directives stand at the top; each becomes a comment, so that the rest can be read.
        while match := _DIRECTIVE.match(text):
            at = match.end() - 1
            message = "A line that begins with % gives orders to YAML, which a scenario may not do; delete it."
            report.error("directive", message, text.count("\n", 0, at), 0)
            text = f"{text[:at]}#{text[at + 1 :]}"
    # The parser ends its last nodes at different places with and without a final line feed.
    return text if text.endswith("\n") else text + "\n"


def fold_line_ends(text: str) -> str:
    """Windows' line ends as line feeds, and those of old Macs where there are no others: each line keeps its number."""
    if "\r" not in text:
        return text
    text = text.replace("\r\r\n", "\n").replace("\r\n", "\n")
    return text if "\n" in text else text.replace("\r", "\n")


def _check_line_ends(text: str, report: Report) -> None:
    """Line ends that other programs read as none, or as two: told once for the whole file."""
    if "\r" in text and "\n" not in text:
        what, line = "The lines of this file end as on old Macs (CR)", 0
    elif "\r\r\n" in text:
        what = "Lines of this file end twice (CR CR LF), as a wrong conversion leaves them"
        line = text.count("\n", 0, text.index("\r\r\n"))
    else:
        return
    report.error("old-line-ends", f"{what}: in your editor save it with the line ends LF (Unix).", line, 0)


def dangerous_in(text: str) -> str | None:
    """The first character that must not be in a document, in a text whose line ends are folded."""
    match = DANGEROUS.search(text)
    if match:
        return match.group()
    return next((character for character in _NONCHARACTERS if character in text), None)


def character_name(character: str) -> str:
    """How to call a character that cannot be shown."""
    name = unicodedata.name(character, "")
    return f"U+{ord(character):04X}" + (f", {name.lower()}" if name else "")


def _checked_line(line: str, number: int, report: Report) -> str:
    """One finding for a line, however many there are: a pasted picture is one problem."""
    places = [match.start() for wrong in (DANGEROUS, _NONCHARACTER) for match in wrong.finditer(line)]
    first, more = min(places), len(places) - 1
    if line[first] == "\r":
        message = (
            "A carriage return (CR, the line end of old Macs) stands here within a line: delete it, or save the file "
            "with the line ends LF (Unix)."
        )
    else:
        others = f" (and {more} more on this line)" if more else ""
        message = (
            f"A character that cannot be seen ({character_name(line[first])}) stands here{others}; "
            "it could change how the text looks or acts, so delete it and type what is around it anew."
        )
    report.error("dangerous-character", message, number, first)
    return _NONCHARACTER.sub(_STAND_IN, DANGEROUS.sub(_STAND_IN, line))
