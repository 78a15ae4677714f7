"""Where the service listens, and by which names it is then asked.

What a Host header may say keeps foreign web pages out: one whose name is made to lead to this machine (DNS rebinding) asks with its own.
"""

from __future__ import annotations

import socket
from collections.abc import Collection
from contextlib import suppress
from ipaddress import IPv6Address, ip_address

from extractor.lazy_patterns import lazy_pattern

__all__ = ["is_loopback", "is_own_host", "listening", "own_names", "shown"]

_HOST = lazy_pattern(r"(?:\[(?P<address>[0-9A-Fa-f:.]{2,45})\]|(?P<name>[\w.-]{1,253}))(?::\d{1,5})?")


def is_loopback(host: str) -> bool:
    """Whether a name or address leads to this machine only."""
    if host.lower() == "localhost":
        return True
    with suppress(ValueError):
        return ip_address(host).is_loopback
    return False


def own_names(host: str) -> frozenset[str]:
    """The names by which a service that listens there may be asked, beside localhost and addresses in numbers."""
    names = {host.lower().rstrip(".")}
    if not is_loopback(host):
        names.add(socket.gethostname().lower())  # its full name only the network knows, which is not asked
    return frozenset(names)


def is_own_host(host: str, names: Collection[str], *, single_words: bool) -> bool:
    """Whether the value of a Host header is this service: an address in numbers, "localhost", one of the names, or any single word.

    `single_words`: names without a dot, which no web page has but machines in a network of their own give each other.
    """
    found = _HOST.fullmatch(host)
    if found is None:
        return False
    if found["address"] is not None:
        with suppress(ValueError):
            return bool(IPv6Address(found["address"]))
        return False
    name = found["name"].lower().rstrip(".")
    if name in ("localhost", *names):
        return True
    with suppress(ValueError):
        return bool(ip_address(name))
    return single_words and bool(name) and "." not in name


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens there; port 0 is any that is free. Raises OSError, also for a name that is not known."""
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    listener = socket.socket(family, kind, protocol)
    try:
        if socket.has_ipv6 and family == socket.AF_INET6:
            listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(1024)
    except OSError:
        listener.close()
        raise
    return listener


def shown(listener: socket.socket) -> str:
    """The address of a socket for a browser."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
