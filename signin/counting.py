"""What axes counts failures by: the terminal, and a name nobody can read."""

import unicodedata
from typing import Any

from django.http import HttpRequest
from django.utils.crypto import salted_hmac


def terminal(request: HttpRequest) -> str:
    """The address ForwardedHeaders has settled."""
    return str(request.META.get("REMOTE_ADDR", ""))


def name_for_counting(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """People type passwords into the wrong field: no typed name is stored in plain."""
    typed = (credentials or {}).get("username") or request.POST.get("username", "")
    name = unicodedata.normalize("NFKC", str(typed)).strip().casefold()
    return salted_hmac("signin.counting", name).hexdigest()
