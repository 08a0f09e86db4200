"""Found: what the limited process says of a file it lets pass."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Found:
    """`content` is what is kept, for a picture drawn anew; `picture` shows the first page."""

    kind: str
    content: bytes
    detail: str = ""
    text: str = ""
    picture: bytes = b""
