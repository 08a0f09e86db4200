"""Reading and filling pages of evaluation in tests."""

import re
from uuid import uuid4

from django.test import Client
from django.urls import reverse

from evaluation.choices import GroupCode
from tests.evaluation.rounds import ENOUGH
from tests.evaluation.sheets import HFPJ

EXAMPLES = dict.fromkeys(range(1, 41), "例")


def signed_in(user):
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def text_of(response):
    """What a reader sees, without marks and blanks."""
    html = response.content.decode()
    html = re.sub(r"<(script|style|title)\b.*?</\1>", "", html, flags=re.DOTALL)
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", html))


def url(name, *args):
    return reverse(f"evaluation:{name}", args=args)


def opening(**changed):
    data = {"kind": "yearly", "due_on": "2026-10-14", "early_reason": ""}
    for group in GroupCode.values:
        size = ENOUGH.get(group, 0)
        data[f"expected_{group}"] = str(size)
        data[f"reason_{group}"] = "" if size else "none_exists"
    return data | changed


def paper(group, *, key=None, **changed):
    data = {"entry_key": str(key or uuid4())}
    for item in HFPJ.items_for(group):
        data[f"item_{item.seq}"] = "4" if item.positive else "0"
    return data | changed
