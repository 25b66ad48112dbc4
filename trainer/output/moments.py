"""Times in words that mean the same everywhere, whatever the machine's locale."""

from datetime import datetime, timedelta

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def moment(wall: str) -> str:
    """`1 March 2026, 10:00 (UTC+1)` for an ISO 8601 time, in the zone it names; other text as it is."""
    try:
        at = datetime.fromisoformat(wall)
    except ValueError:
        return wall
    zone = f" ({_zone(offset)})" if (offset := at.utcoffset()) is not None else ""
    return f"{at.day} {_MONTHS[at.month - 1]} {at.year}, {at:%H:%M}{zone}"


def duration(seconds: float) -> str:
    """`12 s`, `2 min 05 s`, `1 h 04 min`."""
    whole = max(0, round(seconds))
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60:02} s"
    return f"{whole // 3600} h {whole % 3600 // 60:02} min"


def _zone(offset: timedelta) -> str:
    minutes = round(offset.total_seconds() / 60)
    if not minutes:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'+' if minutes > 0 else '−'}{hours}" + (f":{rest:02}" if rest else "")
