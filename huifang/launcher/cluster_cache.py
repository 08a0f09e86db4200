"""A migrated cluster kept for `./test WORDS`, so that a small run starts at once.

Kept by the contents of everything a migration is made of; where that has changed, the newest
cluster whose own migrations are all still there is taken and only the rest is applied. The whole
suite never uses it.
"""

import hashlib
import json
import shutil
import subprocess
import tempfile
from pathlib import Path

import psycopg

from huifang.launcher.services import SUPERUSER, Services

ROOT = Path(__file__).resolve().parent.parent.parent
TEMPLATE = "hf_template"
KEPT = 4
# Beside a kept cluster: the migrations it has. In the run's folder: its template lacks some.
APPLIED, BEHIND = ".json", "template.behind"
MADE_FROM = (
    "*/migrations/*.py",
    "*/data/*",
    "*/data/**/*",
    "columns/*.py",
    "*/models.py",
    "*/models/*.py",
    "cases/rules/walls.py",
)


def fingerprint() -> str:
    """Of everything a migrated database is made from."""
    digest = hashlib.sha256()
    for pattern in MADE_FROM:
        for path in sorted(ROOT.glob(pattern)):
            if path.is_file():
                digest.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    for name in ("uv.lock", "huifang/settings.py", "huifang/launcher/roles.sql"):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()[:16]


def migrations() -> dict[str, str]:
    """Every migration and the digest of its text."""
    return {
        str(path.relative_to(ROOT)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(ROOT.glob("*/migrations/[0-9]*.py"))
    }


def place() -> Path:
    return ROOT / ".run" / "test-clusters" / fingerprint()


def take(services: Services) -> Path:
    """Put a kept cluster where the new one would be made; answers its place, kept or not."""
    kept = place()
    if kept.exists():
        kept.touch()
        _copy(kept, services.places.postgres)
    elif (earlier := _earlier(kept.parent)) is not None:
        _copy(earlier, services.places.postgres)
        (services.sockets / BEHIND).touch()
    return kept


def _earlier(folder: Path) -> Path | None:
    """The kept cluster that lacks fewest of today's migrations and has no other."""
    now, found = migrations(), dict[Path, int]()
    for told in folder.glob(f"*{APPLIED}"):
        applied, cluster = json.loads(told.read_text()), told.with_suffix("")
        if cluster.exists() and applied.items() <= now.items():
            found[cluster] = len(applied)
    return max(found, key=found.__getitem__, default=None)


def keep(services: Services, kept: Path) -> None:
    """After the run: drop the tests' own databases and keep the template for the next run."""
    if kept.exists() or not (services.sockets / "template.done").exists() or place() != kept:
        return
    names = "SELECT datname FROM pg_database WHERE datname ~ '^hf_' AND datname <> %s"
    dsn = services.endpoints.dsn(SUPERUSER)
    with psycopg.connect(dsn, autocommit=True) as connection:
        for (name,) in connection.execute(names, [TEMPLATE]).fetchall():
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
    services.stop_servers()
    kept.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=kept.parent) as scratch:
        staged = Path(scratch) / "cluster"
        _copy(services.places.postgres, staged)
        if not kept.exists():
            kept.with_suffix(APPLIED).write_text(json.dumps(migrations()))
            staged.rename(kept)
    _prune(kept.parent)


def _copy(source: Path, target: Path) -> None:
    """cp keeps owners and modes, and copies holes as holes."""
    subprocess.run(["cp", "-a", source, target], check=True)


def _prune(folder: Path) -> None:
    clusters = sorted(
        (path for path in folder.glob("[0-9a-f]*") if path.is_dir()),
        key=lambda path: path.stat().st_mtime,
        reverse=True,
    )
    for old in clusters[KEPT:]:
        old.with_suffix(APPLIED).unlink(missing_ok=True)
        shutil.rmtree(old, ignore_errors=True)
