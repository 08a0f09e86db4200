"""Content too large for a column: sealed with a key of its own, which lies in a sealed column.

Changing FIELD_KEYS seals that column anew and never touches a file. The first byte names the
algorithm; the place (table, row) is authenticated with the content.
"""

import secrets

from columns.keyring import Unreadable, ring
from columns.suites import CIPHERS, MASTER_BYTES, NONCE_BYTES, UNBOUND_AES


def new_file_key() -> str:
    """In hex, as a SealedTextField keeps it."""
    return secrets.token_hex(MASTER_BYTES)


def seal_file(content: bytes, key: str, place: str) -> bytes:
    algorithm = ring().suite.seal
    nonce = secrets.token_bytes(NONCE_BYTES)
    head = bytes([algorithm])
    cipher = CIPHERS[algorithm](bytes.fromhex(key))
    return head + nonce + cipher.encrypt(nonce, content, head + place.encode())


def unseal_file(sealed: bytes, key: str, place: str) -> bytes:
    """Raises Unreadable, or cryptography's InvalidTag when content or place were altered."""
    algorithm = sealed[0] if len(sealed) > NONCE_BYTES else 0
    if algorithm not in CIPHERS or algorithm == UNBOUND_AES:
        raise Unreadable("not a sealed file")
    nonce, rest = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
    about = sealed[:1] + place.encode()
    return CIPHERS[algorithm](bytes.fromhex(key)).decrypt(nonce, rest, about)
