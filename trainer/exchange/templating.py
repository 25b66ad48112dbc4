"""The templates of this room, with the output room's rules: everything escaped, everything made harmless."""

from __future__ import annotations

from enum import Enum
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Undefined
from markupsafe import Markup

from trainer.exchange.measure import harmless


@cache
def templates() -> Environment:
    """The environment; a slip in a template is an error."""
    made = Environment(
        loader=PackageLoader("trainer.exchange", "templates"),
        autoescape=True,
        finalize=_harmless,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters["place"] = place
    return made


def place(number: float) -> str:
    """A length in an SVG."""
    return f"{number:.1f}".removesuffix(".0")


def _harmless(value: object) -> object:
    if isinstance(value, Markup):
        return value
    if isinstance(value, str):
        return harmless(value.value if isinstance(value, Enum) else value)
    if isinstance(value, int | Undefined):
        return value
    raise TypeError(f"a template shows {value!r}")
