"""`trainer show`: one transcript."""

from collections.abc import Sequence

from trainer.cli.arguments import find_journal, parse, parser, places, put, put_json
from trainer.errors import ExitCode
from trainer.files import is_there
from trainer.records.record import read_record


def run(arguments: Sequence[str]) -> ExitCode:
    """Print an attempt as people or programs read it."""
    options = parser("show", "One transcript.", "trainer show 20261122-101500-two-minute-counter-3f9a2c --format html")
    options.add_argument("attempt", metavar="ATTEMPT", help="its id, the beginning of it, or the journal's path")
    options.add_argument("--format", choices=("markdown", "html", "text", "json"), default="text")
    parsed = parse(options, arguments)
    journal = find_journal(places(parsed), parsed.attempt)
    record = read_record(journal)
    if parsed.format == "json":
        from trainer.output.result_json import result_json

        files = {"journal": journal, "markdown": journal.with_suffix(".md"), "html": journal.with_suffix(".html")}
        present = {kind: path if is_there(path) else None for kind, path in files.items()}
        put_json(result_json(record.header, record.result(), present))
        return ExitCode.DONE
    from trainer.output.transcript import render_html, render_markdown, render_text

    render = {"markdown": render_markdown, "html": render_html, "text": render_text}[parsed.format]
    put(render(record))
    return ExitCode.DONE
