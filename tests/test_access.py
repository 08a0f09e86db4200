"""The access matrix: every address × every role answers 403 exactly when roles.py says so."""

import re

import pytest
from django.urls import URLResolver, get_resolver

from accounts.roles import Role, may
from tests import factories

# One value per kind of parameter; none of them names a row, so an allowed visitor meets 404.
EXAMPLES = {"int": "1", "str": "000000000000", "slug": "x", "path": "x"}


def addresses(resolver=None, prefix="/"):
    """(address with example values, view) of every pattern."""
    for each in (resolver or get_resolver()).url_patterns:
        route = prefix + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from addresses(each, route)
        else:
            yield re.sub(r"<(?:(\w+):)?\w+>", _example, route), each.callback


def _example(parameter):
    return EXAMPLES[parameter[1] or "str"]


def guarded():
    return [(address, view) for address, view in addresses() if hasattr(view, "permission")]


@pytest.mark.django_db
@pytest.mark.parametrize("role", list(Role))
def test_a_role_is_let_in_exactly_where_the_page_of_roles_says(client, role):
    unit = factories.office() if role != Role.UNIT else factories.work_unit()
    client.force_login(
        factories.user(role, unit), backend="django.contrib.auth.backends.ModelBackend"
    )
    wrong = []
    for address, view in guarded():
        allowed = any(may(role, permission) for permission in view.permission)
        status = client.get(address).status_code
        if (status != 403) is not allowed:
            wrong.append((address, status, allowed))
    assert wrong == []


def test_the_matrix_covers_the_whole_house():
    assert len(guarded()) >= 30
