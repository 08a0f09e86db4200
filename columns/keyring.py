"""The keys of the settings, and what is done with them: seal, open, index.

A value: algorithm, length of the key id, key id, nonce, ciphertext with tag. The place (table,
column, row) is authenticated with it, so that a value copied elsewhere does not open.
An index: algorithm, length of the key id, key id, digest.
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from columns.suites import (
    CIPHERS,
    DIGESTS,
    GM,
    HMAC_SHA256,
    INTL,
    MASTER_BYTES,
    NONCE_BYTES,
    SUITES,
    UNBOUND_AES,
    AesGcm,
    Sm4Gcm,
    Suite,
    digest,
)

# The name of a blind key that the setting gives without one.
FIRST_BLIND = "b1"
# What a key is for → the setting that brings it.
PURPOSES = {"field": "FIELD_KEYS", "blind": "BLIND_KEY"}
SHAPE = "写法是“编号:64位十六进制数”，多个之间用逗号分开，新的在前"


@dataclass(frozen=True)
class Ring:
    """Key id → master key, newest first; `suite` says how the newest one seals."""

    suite: Suite
    fields: dict[str, bytes]
    blinds: dict[str, bytes]

    @property
    def newest(self) -> str:
        return next(iter(self.fields))

    @property
    def newest_blind(self) -> str:
        return next(iter(self.blinds))

    @property
    def head(self) -> bytes:
        """How a value sealed today begins."""
        return _head(self.suite.seal, self.newest)

    @property
    def index_head(self) -> bytes:
        return _head(self.suite.digest, self.newest_blind)


def _head(algorithm: int, key_id: str) -> bytes:
    name = key_id.encode()
    return bytes([algorithm, len(name)]) + name


def read_keys(entries: Iterable[str], *, setting: str) -> dict[str, bytes]:
    """Raises ImproperlyConfigured with a sentence that never repeats a key."""
    found: dict[str, bytes] = {}
    for entry in filter(None, (each.strip() for each in entries)):
        key_id, colon, digits = entry.partition(":")
        if not colon:
            key_id, digits = FIRST_BLIND, entry
        try:
            master = bytes.fromhex(digits)
        except ValueError:
            master = b""
        if len(master) != MASTER_BYTES or not key_id.isalnum() or len(key_id.encode()) > 20:
            raise ImproperlyConfigured(f"{setting} 的写法不对：{SHAPE}。")
        if key_id in found:
            raise ImproperlyConfigured(f"{setting} 里有两个编号同为 {key_id} 的密钥，请改正。")
        found[key_id] = master
    if not found:
        raise ImproperlyConfigured(f"{setting} 没有密钥：{SHAPE}。")
    return found


@lru_cache(maxsize=8)
def _ring(suite: str, fields: tuple[str, ...], blinds: tuple[str, ...]) -> Ring:
    if suite not in SUITES:
        raise ImproperlyConfigured("CRYPTO_SUITE 只能是 intl（国际算法）或 gm（国密算法）。")
    return Ring(
        SUITES[suite],
        read_keys(fields, setting="FIELD_KEYS"),
        read_keys(blinds, setting="BLIND_KEY"),
    )


def ring() -> Ring:
    blinds = settings.BLIND_KEY
    return _ring(settings.CRYPTO_SUITE, tuple(settings.FIELD_KEYS), tuple(blinds.split(",")))


@lru_cache(maxsize=32)
def _cipher(algorithm: int, master: bytes) -> AesGcm | Sm4Gcm:
    return CIPHERS[algorithm](master)


class Unreadable(ValueError):
    """A sealed value that is no value of ours: cut short, or of an unknown algorithm or key."""


def seal(text: str, place: str) -> bytes:
    """`place` says where the value will stand; it opens there only."""
    keys = ring()
    nonce = secrets.token_bytes(NONCE_BYTES)
    cipher = _cipher(keys.suite.seal, keys.fields[keys.newest])
    about = keys.head + b"\0" + place.encode()
    return keys.head + nonce + cipher.encrypt(nonce, text.encode(), about)


def unseal(value: bytes, place: str) -> str:
    """Raises Unreadable, or cryptography's InvalidTag when value or place were altered."""
    algorithm, key_id, rest = _parts(value)
    master = ring().fields.get(key_id)
    if algorithm not in CIPHERS or master is None or len(rest) < NONCE_BYTES:
        raise Unreadable(f"sealed with algorithm {algorithm} under key {key_id!r}")
    about = value[: len(value) - len(rest)]
    if algorithm != UNBOUND_AES:
        about += b"\0" + place.encode()
    cipher = _cipher(algorithm, master)
    return cipher.decrypt(rest[:NONCE_BYTES], rest[NONCE_BYTES:], about).decode()


def _parts(value: bytes) -> tuple[int, str, bytes]:
    """Algorithm, key id, and what follows the head."""
    if len(value) < 2 or len(value) < 2 + value[1]:
        raise Unreadable("cut short")
    end = 2 + value[1]
    return value[0], value[2:end].decode(errors="replace"), value[end:]


def key_of(value: bytes) -> str:
    """The id of the key that sealed the value."""
    return _parts(value)[1]


def is_current(value: bytes) -> bool:
    """Sealed as one would seal today: newest key, suite of the setting, bound to its row."""
    return value.startswith(ring().head)


def blind_index(text: str) -> bytes:
    """The same text gives the same bytes, which say nothing without the key."""
    keys = ring()
    body = digest(keys.suite.digest, keys.blinds[keys.newest_blind], text.encode())
    return keys.index_head + body


def blind_indexes(text: str) -> list[bytes]:
    """Every index the text may have in a table that is between two keys or two suites; the first
    is today's. The last kind has no head: it was made before algorithms were named."""
    keys = ring()
    found = [blind_index(text)]
    for key_id, key in keys.blinds.items():
        for suite in (INTL, GM) if keys.suite is INTL else (GM, INTL):
            if DIGESTS[suite.digest] in _available():
                made = _head(suite.digest, key_id) + digest(suite.digest, key, text.encode())
                found += [made] if made not in found else []
        found.append(digest(HMAC_SHA256, key, text.encode()))
    return found


@lru_cache(maxsize=1)
def _available() -> frozenset[str]:
    """Digests this OpenSSL brings; what it never made, no row can hold."""
    found = set()
    for algorithm, name in DIGESTS.items():
        try:
            digest(algorithm, b"key", b"")
        except ValueError:
            continue
        found.add(name)
    return frozenset(found)
