"""The MAC of a row and the keyed digests beside it; the key never reaches the database.

Three uses, three keys derived from one: the rows' MAC, digests of what must not be written out
(search terms, sessions, reasons), and the pseudonyms of people in the auditor's list.
"""

import hmac
import json
from datetime import UTC
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.conf import settings

from columns.codes import CROCKFORD
from columns.keyring import read_keys
from columns.suites import DIGESTS, SUITES

if TYPE_CHECKING:
    from audit.models import Entry

# Which columns are covered, and how they are written; a row says under which form it was signed.
FORM = 1
COVERED: dict[int, tuple[str, ...]] = {
    1: (
        "at", "actor_id", "actor_role", "verb", "outcome", "object_type", "object_id", "cadre_id",
        "dossier_id", "reason", "detail", "fields", "purpose", "request_id", "session_ref",
        "terminal_ip", "form", "alg", "key_id",
    ),
}  # fmt: skip
PSEUDONYM_SIGNS = 6
DIGEST_SIGNS = 16


@lru_cache(maxsize=4)
def _keys(entries: str) -> dict[str, bytes]:
    return read_keys(entries.split(","), setting="AUDIT_KEY")


def keys() -> dict[str, bytes]:
    """Key id → master key, newest first."""
    return _keys(settings.AUDIT_KEY)


def _algorithm() -> str:
    return DIGESTS[SUITES[settings.CRYPTO_SUITE].digest]


@lru_cache(maxsize=64)
def _derived(master: bytes, use: str) -> bytes:
    """So that a digest shown on a page says nothing about the key that signs rows."""
    return hmac.digest(master, f"huifang audit {use}".encode(), "sha256")


def sign(entry: "Entry") -> None:
    """Sets form, algorithm, key id and MAC from all that the program decides about the row."""
    key_id, master = next(iter(keys().items()))
    entry.form, entry.alg, entry.key_id = FORM, f"hmac-{_algorithm()}", key_id
    entry.mac = _mac(entry, master)


def is_genuine(entry: "Entry") -> bool:
    """Whether the row stands as it was signed; False too for a key or form we do not know."""
    master = keys().get(entry.key_id)
    known = entry.alg.removeprefix("hmac-") in DIGESTS.values() and entry.form in COVERED
    if master is None or not known or entry.mac is None:
        return False
    return hmac.compare_digest(bytes(entry.mac), _mac(entry, master))


def _mac(entry: "Entry", master: bytes) -> bytes:
    return hmac.digest(_derived(master, "rows"), canonical(entry), entry.alg.removeprefix("hmac-"))


def canonical(entry: "Entry") -> bytes:
    """One way to write a row: the columns of its form in order, as JSON with sorted keys."""
    values = [_plain(getattr(entry, name)) for name in COVERED[entry.form]]
    return json.dumps(
        values, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()


def _plain(value: Any) -> Any:
    if hasattr(value, "astimezone"):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if value is None or isinstance(value, bool | int | dict | list):
        return value
    return str(value)


def digest_of(text: str) -> str:
    """The same text gives the same sign, which says nothing without the key."""
    master = next(iter(keys().values()))
    return (
        "~" + hmac.digest(_derived(master, "texts"), text.encode(), "sha256").hex()[:DIGEST_SIGNS]
    )


def pseudonym(cadre_id: int) -> str:
    """`P-7F3K2Q`: one person, one sign, by the oldest key, so that a new key renames nobody."""
    master = list(keys().values())[-1]
    found = hmac.digest(_derived(master, "people"), str(cadre_id).encode(), "sha256")
    return "P-" + "".join(CROCKFORD[byte & 31] for byte in found[:PSEUDONYM_SIGNS])
