"""Public ids: 12 Crockford characters, random, safe to show in an address."""

import secrets
from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    TextColumn = models.CharField[str, str]
else:
    TextColumn = models.CharField

CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 12


def new_code() -> str:
    return "".join(secrets.choice(CROCKFORD) for _ in range(CODE_LENGTH))


class CodeField(TextColumn):
    """A row's public id; never derived from a name, a number or the primary key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("verbose_name", "编码")
        kwargs["max_length"] = CODE_LENGTH
        kwargs["unique"] = True
        kwargs["default"] = new_code
        kwargs["editable"] = False
        super().__init__(*args, **kwargs)
