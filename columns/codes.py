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
    # 32 signs: five bits of each random byte choose one, all equally often.
    return "".join(CROCKFORD[byte & 31] for byte in secrets.token_bytes(CODE_LENGTH))


class CodeField(TextColumn):
    """A row's public id; never derived from a name, a number or the primary key."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # Given a length, the field is being rebuilt from its parts (a migration, a history table,
        # whose rows repeat the code); only a model's own declaration is unique by itself.
        if "max_length" not in kwargs:
            kwargs.update(max_length=CODE_LENGTH, unique=True, default=new_code, editable=False)
            kwargs.setdefault("verbose_name", "编码")
        super().__init__(*args, **kwargs)
