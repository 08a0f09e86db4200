"""A setting of signing in that cannot work is refused at the start, with the remedy."""

import pytest

from huifang import checks


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("PASSWORD_PROFILE", "dengbo", "请填 dengbao 或 asvs"),
        ("TRUSTED_PROXIES", ["10.0.0.1", "proxy"], "proxy 不是地址或网段"),
        ("STEWARD_NETWORKS", ["10.1.2.0/33"], "10.1.2.0/33 不是地址或网段"),
    ],
)
def test_what_cannot_work_is_refused(settings, name, value, words):
    assert checks.signing_in() == []
    setattr(settings, name, value)
    (fault,) = checks.signing_in()
    assert words in fault.msg


def test_who_does_without_the_second_factor_is_told_what_that_means(settings):
    settings.SECOND_FACTOR = True
    assert checks.second_factor() == []
    settings.SECOND_FACTOR = False
    (notice,) = checks.second_factor()
    assert "等保三级" in notice.msg
