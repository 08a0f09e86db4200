"""What the program's processes are told, and who wins."""

import json

import pytest

from huifang.launcher.environment import allowed_hosts, everywhere, program_environment, spoken
from huifang.launcher.home import Exposed, Home


@pytest.fixture
def home(tmp_path):
    return Home(tmp_path)


def test_only_this_machine_may_call_by_default():
    assert allowed_hosts("127.0.0.1") == ["127.0.0.1", "localhost", "[::1]"]
    assert allowed_hosts("::1") == ["127.0.0.1", "localhost", "[::1]"]


def test_a_named_address_may_be_called_by_its_name():
    assert "huifang.example" in allowed_hosts("huifang.example")
    assert "[fd00::7]" in allowed_hosts("fd00::7")


@pytest.mark.parametrize(
    ("host", "open_to_all"),
    [("0.0.0.0", True), ("::", True), ("127.0.0.1", False), ("huifang.example", False)],
)
def test_everywhere_is_said_in_two_ways(host, open_to_all):
    assert everywhere(host) is open_to_all


def test_an_address_of_the_sixth_version_is_spoken_in_brackets():
    assert [spoken(host) for host in ("::1", "[::1]", "10.0.0.7")] == ["[::1]", "[::1]", "10.0.0.7"]


def test_secrets_are_made_once_and_for_the_owner_alone(home):
    first = home.secrets()
    assert home.secrets() == first
    assert set(first) == {"SECRET_KEY", "FIELD_KEYS", "BLIND_KEY", "AUDIT_KEY"}
    assert len(bytes.fromhex(first["FIELD_KEYS"].removeprefix("k1:"))) == 32
    assert (home.path / "secrets.json").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("mode", "is_private"),
    [(0o600, True), (0o400, True), (0o640, False), (0o604, False), (0o660, False), (0o700, False)],
)
def test_keys_that_others_can_read_start_nothing(home, mode, is_private):
    first = home.secrets()
    file = home.path / "secrets.json"
    file.chmod(mode)
    if is_private:
        assert home.secrets() == first
        return
    with pytest.raises(Exposed) as refusal:
        home.secrets()
    assert f"权限是 {mode:03o}" in str(refusal.value)
    assert f"chmod 600 {file}" in str(refusal.value)
    assert not any(value in str(refusal.value) for value in first.values())


def test_a_folder_from_before_a_secret_was_asked_for_gets_it_and_keeps_the_others(home):
    kept = {name: value for name, value in home.secrets().items() if name != "AUDIT_KEY"}
    (home.path / "secrets.json").write_text(json.dumps(kept))
    found = home.secrets()
    assert {name: found[name] for name in kept} == kept
    assert home.secrets()["AUDIT_KEY"] == found["AUDIT_KEY"]


def test_what_the_caller_sets_wins_over_what_we_choose(home, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "the caller's own")
    monkeypatch.delenv("FIELD_KEYS", raising=False)
    env = program_environment(home, {"REDIS_URL": "unused"}, "127.0.0.1")
    assert env["SECRET_KEY"] == "the caller's own"
    assert env["FIELD_KEYS"] == home.secrets()["FIELD_KEYS"]


def test_a_reset_forgets_everything_that_was_made(home):
    secrets = home.secrets()
    home.remember("first", {})
    home.reset()
    assert home.recall("first") is None
    assert home.secrets() != secrets


def test_only_one_launcher_holds_the_key(home, tmp_path):
    assert home.take() is True
    assert Home(tmp_path).take() is False
    home.lock.close()
    other = Home(tmp_path)
    assert other.take() is True
    other.lock.close()
