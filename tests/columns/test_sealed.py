"""Sealed text is ciphertext in the table, opens for its own row only, and is text in Python."""

import json
import pickle

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, models, transaction

from cases.actions.writing import insert_rows, take_keys, update_rows
from cases.models import Cadre
from columns import keyring, suites
from columns.keychecks import sealed_columns, settings_faults
from columns.sealed import Sealed, SealedTextField, seal, sealed_for, unseal
from tests import factories
from tests.columns.conftest import BLIND_NEW, BLIND_OLD, NEW, OLD
from visits.choices import FormKind
from visits.models import Draft

PHONE, NUMBER = "13800001234", "11010519491231002X"
PLACE = "cases_cadre|phone|AAAAAAAAAAAA"


def stored(table, column, key="id", pk=None):
    with connection.cursor() as cursor:
        where = f" WHERE {key} = {pk}" if pk is not None else ""
        cursor.execute(f"SELECT {column} FROM {table}{where} ORDER BY {key} DESC LIMIT 1")
        (value,) = cursor.fetchone()
    return None if value is None else bytes(value)


def legacy(text):
    """As values were sealed before they were bound to their row: AES-GCM over the head alone."""
    head = bytes([suites.UNBOUND_AES, 3]) + b"dev"
    return (
        head + bytes(12) + AESGCM(bytes.fromhex("11" * 32)).encrypt(bytes(12), text.encode(), head)
    )


def test_what_is_sealed_can_be_unsealed_at_its_place(suite):
    assert unseal(seal(PHONE, PLACE), PLACE) == PHONE


def test_a_value_says_its_algorithm_and_its_key(suite, settings):
    settings.FIELD_KEYS = [NEW, OLD]
    value = seal(PHONE, PLACE)
    assert (value[0], value[1:4]) == (suite.seal, b"\x02k2")


def test_the_same_text_is_never_sealed_the_same_way_twice(suite):
    assert seal(PHONE, PLACE) != seal(PHONE, PLACE)


@pytest.mark.parametrize("at", [0, 3, 6, -17, -1])
def test_an_altered_value_is_noticed(suite, at):
    value = bytearray(seal(PHONE, PLACE))
    value[at] ^= 0x40
    with pytest.raises((InvalidTag, keyring.Unreadable)):
        unseal(bytes(value), PLACE)


@pytest.mark.parametrize("cut", [0, 1, 2, 5, 12, 20])
def test_a_value_cut_short_is_refused(suite, cut):
    with pytest.raises((InvalidTag, keyring.Unreadable)):
        unseal(seal(PHONE, PLACE)[:cut], PLACE)


@pytest.mark.parametrize(
    "other",
    [
        "cases_cadre|phone|BBBBBBBBBBBB",
        "cases_cadre|id_number|AAAAAAAAAAAA",
        "visits_draft|phone|AAAAAAAAAAAA",
    ],
)
def test_a_value_opens_in_its_own_table_column_and_row_only(suite, other):
    with pytest.raises(InvalidTag):
        unseal(seal(PHONE, PLACE), other)


def test_each_suite_reads_what_the_other_wrote(settings):
    settings.CRYPTO_SUITE = "intl"
    by_aes = seal(PHONE, PLACE)
    settings.CRYPTO_SUITE = "gm"
    by_sm4 = seal(PHONE, PLACE)
    assert [unseal(by_aes, PLACE), unseal(by_sm4, PLACE)] == [PHONE, PHONE]
    settings.CRYPTO_SUITE = "intl"
    assert unseal(by_sm4, PLACE) == PHONE


def test_a_value_from_before_rows_were_bound_still_opens(suite):
    assert unseal(legacy(PHONE), PLACE) == PHONE
    assert not keyring.is_current(legacy(PHONE))


def test_a_value_of_a_removed_key_names_the_key(settings):
    settings.FIELD_KEYS = [OLD]
    value = seal(PHONE, PLACE)
    settings.FIELD_KEYS = [NEW]
    with pytest.raises(keyring.Unreadable, match="k1"):
        unseal(value, PLACE)


def test_sm4_gives_the_result_of_its_standard():
    """GB/T 32907-2016 appendix A, one block; and RFC 8998 A.1 for SM4-GCM."""
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    key = bytes.fromhex("0123456789abcdeffedcba9876543210")
    block = Cipher(algorithms.SM4(key), modes.ECB()).encryptor()
    assert block.update(key).hex() == "681edf34d206965e86b3e94f536e4246"
    turning = Cipher(
        algorithms.SM4(key), modes.GCM(bytes.fromhex("00001234567800000000abcd"))
    ).encryptor()
    turning.authenticate_additional_data(bytes.fromhex("feedfacedeadbeeffeedfacedeadbeefabaddad2"))
    text = b"".join(bytes([each]) * 8 for each in b"\xaa\xbb\xcc\xdd\xee\xff\xee\xaa")
    turning.update(text)
    turning.finalize()
    assert turning.tag.hex() == "83de3541e4c2b58177e065a9bf7b62ec"


def test_sm3_gives_the_result_of_its_standard():
    """GB/T 32905-2016 appendix A.1."""
    import hashlib

    said = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    assert hashlib.new("sm3", b"abc").hexdigest() == said


def test_a_blind_index_is_equal_for_equal_text_only(suite):
    assert keyring.blind_index(PHONE) == keyring.blind_index(PHONE)
    assert keyring.blind_index(PHONE) != keyring.blind_index("13800001235")
    assert keyring.blind_index(PHONE)[0] == suite.digest


def test_a_blind_index_needs_its_own_key(suite, settings):
    before = keyring.blind_index(PHONE)
    settings.FIELD_KEYS = [NEW]
    assert keyring.blind_index(PHONE) == before
    settings.BLIND_KEY = BLIND_NEW
    assert keyring.blind_index(PHONE)[-32:] != before[-32:]


def test_a_search_between_two_keys_and_suites_finds_every_form(settings):
    settings.BLIND_KEY = BLIND_OLD
    forms = set()
    for name in ("intl", "gm"):
        settings.CRYPTO_SUITE = name
        forms.add(keyring.blind_index(PHONE))
    settings.BLIND_KEY = f"{BLIND_NEW},{BLIND_OLD}"
    assert forms < set(keyring.blind_indexes(PHONE))
    assert keyring.blind_indexes(PHONE)[0] == keyring.blind_index(PHONE)


def test_an_index_from_before_algorithms_were_named_is_looked_for():
    import hmac

    old = hmac.digest(bytes.fromhex("22" * 32), PHONE.encode(), "sha256")
    assert old in keyring.blind_indexes(PHONE)


@pytest.mark.parametrize(
    "entries", [["k1"], ["k1:"], ["k1:zz"], ["k 1:" + "aa" * 32], [":" + "aa" * 32], [OLD, OLD], []]
)
def test_a_key_that_is_no_key_is_refused_without_repeating_it(settings, entries):
    settings.FIELD_KEYS = entries
    with pytest.raises(ImproperlyConfigured) as refusal:
        keyring.ring()
    assert "a1a1" not in str(refusal.value)
    assert settings_faults() == [str(refusal.value)]


def test_an_unknown_suite_is_refused(settings):
    settings.CRYPTO_SUITE = "none"
    assert settings_faults() == ["CRYPTO_SUITE 只能是 intl（国际算法）或 gm（国密算法）。"]


def test_a_machine_without_sm4_says_what_to_do(settings, monkeypatch):
    settings.CRYPTO_SUITE = "gm"
    assert settings_faults() == []

    def lacking(_master):
        raise ValueError("unsupported")

    monkeypatch.setitem(suites.CIPHERS, suites.SM4_GCM, lacking)
    assert settings_faults() == [
        "本机的 OpenSSL 不支持 CRYPTO_SUITE=gm 所需的国密算法（SM4-GCM、SM3）：请安装带 "
        "SM3、SM4 的 OpenSSL 3，或把 CRYPTO_SUITE 改为 intl，然后重新启动。"
    ]


def test_every_sealed_column_names_its_row_by_columns_it_has(db):
    columns = list(sealed_columns(histories=True))
    assert {each.model._meta.label for each in columns} >= {
        "cases.Cadre", "cases.CadreHistory", "visits.Draft", "visits.FamilyTalk",
        "visits.FamilyTalkHistory", "visits.AssessmentNote", "intake.ImportRow",
        "intake.ImportSource",
    }  # fmt: skip
    assert [each.field.check() for each in columns] == [[] for _ in columns]
    assert all(each.names for each in columns)


def test_a_sealed_column_without_a_row_is_an_error_of_the_house():
    class Loose(models.Model):
        text = SealedTextField("字")

        class Meta:
            app_label = "columns"
            managed = False

        def __str__(self):
            return ""

    found = Loose._meta.get_field("text").check()
    assert [(each.level, each.id) for each in found] == [(checks.ERROR, "columns.E001")]
    from django.apps import apps

    del apps.all_models["columns"]["loose"]


@pytest.mark.django_db
class TestRows:
    def test_neither_the_table_nor_its_history_holds_the_text(self, suite):
        person = factories.cadre(factories.work_unit(), phone=PHONE, id_number=NUMBER)
        for table, key in (("cases_cadre", "id"), ("cases_cadrehistory", "pgh_id")):
            for column, text in (("phone", PHONE), ("id_number", NUMBER)):
                value = stored(table, column, key)
                assert value[0] == suite.seal
                assert text.encode() not in value
        person.refresh_from_db()
        assert (person.phone, person.id_number) == (PHONE, NUMBER)
        assert person.history.last().phone == PHONE

    def test_empty_text_is_null_in_the_table_and_empty_in_python(self):
        person = factories.cadre(factories.work_unit())
        person.refresh_from_db()
        assert person.phone == ""
        assert stored("cases_cadre", "phone", pk=person.pk) is None

    @pytest.mark.parametrize(
        "swap",
        [
            "UPDATE cases_cadre a SET phone = b.phone FROM cases_cadre b"
            " WHERE a.id = {one} AND b.id = {two}",
            "UPDATE cases_cadre SET phone = id_number WHERE id = {one}",
        ],
    )
    def test_a_value_moved_between_rows_or_columns_does_not_open(self, suite, swap):
        one, two = (
            factories.cadre(factories.work_unit(name), name=name, phone=PHONE, id_number=number)
            for name, number in (("甲单位", NUMBER), ("乙单位", "110105194912310046"))
        )
        with connection.cursor() as cursor:
            cursor.execute(swap.format(one=one.pk, two=two.pk))
        moved = Cadre.objects.filter(pk=one.pk).get()
        with pytest.raises(InvalidTag):
            _ = moved.phone
        with pytest.raises(InvalidTag):
            moved.save()

    def test_a_row_is_loaded_closed_and_opened_when_read(self, monkeypatch):
        factories.cadre(factories.work_unit(), phone=PHONE)
        opened = []
        from columns import sealed

        monkeypatch.setattr(
            sealed, "unseal", lambda value, place: opened.append(place) or unseal(value, place)
        )
        (person,) = Cadre.objects.all()
        assert opened == []
        assert (person.phone, person.phone) == (PHONE, PHONE)
        assert opened == [f"cases_cadre|phone|{person.code}"]

    def test_only_and_defer_load_what_is_asked_for(self, django_assert_num_queries):
        factories.cadre(factories.work_unit(), phone=PHONE)
        person = Cadre.objects.only("code", "phone").get()
        with django_assert_num_queries(0):
            assert person.phone == PHONE
        later = Cadre.objects.defer("phone").get()
        with django_assert_num_queries(1):
            assert later.phone == PHONE

    def test_values_show_a_sealed_column_closed(self):
        factories.cadre(factories.work_unit(), phone=PHONE)
        (shown,) = Cadre.objects.values_list("phone", flat=True)
        assert isinstance(shown, Sealed)
        assert (str(shown), f"{shown}", repr(shown)) == ("（已加密）", "（已加密）", "<Sealed>")

    def test_a_copied_row_carries_no_opened_text(self):
        factories.cadre(factories.work_unit(), phone=PHONE)
        person = Cadre.objects.get()
        assert person.phone == PHONE
        assert PHONE.encode() not in pickle.dumps(person)
        assert pickle.loads(pickle.dumps(person)).phone == PHONE

    def test_saving_what_was_not_touched_keeps_the_ciphertext(self):
        factories.cadre(factories.work_unit(), phone=PHONE)
        person = Cadre.objects.get()
        before = stored("cases_cadre", "phone")
        person.remark = "备注"
        person.save()
        assert stored("cases_cadre", "phone") == before
        person.phone = "13900004321"
        person.save()
        assert stored("cases_cadre", "phone") != before
        assert Cadre.objects.get().phone == "13900004321"

    def test_saving_makes_an_old_value_a_value_of_today(self):
        person = factories.cadre(factories.work_unit(), phone=PHONE)
        with connection.cursor() as cursor:
            cursor.execute("UPDATE cases_cadre SET phone = %s", [legacy(PHONE)])
        person = Cadre.objects.get()
        assert person.phone == PHONE
        person.save()
        assert keyring.is_current(stored("cases_cadre", "phone"))

    def test_a_row_given_another_code_is_not_saved_with_the_old_value(self):
        factories.cadre(factories.work_unit(), phone=PHONE)
        person = Cadre.objects.get()
        person.code = "ZZZZZZZZZZZZ"
        with pytest.raises(InvalidTag):
            person.save()

    def test_a_sealed_column_cannot_be_searched_or_updated_in_clear(self):
        person = factories.cadre(factories.work_unit(), phone=PHONE)
        for act in (
            lambda: Cadre.objects.filter(phone=PHONE).exists(),
            lambda: Cadre.objects.update(phone=PHONE),
            lambda: Cadre.objects.bulk_update([person], ["phone"]),
        ):
            with transaction.atomic(), pytest.raises(TypeError, match="sealed_for"):
                act()

    def test_an_update_takes_what_was_sealed_for_the_row(self, suite):
        person = factories.cadre(factories.work_unit())
        person.phone = PHONE
        Cadre.objects.filter(pk=person.pk).update(phone=sealed_for(person, "phone"))
        assert Cadre.objects.get().phone == PHONE
        with pytest.raises(TypeError, match="not sealed"):
            sealed_for(person, "name")

    def test_rows_written_in_bulk_are_sealed_each_for_itself(self, suite):
        unit = factories.work_unit()
        facts = {"name_key": "甲", "name": "甲", "unit": unit, "created_at": factories.NOON}
        rows = [Cadre(phone=f"1380000{n:04}", **facts) for n in range(3)]
        for row, key in zip(rows, take_keys(Cadre, 3), strict=True):
            row.pk = key
        insert_rows(rows)
        Cadre.objects.bulk_create([Cadre(phone="13800000003", **facts)])
        found = Cadre.objects.order_by("pk")
        assert [each.phone for each in found] == [f"1380000{n:04}" for n in range(4)]
        for row in rows:
            row.phone = "13911112222"
        update_rows(rows, ["phone"])
        assert {Cadre.objects.get(pk=row.pk).phone for row in rows} == {"13911112222"}

    def test_a_draft_opens_for_its_author_its_dossier_and_its_page(self, suite):
        office = factories.office()
        dossier = factories.dossier(office)
        author = factories.user("officer", office)
        made = Draft.objects.create(
            author=author, dossier=dossier, kind=FormKind.VISIT, key="A" * 12,
            sealed=json.dumps({"need_text": ["家人住院"]}, ensure_ascii=False),
            saved_at=factories.NOON,
        )  # fmt: skip
        assert Draft.objects.get().data == {"need_text": ["家人住院"]}
        Draft.objects.filter(pk=made.pk).update(author=factories.user("officer", office))
        with pytest.raises(InvalidTag):
            _ = Draft.objects.get().data
