"""What seals and digests: AES-256-GCM with SHA-256, or SM4-GCM with SM3, as CRYPTO_SUITE says.

Every stored value begins with the byte of its algorithm, so both kinds stay readable whichever
suite the setting names today.
"""

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MASTER_BYTES = 32
NONCE_BYTES = 12
TAG_BYTES = 16
SM4_KEY_BYTES = 16
# Written before values were bound to their row; still read, never written.
UNBOUND_AES: Final = 0x01
AES_GCM: Final = 0x02
SM4_GCM: Final = 0x03
HMAC_SHA256: Final = 0x01
HMAC_SM3: Final = 0x02


@dataclass(frozen=True)
class Suite:
    name: str
    label: str
    seal: int
    digest: int


INTL = Suite("intl", "国际算法（AES-256-GCM、SHA-256）", AES_GCM, HMAC_SHA256)
GM = Suite("gm", "国密算法（SM4-GCM、SM3）", SM4_GCM, HMAC_SM3)
SUITES = {suite.name: suite for suite in (INTL, GM)}
DIGESTS = {HMAC_SHA256: "sha256", HMAC_SM3: "sm3"}


def _derived(
    master: bytes, purpose: bytes, *, over: hashes.HashAlgorithm, length: int = SM4_KEY_BYTES
) -> bytes:
    """HKDF (RFC 5869): one use of the master key never tells anything about another use."""
    return HKDF(over, length, None, b"huifang " + purpose).derive(master)


class AesGcm:
    """NIST SP 800-38D with a 96-bit nonce."""

    def __init__(self, master: bytes) -> None:
        self._cipher = AESGCM(master)

    def encrypt(self, nonce: bytes, text: bytes, about: bytes) -> bytes:
        return self._cipher.encrypt(nonce, text, about)

    def decrypt(self, nonce: bytes, sealed: bytes, about: bytes) -> bytes:
        return self._cipher.decrypt(nonce, sealed, about)


class Sm4Gcm:
    """SM4 (GB/T 32907-2016) in GCM; its key of 128 bits is derived from the master by SM3."""

    def __init__(self, master: bytes) -> None:
        self._key = algorithms.SM4(_derived(master, b"sm4-gcm", over=hashes.SM3()))

    def encrypt(self, nonce: bytes, text: bytes, about: bytes) -> bytes:
        turning = Cipher(self._key, modes.GCM(nonce)).encryptor()
        turning.authenticate_additional_data(about)
        return turning.update(text) + turning.finalize() + turning.tag

    def decrypt(self, nonce: bytes, sealed: bytes, about: bytes) -> bytes:
        if len(sealed) < TAG_BYTES:
            raise InvalidTag
        turning = Cipher(self._key, modes.GCM(nonce, sealed[-TAG_BYTES:])).decryptor()
        turning.authenticate_additional_data(about)
        return turning.update(sealed[:-TAG_BYTES]) + turning.finalize()


CIPHERS: dict[int, Callable[[bytes], AesGcm | Sm4Gcm]] = {
    UNBOUND_AES: AesGcm,
    AES_GCM: AesGcm,
    SM4_GCM: Sm4Gcm,
}


def digest(algorithm: int, key: bytes, text: bytes) -> bytes:
    return hmac.digest(key, text, DIGESTS[algorithm])


def check_value(master: bytes, *, purpose: str) -> bytes:
    """What the database may know of a key: equal for equal keys, of no use for opening."""
    return _derived(master, b"key check of " + purpose.encode(), over=hashes.SHA256())


def works(suite: Suite) -> bool:
    """Whether this machine's OpenSSL brings the suite; some builds leave SM3 and SM4 out."""
    try:
        cipher = CIPHERS[suite.seal](bytes(MASTER_BYTES))
        nonce = bytes(NONCE_BYTES)
        is_same = cipher.decrypt(nonce, cipher.encrypt(nonce, b"text", b"about"), b"about")
        digest(suite.digest, b"key", b"text")
        hashlib.new(DIGESTS[suite.digest])
    except Exception:  # noqa: BLE001 (OpenSSL's own errors have no common ancestor)
        return False
    return is_same == b"text"
