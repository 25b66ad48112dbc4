"""What a trainee is told before the first reply when typed words go to a judge over the network."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from urllib.parse import urlsplit


def judge_notice(urls: Sequence[str]) -> str:
    """Says that typed words leave the program, what goes, and where to; "" when there is no judge."""
    if not urls:
        return ""
    servers = list(dict.fromkeys(urlsplit(url).netloc for url in urls))
    places = " and ".join(filter(None, [", ".join(servers[:-1]), servers[-1]]))
    notice = (
        f"Your typed replies, with what the customer just said, are sent to {places}, where a language model judges "
        "them as well. Your name is not sent. Its judgement is advice: it cannot take a mark away."
    )
    if all(is_this_computer(url) for url in urls):
        return notice + " That is this computer."
    if any(url.startswith("http:") and not is_this_computer(url) for url in urls):
        return notice + " They travel unencrypted: anyone on the way can read them."
    return notice


def is_this_computer(url: str) -> bool:
    """Whether an address is the loopback of this machine."""
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
