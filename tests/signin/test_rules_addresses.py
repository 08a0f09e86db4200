"""Which address a request came from."""

import pytest

from signin.rules.addresses import client_address, within

PROXY = ["10.0.0.1", "10.0.0.2"]


@pytest.mark.parametrize(
    ("remote", "forwarded", "found"),
    [
        ("10.1.1.9", "", "10.1.1.9"),
        ("10.1.1.9", "6.6.6.6", "10.1.1.9"),
        ("10.0.0.1", "10.1.1.9", "10.1.1.9"),
        ("10.0.0.1", "6.6.6.6, 10.1.1.9", "10.1.1.9"),
        ("10.0.0.1", "6.6.6.6, 10.1.1.9, 10.0.0.2", "10.1.1.9"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("10.0.0.1", "x; DROP TABLE", "10.0.0.1"),
        ("10.0.0.1", "6.6.6.6, <b>", "10.0.0.1"),
        ("10.0.0.1", "10.0.0.2", "10.0.0.1"),
        ("10.0.0.1", "fe80::1", "fe80::1"),
    ],
)
def test_only_what_our_own_proxies_wrote_counts(remote, forwarded, found):
    assert client_address(remote, forwarded, trusted=PROXY) == found


@pytest.mark.parametrize(
    ("address", "inside"),
    [("10.1.2.3", True), ("10.1.3.1", False), ("192.168.0.7", True), ("", False), ("abc", False)],
)
def test_networks_and_single_addresses(address, inside):
    assert within(address, ["10.1.2.0/24", "192.168.0.7"]) is inside
