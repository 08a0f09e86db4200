"""Both suites, and keys in the making."""

import pytest

from columns import suites

OLD, NEW = "k1:" + "a1" * 32, "k2:" + "b2" * 32
BLIND_OLD, BLIND_NEW = "x1:" + "c3" * 32, "x2:" + "d4" * 32


@pytest.fixture(params=sorted(suites.SUITES))
def suite(request, settings):
    """The test runs under each; a machine without SM4 would fail here, as it would at its start."""
    settings.CRYPTO_SUITE = request.param
    return suites.SUITES[request.param]
