"""Codes people type: one-time codes of RFC 6238, and random ones in groups of five."""

import base64
import hmac
import secrets
from datetime import datetime
from urllib.parse import quote

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

from columns.codes import CROCKFORD

STEP_SECONDS = 30
DIGITS = 6
SECRET_BYTES = 20
# A clock half a minute off is common; more is somebody else's code.
STEPS_AROUND = (0, -1, 1)
# What people read into a code; Crockford leaves these letters out for it.
_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None, "－": None})


def new_secret() -> bytes:
    return secrets.token_bytes(SECRET_BYTES)


def shown_secret(secret: bytes) -> str:
    """Base32 in groups of four, as an authenticator takes it from the keyboard."""
    text = base64.b32encode(secret).decode()
    return " ".join(text[at : at + 4] for at in range(0, len(text), 4))


def enrolment_address(secret: bytes, *, account: str, issuer: str) -> str:
    """What the square picture says to the authenticator (otpauth key URI)."""
    key = base64.b32encode(secret).decode()
    return (
        f"otpauth://totp/{quote(issuer)}:{quote(account)}?secret={key}&issuer={quote(issuer)}"
        f"&digits={DIGITS}&period={STEP_SECONDS}"
    )


def code_at(secret: bytes, step: int) -> str:
    # RFC 6238 is defined over SHA-1; the HMAC construction does not lean on its collisions.
    totp = TOTP(secret, DIGITS, SHA1(), STEP_SECONDS)  # noqa: S303
    return totp.generate(step * STEP_SECONDS).decode()


def step_at(at: datetime) -> int:
    return int(at.timestamp()) // STEP_SECONDS


def step_of(secret: bytes, code: str, *, at: datetime) -> int | None:
    """The step whose code this is, within half a minute either way."""
    here = step_at(at)
    matches = [
        here + off
        for off in STEPS_AROUND
        if hmac.compare_digest(code_at(secret, here + off).encode(), code.encode())
    ]
    return matches[0] if matches else None


def new_code(groups: int) -> str:
    """`groups` of five signs of five bits each."""
    signs = [CROCKFORD[byte & 31] for byte in secrets.token_bytes(5 * groups)]
    return "-".join("".join(signs[at : at + 5]) for at in range(0, len(signs), 5))


def as_typed(code: str) -> str:
    """The same code however it was typed: small letters, blanks, O for 0."""
    return code.upper().translate(_MISREAD)


def is_one_time(code: str) -> bool:
    return len(code) == DIGITS and code.isascii() and code.isdigit()
