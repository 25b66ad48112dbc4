"""The one way to the screen for words that others wrote: cleaned, and never read as markup."""

from datetime import datetime

from rich.cells import cell_len, set_cell_size
from textual.content import Content

from trainer.cleaning import clean, clean_line

EMPTY = Content("")
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def words(text: str, style: str = "") -> Content:
    """Words as they are, over as many lines as they have."""
    return Content.styled(clean(text), style) if style else Content(clean(text))


def line(text: str, style: str = "") -> Content:
    """Words on one line."""
    return Content.styled(clean_line(text), style) if style else Content(clean_line(text))


def join(*parts: Content) -> Content:
    """Parts one after the other."""
    return Content.assemble(*parts)


def paragraphs(*parts: Content) -> Content:
    """Parts with an empty line between them; empty parts are left out."""
    return Content("\n\n").join([p for p in parts if p.plain])


def lines(*parts: Content) -> Content:
    """Parts on lines of their own."""
    return Content("\n").join(parts)


def columns(text: str) -> int:
    """How many columns a text takes."""
    return cell_len(clean_line(text))


def fitted(text: str, width: int) -> str:
    """A text cut or filled to a number of columns."""
    cleaned = clean_line(text)
    if cell_len(cleaned) > width > 1:
        return set_cell_size(cleaned, width - 1) + "…"
    return set_cell_size(cleaned, width)


def moment(iso: str) -> str:
    """A time from a journal as people write it: `22 Nov 2025, 14:02`; as it stands when it is no time."""
    try:
        when = datetime.fromisoformat(iso)
    except ValueError:
        return clean_line(iso)
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}, {when:%H:%M}"


def minutes(seconds: float) -> str:
    """A stretch of time: `02:41`."""
    whole = max(0, int(seconds))
    return f"{whole // 60:02d}:{whole % 60:02d}"


def count(number: int, one: str, many: str = "") -> str:
    """`1 reply`, `3 replies`."""
    return f"{number} {one if number == 1 else many or one + 's'}"
