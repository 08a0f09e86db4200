"""The variables the program's processes are started with."""

import contextlib
import ipaddress
import os
import socket
from collections.abc import Mapping

from huifang.launcher.home import ROOT, Home

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


def program_environment(home: Home, services: Mapping[str, str], host: str) -> dict[str, str]:
    """What the caller's environment says wins over what we would choose."""
    chosen = {
        "HUIFANG_ENV": "development",
        "ALLOWED_HOSTS": ",".join(allowed_hosts(host)),
        "MEDIA_ROOT": str(home.path / "media"),
        "STATIC_ROOT": str(home.path / "static"),
        **home.secrets(),
        **services,
    }
    return {
        **chosen,
        **os.environ,
        "PYTHONUNBUFFERED": "1",
        "PYTHONPATH": str(ROOT),
        "DJANGO_SETTINGS_MODULE": "huifang.settings",
    }


def allowed_hosts(host: str) -> list[str]:
    """The names under which this machine may be called when it listens on `host`."""
    if spoken(host) in LOOPBACK:
        return list(LOOPBACK)
    names = {*LOOPBACK, socket.gethostname()}
    if not everywhere(host):
        return sorted({*names, spoken(host)})
    with contextlib.suppress(OSError):
        found = socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)
        names |= {str(entry[4][0]) for entry in found}
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(("10.255.255.255", 1))  # sends nothing; picks the address of the network card
        names.add(probe.getsockname()[0])
    return sorted(names)


def spoken(host: str) -> str:
    """As it stands in an address: IPv6 in brackets."""
    return f"[{host}]" if ":" in host and not host.startswith("[") else host


def everywhere(host: str) -> bool:
    """Whether listening on `host` means on every network card: 0.0.0.0 or ::."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_unspecified
    except ValueError:  # a name
        return False
