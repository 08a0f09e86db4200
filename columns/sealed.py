"""Text that is ciphertext in the database: phone, ID number, family and health facts."""

import hmac
import secrets
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import models

if TYPE_CHECKING:
    BytesColumn = models.BinaryField[str, Any]
else:
    BytesColumn = models.BinaryField

# One byte of algorithm on each value, so that SM4-GCM can be added without rewriting rows.
AES_GCM = b"\x01"
NONCE_BYTES = 12


@lru_cache(maxsize=1)
def _keys() -> dict[bytes, AESGCM]:
    """Key id → cipher, in the order of the setting; the first one seals."""
    pairs = (entry.split(":", 1) for entry in settings.FIELD_KEYS)
    return {key_id.encode(): AESGCM(bytes.fromhex(digits)) for key_id, digits in pairs}


def seal(text: str) -> bytes:
    """algorithm, length of key id, key id, nonce, ciphertext with tag."""
    key_id, cipher = next(iter(_keys().items()))
    nonce = secrets.token_bytes(NONCE_BYTES)
    head = AES_GCM + bytes([len(key_id)]) + key_id
    return head + nonce + cipher.encrypt(nonce, text.encode(), head)


def unseal(value: bytes) -> str:
    """Raises cryptography's InvalidTag when the value was altered, KeyError for an unknown key."""
    end = 2 + value[1]
    head, nonce, body = value[:end], value[end : end + NONCE_BYTES], value[end + NONCE_BYTES :]
    return _keys()[value[2:end]].decrypt(nonce, body, head).decode()


def blind_index(text: str) -> bytes:
    """The same text gives the same 32 bytes, which say nothing without the key."""
    return hmac.digest(bytes.fromhex(settings.BLIND_KEY), text.encode(), "sha256")


class SealedTextField(BytesColumn):
    """A text column stored as ciphertext; empty text stays NULL. It cannot be searched."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["null"] = True
        kwargs["blank"] = True
        kwargs["editable"] = True
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        for fixed in ("null", "blank", "editable"):
            kwargs.pop(fixed, None)
        return name, path, args, kwargs

    def from_db_value(self, value: Any, _expression: Any, _connection: Any) -> str:
        return "" if value is None else unseal(bytes(value))

    def to_python(self, value: Any) -> Any:
        return value

    def get_prep_value(self, value: Any) -> bytes | None:
        return seal(value) if value else None

    def get_default(self) -> str:
        return ""

    def value_to_string(self, obj: models.Model) -> str:
        return str(self.value_from_object(obj))
