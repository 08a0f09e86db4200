"""The private folder of ./start: data, logs, secrets, and who is running on them."""

import fcntl
import hashlib
import json
import os
import secrets
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from huifang.launcher.binaries import SHARED_STATE, account, traversable
from huifang.launcher.services import Places

ROOT = Path(__file__).resolve().parent.parent.parent
HOME = Path(os.environ.get("HUIFANG_HOME") or ROOT / ".run").resolve()
ROTATE_AT = 5 * 2**20


class Exposed(Exception):
    """Keys that others on this machine can read; the text says what to do."""


@dataclass
class Home:
    """One per checkout. As root in a closed folder only PostgreSQL's data lives elsewhere."""

    path: Path = HOME
    lock: IO[str] | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        # PostgreSQL's own account must be able to walk through, nobody to look around.
        self.path.mkdir(mode=0o711, parents=True, exist_ok=True)
        for name in ("logs", "media", "redis", "static"):
            (self.path / name).mkdir(mode=0o700, exist_ok=True)

    @property
    def logs(self) -> Path:
        return self.path / "logs"

    def places(self) -> Places:
        return Places(postgres=self._postgres(), redis=self.path / "redis", logs=self.logs)

    def _postgres(self) -> Path:
        if account().borrowed and not traversable(self.path / "postgres"):
            name = hashlib.sha256(str(self.path).encode()).hexdigest()[:12]
            return SHARED_STATE / name / "postgres"
        return self.path / "postgres"

    def take(self) -> bool:
        """The house key: held until this process ends, however it ends."""
        self.lock = (self.path / "lock").open("a")
        try:
            fcntl.flock(self.lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self.lock.close()
            self.lock = None
        return self.lock is not None

    def secrets(self) -> dict[str, str]:
        """Made once, readable by the owner alone. Losing FIELD_KEYS loses the sealed columns."""
        file = self.path / "secrets.json"
        if file.exists():
            _must_be_private(file)
        found: dict[str, str] = json.loads(file.read_text()) if file.exists() else {}
        made = {
            "SECRET_KEY": secrets.token_urlsafe(50),
            "FIELD_KEYS": f"k1:{secrets.token_hex(32)}",
            "BLIND_KEY": secrets.token_hex(32),
            "AUDIT_KEY": f"a1:{secrets.token_hex(32)}",
        }
        if made.keys() - found.keys():  # a folder from before one of them was asked for
            found = made | found
            self._write(file, found)
        return found

    def remember(self, name: str, value: object) -> None:
        self._write(self.path / f"{name}.json", value)

    def recall(self, name: str) -> object:
        file = self.path / f"{name}.json"
        return json.loads(file.read_text()) if file.exists() else None

    def forget(self, name: str) -> None:
        (self.path / f"{name}.json").unlink(missing_ok=True)

    def _write(self, file: Path, value: object) -> None:
        scratch = file.with_suffix(".new")
        scratch.unlink(missing_ok=True)
        handle = os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as out:
            json.dump(value, out, ensure_ascii=False, indent=1)
        scratch.replace(file)

    def reset(self) -> None:
        """Everything goes but the logs, the lock and what the tests keep."""
        shutil.rmtree(self._postgres(), ignore_errors=True)
        for name in ("redis", "media", "static"):
            shutil.rmtree(self.path / name, ignore_errors=True)
        for name in ("secrets", "accounts", "first", "migrated"):
            self.forget(name)
        for file in self.path.glob("beat*"):
            file.unlink()
        self.__post_init__()

    def rotate_logs(self) -> None:
        for log in self.logs.glob("*.log"):
            if log.stat().st_size > ROTATE_AT:
                log.replace(log.with_suffix(".log.1"))


def _must_be_private(file: Path) -> None:
    """0400 or 0600: what anybody else can read protects nothing."""
    mode = file.stat().st_mode & 0o777
    if mode & 0o177:
        raise Exposed(
            f"密钥文件 {file} 的权限是 {mode:03o}，其他人可能读到。请执行 chmod 600 {file}；"
            "如果已被他人读取，请按运维手册“密钥”一节更换密钥，然后重新启动。"
        )
