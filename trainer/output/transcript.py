"""Transcripts of attempts for people: Markdown, one self-contained HTML page, and plain lines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined, Undefined
from markupsafe import Markup

from trainer.cleaning import clean, clean_line
from trainer.files import write_private
from trainer.output import phrases
from trainer.output.charts import line_svg, sparkline
from trainer.output.markdown import Markdown, code, inline, script, told_by_narrator, words
from trainer.output.view import Transcript
from trainer.output.view_debrief import Debriefed
from trainer.output.view_of import transcript_view
from trainer.records.record import Record

_PLAIN_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,127}")
_BELOW = re.compile(r"\n(?=[^\n])")


@dataclass(frozen=True, slots=True)
class Files:
    """Where a transcript was written."""

    markdown: Path
    html: Path


def render_markdown(record: Record) -> str:
    """A transcript in Markdown."""
    return markdown_of(transcript_view(record))


def render_html(record: Record) -> str:
    """A transcript as a page that needs nothing but itself."""
    return html_of(transcript_view(record))


def render_text(record: Record) -> str:
    """A transcript in plain lines, for a terminal or a screen reader."""
    return text_of(transcript_view(record))


def write_transcripts(record: Record, folder: Path) -> Files:
    """Write both beside each other, each whole or not at all. NotWritable when that fails.

    They bear the name of the journal, so that a copy never takes the place of what is told of the original.
    """
    view, name = transcript_view(record), file_name(record.path.stem)
    files = Files(folder / f"{name}.md", folder / f"{name}.html")
    texts = {files.markdown: markdown_of(view), files.html: html_of(view)}
    for path, text in texts.items():
        do = "The record itself is kept. Choose another folder with --transcripts."
        write_private(path, text, what="the transcript could not be written", do=do)
    return files


def file_name(attempt: str) -> str:
    """A journal's name, where it can name other files; else a name made from it. A record may come from anywhere."""
    if _PLAIN_NAME.fullmatch(attempt):
        return attempt
    return f"attempt-{sha256(attempt.encode(errors='surrogatepass')).hexdigest()[:12]}"


def markdown_of(view: Transcript) -> str:
    """A view in Markdown."""
    return _markdown().get_template("transcript.md.j2").render(t=view)


def html_of(view: Transcript) -> str:
    """A view as a page."""
    return _html().get_template("transcript.html.j2").render(t=view)


def text_of(view: Transcript) -> str:
    """A view in plain lines."""
    return _text().get_template("transcript.txt.j2").render(t=view)


# What a template puts out is made harmless by its environment, so that no template can forget it.


@cache
def _html() -> Environment:
    made = _environment(autoescape=True, finalize=_harmless)
    made.globals["curve"] = _curve
    return made


@cache
def _markdown() -> Environment:
    made = _environment(autoescape=False, finalize=_in_markdown)
    made.globals |= {"script": script, "words": words, "setting": told_by_narrator, "sparkline": _sparkline}
    made.filters["code"] = code
    return made


@cache
def _text() -> Environment:
    made = _environment(autoescape=False, finalize=_in_lines)
    made.filters |= {"speaks": phrases.speaks, "line": clean_line}
    made.globals["sparkline"] = _sparkline
    return made


def _environment(*, autoescape: bool, finalize: object) -> Environment:
    made = Environment(
        loader=PackageLoader("trainer.output", "templates"),
        autoescape=autoescape,
        finalize=finalize,  # type: ignore[arg-type]
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.globals["reading"] = phrases.HOW_TO_READ
    return made


def _curve(view: Debriefed) -> Markup:
    """The score still possible, as a picture within the page."""
    drawn = line_svg(view.curve, 0, 100, "The score still possible, before the first reply and after each")
    return Markup(drawn.replace(' xmlns="http://www.w3.org/2000/svg"', ""))


def _sparkline(view: Debriefed) -> Markdown:
    return Markdown(sparkline(view.curve, 0, 100))


def _harmless(value: object) -> object:
    """For HTML, before it is escaped. Markup is what our own macros made."""
    return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else _known(value)


def _in_markdown(value: object) -> object:
    return inline(value) if isinstance(value, str) and not isinstance(value, Markdown) else _known(value)


def _in_lines(value: object) -> object:
    """For plain lines: what goes on below its first line is indented, so that no text can pose as a line of ours."""
    return _BELOW.sub("\n    ", clean(value)) if isinstance(value, str) else _known(value)


def _known(value: object) -> object:
    """A slip in a template is an error, not the word None on a page."""
    if isinstance(value, str | int | Undefined):
        return value
    raise TypeError(f"a template shows {value!r}")
