"""Sealed text is ciphertext in the table and text in Python."""

import pytest
from cryptography.exceptions import InvalidTag
from django.db import connection

from columns.sealed import blind_index, seal, unseal
from tests import factories

PHONE = "13800001234"


def test_what_is_sealed_can_be_unsealed():
    assert unseal(seal(PHONE)) == PHONE


def test_the_same_text_is_never_sealed_the_same_way_twice():
    assert seal(PHONE) != seal(PHONE)


def test_an_altered_value_is_noticed():
    value = bytearray(seal(PHONE))
    value[-1] ^= 1
    with pytest.raises(InvalidTag):
        unseal(bytes(value))


def test_a_blind_index_is_equal_for_equal_text_only():
    assert blind_index(PHONE) == blind_index(PHONE)
    assert blind_index(PHONE) != blind_index("13800001235")


@pytest.mark.django_db
def test_neither_the_table_nor_its_history_holds_the_text():
    person = factories.cadre(factories.work_unit(), phone=PHONE)
    with connection.cursor() as cursor:
        for table in ("cases_cadre", "cases_cadrehistory"):
            cursor.execute(f"SELECT phone FROM {table}")
            (stored,) = cursor.fetchone()
            assert PHONE.encode() not in bytes(stored)
    person.refresh_from_db()
    assert person.phone == PHONE


@pytest.mark.django_db
def test_empty_text_is_null_in_the_table_and_empty_in_python():
    person = factories.cadre(factories.work_unit())
    person.refresh_from_db()
    assert person.phone == ""
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone IS NULL FROM cases_cadre")
        assert cursor.fetchone() == (True,)
