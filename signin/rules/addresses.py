"""Which address a request came from, and whether it lies in a listed network."""

from collections.abc import Iterable
from ipaddress import ip_address, ip_network

UNKNOWN = ""


def within(address: str, networks: Iterable[str]) -> bool:
    """Networks as 10.1.2.0/24 or single addresses; what is no address lies nowhere."""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    return any(found in ip_network(network, strict=False) for network in networks)


def is_network(text: str) -> bool:
    try:
        ip_network(text, strict=False)
    except ValueError:
        return False
    return True


def client_address(remote: str, forwarded: str, *, trusted: Iterable[str]) -> str:
    """The last hop that is not one of our own proxies; what a stranger wrote before it is ignored.

    >>> client_address("10.0.0.1", "6.6.6.6, 10.1.1.9", trusted=["10.0.0.1"])
    '10.1.1.9'
    """
    proxies = list(trusted)
    if not within(remote, proxies):
        return remote
    for hop in reversed([part.strip() for part in forwarded.split(",")]):
        if not _is_address(hop):
            return remote
        if not within(hop, proxies):
            return hop
    return remote


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
