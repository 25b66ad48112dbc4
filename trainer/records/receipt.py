"""Receipts: 80 bits of a hash, short enough to be read out over the telephone.

Whoever holds the receipt of a journal finds out if the journal was written anew.
"""

import re

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O or U."""

_BITS = 80
_FORGIVEN = str.maketrans("OIL", "011")
_BETWEEN = re.compile(r"[\s\u2010-\u2015\u2212-]+")
_PLAIN = re.compile(f"[{ALPHABET}]{{16}}")


def receipt(hash_hex: str) -> str:
    """The receipt of a hash of at least 20 hex digits: `K7Q2-…`, four groups of four characters."""
    number = int(hash_hex[: _BITS // 4], 16)
    digits = "".join(ALPHABET[number >> shift & 31] for shift in range(_BITS - 5, -1, -5))
    return "-".join(digits[at : at + 4] for at in range(0, len(digits), 4))


def same_receipt(a: str, b: str) -> bool:
    """Whether two receipts are the same, whatever their case, spaces and dashes; O is 0, I and L are 1."""
    first, second = _plain(a), _plain(b)
    return first == second and _PLAIN.fullmatch(first) is not None


def _plain(text: str) -> str:
    return _BETWEEN.sub("", text).upper().translate(_FORGIVEN)
