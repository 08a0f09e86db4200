"""What every page's shell needs from the request: how large the letters are, whether keys work."""

from typing import TypedDict

from django.http import HttpRequest

TEXT_COOKIE = "text"
KEYS_COOKIE = "keys"
LARGE = "large"
OFF = "off"


class Shell(TypedDict):
    large_text: bool
    keys_off: bool


def shell(request: HttpRequest) -> Shell:
    """Cookies, not the account: the sign-in page obeys them too."""
    return {
        "large_text": request.COOKIES.get(TEXT_COOKIE) == LARGE,
        "keys_off": request.COOKIES.get(KEYS_COOKIE) == OFF,
    }
