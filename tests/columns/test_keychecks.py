"""A wrong or a missing key stops every door with a sentence, and nothing is written."""

import os
import subprocess
import sys

import pytest
from django.db import DatabaseError, connection, transaction

from accounts import acting
from columns.keychecks import key_faults, register_keys
from columns.models import KeyCheck
from huifang import checks
from huifang.commands import Utility, works_with_rows
from tests import factories
from tests.columns.conftest import BLIND_NEW, BLIND_OLD, NEW, OLD
from tests.plugins.database import ROOT

WRONG = "k1:" + "ee" * 32
ENV = {"HUIFANG_ENV": "development", "FIELD_KEYS": OLD, "BLIND_KEY": BLIND_OLD}
BACK = "请装回原来的密钥文件（见运维手册“密钥”一节）。系统没有启动，也没有写入任何内容。"
LACKING = f"FIELD_KEYS 里缺少密钥 k1，数据库里还有用它保护的内容：{BACK}"
ANOTHER = f"FIELD_KEYS 里的密钥 k1 不是这个数据库使用的那一把：{BACK}"


@pytest.fixture
def old_keys(settings, db):
    settings.FIELD_KEYS, settings.BLIND_KEY = [OLD], BLIND_OLD


def known():
    return list(KeyCheck.objects.order_by("purpose").values_list("purpose", "key_id", "suite"))


def test_keys_are_written_down_once(old_keys):
    assert register_keys() == []
    assert known() == [("blind", "x1", "intl"), ("field", "k1", "intl")]
    first = list(KeyCheck.objects.values_list("pk", "value"))
    assert register_keys() == []
    assert list(KeyCheck.objects.values_list("pk", "value")) == first
    assert key_faults() == []


def test_a_check_value_is_not_the_key_nor_a_part_of_it(old_keys):
    register_keys()
    for check in KeyCheck.objects.all():
        digits = bytes(check.value).hex()
        assert len(digits) == 32
        assert digits not in (OLD + BLIND_OLD)


def test_another_key_under_a_known_name_is_a_fault(old_keys, settings):
    register_keys()
    settings.FIELD_KEYS = [WRONG]
    assert key_faults() == [ANOTHER]


def test_another_blind_key_is_a_fault(old_keys, settings):
    register_keys()
    settings.BLIND_KEY = "x1:" + "ee" * 32
    assert key_faults() == [ANOTHER.replace("FIELD_KEYS", "BLIND_KEY").replace("k1", "x1")]


def test_a_key_that_is_still_needed_must_be_there(old_keys, settings):
    register_keys()
    settings.FIELD_KEYS = [NEW]
    assert key_faults() == [LACKING]


def test_a_retired_key_may_be_taken_out_but_not_replaced(old_keys, settings):
    register_keys()
    KeyCheck.objects.filter(key_id="k1").update(retired_at=factories.NOON)
    settings.FIELD_KEYS = [NEW]
    assert key_faults() == []
    settings.FIELD_KEYS = [NEW, WRONG]
    assert key_faults() == [ANOTHER]


def test_a_key_added_beside_the_known_one_is_written_down(old_keys, settings):
    register_keys()
    settings.FIELD_KEYS, settings.BLIND_KEY = [NEW, OLD], f"{BLIND_NEW},{BLIND_OLD}"
    assert (key_faults(), register_keys()) == ([], [])
    assert {key for _, key, _ in known()} == {"k1", "k2", "x1", "x2"}


def test_a_first_key_that_opens_nothing_of_what_is_stored_is_not_written_down(old_keys, settings):
    factories.cadre(factories.work_unit(), phone="13800001234")
    settings.FIELD_KEYS = [WRONG]
    assert register_keys() == [f"FIELD_KEYS 里的密钥 k1 打不开“干部”里已有的内容：{BACK}"]
    settings.FIELD_KEYS = [NEW]
    assert register_keys() == [
        f"FIELD_KEYS 里缺少密钥 k1，“干部”里有用它加密的内容：{BACK}",
    ]
    assert known() == []


@pytest.mark.parametrize(
    "change", ["UPDATE columns_keycheck SET value = ''", "DELETE FROM columns_keycheck"]
)
def test_the_application_role_changes_no_check_value(old_keys, change):
    register_keys()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE hf_app")
        with pytest.raises(DatabaseError, match="denied"):
            cursor.execute(change)


def test_our_own_commands_and_djangos_that_touch_rows_ask_for_the_keys():
    fetch = super(Utility, Utility(["manage.py"])).fetch_command
    asked = {
        name: works_with_rows(fetch(name), name)
        for name in ("reconcile", "load_demo", "clear_demo", "rotate_keys", "shell", "migrate",
                     "clocks", "check", "makemigrations", "collectstatic", "axes_reset")
    }  # fmt: skip
    assert asked == {
        "reconcile": True, "load_demo": True, "clear_demo": True, "rotate_keys": True,
        "shell": True, "migrate": False, "clocks": False, "check": False,
        "makemigrations": False, "collectstatic": False, "axes_reset": False,
    }  # fmt: skip


def test_a_command_run_by_the_owner_registers_nothing(old_keys):
    checks.command_door(may_register=False)
    assert known() == []


@pytest.mark.slow
class TestDoors:
    """Each in a process of its own, as it is started in earnest."""

    DOORS = {
        "web": [sys.executable, "-c", "import huifang.wsgi"],
        "worker": [sys.executable, "-m", "celery", "-A", "huifang", "worker", "--pool", "solo"],
        "beat": [sys.executable, "-m", "celery", "-A", "huifang", "beat", "--pidfile", ""],
        "command": [sys.executable, "manage.py", "reconcile"],
        "rotation": [sys.executable, "manage.py", "rotate_keys"],
        "shell": [sys.executable, "manage.py", "shell", "-c", "print('ran')"],
        "migrate": [sys.executable, "manage.py", "migrate"],
    }

    @pytest.fixture
    def written(self, committed_db, settings):
        settings.FIELD_KEYS, settings.BLIND_KEY = [OLD], BLIND_OLD
        with acting.for_system("register_keys"):
            assert register_keys() == []
        with transaction.atomic():
            factories.cadre(factories.work_unit(), phone="13800001234")
        return committed_db

    def ask(self, words, tmp_path, **env):
        if "beat" in words:
            words = [*words, "--schedule", str(tmp_path / "schedule")]
        done = subprocess.run(
            words, cwd=ROOT, env={**os.environ, **ENV, **env}, capture_output=True, text=True,
            check=False, timeout=120,
        )  # fmt: skip
        return done.returncode, done.stdout + done.stderr

    @pytest.mark.parametrize("door", sorted(DOORS))
    @pytest.mark.parametrize(
        ("keys", "said"), [(WRONG, ANOTHER), (NEW, LACKING)], ids=["wrong", "missing"]
    )
    def test_no_door_opens_with_a_wrong_or_missing_key(self, written, tmp_path, door, keys, said):
        before = known()
        status, text = self.ask(self.DOORS[door], tmp_path, FIELD_KEYS=keys)
        assert status != 0
        assert said in text
        assert "Traceback" not in text or door == "web"
        assert known() == before

    @pytest.mark.parametrize("door", ["web", "command"])
    def test_the_same_doors_open_with_the_right_one(self, written, tmp_path, door):
        status, text = self.ask(self.DOORS[door], tmp_path)
        assert status == 0, text
