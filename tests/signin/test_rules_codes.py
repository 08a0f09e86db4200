"""One-time codes as RFC 6238 defines them, and codes people type."""

from datetime import UTC, datetime

import pytest

from signin.rules.codes import (
    as_typed,
    code_at,
    enrolment_address,
    is_one_time,
    new_code,
    new_secret,
    shown_secret,
    step_at,
    step_of,
)

# RFC 6238, appendix B: the secret of its table, and the last six of its eight digits.
SECRET = b"12345678901234567890"
TABLE = {
    59: "287082",
    1111111109: "081804",
    1111111111: "050471",
    1234567890: "005924",
    2000000000: "279037",
    20000000000: "353130",
}


def moment(seconds):
    return datetime.fromtimestamp(seconds, UTC)


@pytest.mark.parametrize(("seconds", "code"), TABLE.items())
def test_the_table_of_the_standard_holds(seconds, code):
    assert code_at(SECRET, seconds // 30) == code
    assert step_of(SECRET, code, at=moment(seconds)) == seconds // 30


@pytest.mark.parametrize(("off", "counts"), [(-30, True), (30, True), (-61, False), (61, False)])
def test_a_clock_may_be_half_a_minute_off(off, counts):
    at = moment(1111111110)
    code = code_at(SECRET, step_at(moment(1111111110 + off)))
    assert (step_of(SECRET, code, at=at) is not None) is counts


def test_another_secret_has_other_codes():
    assert step_of(b"x" * 20, "287082", at=moment(59)) is None


def test_secrets_are_long_and_never_the_same():
    secrets = {new_secret() for _ in range(100)}
    assert len(secrets) == 100
    assert {len(each) for each in secrets} == {20}


def test_a_secret_is_shown_in_groups_of_four():
    assert shown_secret(SECRET) == "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ"


def test_the_picture_names_house_account_and_kind():
    address = enrolment_address(SECRET, account="zhang san", issuer="回访")
    assert address == (
        "otpauth://totp/%E5%9B%9E%E8%AE%BF:zhang%20san?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
        "&issuer=%E5%9B%9E%E8%AE%BF&digits=6&period=30"
    )


def test_codes_for_people_are_groups_of_five():
    codes = {new_code(2) for _ in range(200)}
    assert len(codes) == 200
    assert all(len(code) == 11 and code[5] == "-" for code in codes)
    assert not set("".join(codes)) & set("ILOU")


@pytest.mark.parametrize("typed", ["4k7qd-9xmta", " 4K7QD 9XMTA ", "4K7QD9XMTA"])
def test_a_code_counts_however_it_is_typed(typed):
    assert as_typed(typed) == "4K7QD9XMTA"


def test_letters_that_look_like_digits_are_digits():
    assert as_typed("o1IlL-00000") == "0111100000"


@pytest.mark.parametrize(
    ("typed", "one_time"),
    [("123456", True), ("12345", False), ("１２３４５６", False), ("12345A", False)],
)
def test_six_digits_are_a_one_time_code(typed, one_time):
    assert is_one_time(typed) is one_time
