"""Public ids."""

from columns.codes import CODE_LENGTH, CROCKFORD, new_code


def test_a_code_has_twelve_crockford_characters():
    code = new_code()
    assert len(code) == CODE_LENGTH == 12
    assert set(code) <= set(CROCKFORD)


def test_codes_do_not_repeat():
    assert len({new_code() for _ in range(5000)}) == 5000
