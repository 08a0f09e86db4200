"""Whether the keys of the settings are the keys of this database; asked before anybody works."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidTag
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured
from django.db import connection, models

from columns.keyring import PURPOSES, Ring, Unreadable, key_of, ring, unseal
from columns.sealed import SealedTextField, place
from columns.suites import check_value, works

# The start-up checks are loaded before models are: the table is asked for by its name.
KEY_CHECK = "columns.KeyCheck"
EXISTS = "SELECT to_regclass('columns_keycheck') IS NOT NULL"
NOTHING_WRITTEN = "系统没有启动，也没有写入任何内容。"
BACK = "请装回原来的密钥文件（见运维手册“密钥”一节）"


@dataclass(frozen=True)
class Column:
    """One sealed column: where its values stand, and what binds them."""

    model: type[models.Model]
    field: SealedTextField
    table: str

    @property
    def names(self) -> list[str]:
        known = {each.attname: str(each.column) for each in self.model._meta.concrete_fields}
        return [known[name] for name in self.field.bound_to]


def sealed_columns(*, histories: bool = False) -> Iterator[Column]:
    """Of every installed model; `table` is the one whose name the values are bound to."""
    for model in apps.get_models():
        told_of = getattr(model, "pgh_tracked_model", None)
        if told_of is not None and not histories:
            continue
        for each in model._meta.concrete_fields:
            if isinstance(each, SealedTextField):
                yield Column(model, each, (told_of or model)._meta.db_table)


def settings_faults() -> list[str]:
    """What can be said without a database."""
    try:
        keys = ring()
    except ImproperlyConfigured as wrong:
        return [str(wrong)]
    if works(keys.suite):
        return []
    return [
        f"本机的 OpenSSL 不支持 CRYPTO_SUITE={keys.suite.name} 所需的{keys.suite.label}：请安装带 "
        "SM3、SM4 的 OpenSSL 3，或把 CRYPTO_SUITE 改为 intl，然后重新启动。"
    ]


def key_faults() -> list[str]:
    """Keys that are not the ones this database was written with, and keys it lacks."""
    if not _is_migrated():
        return []
    told = _told(ring())
    faults = []
    for known in apps.get_model(KEY_CHECK)._default_manager.order_by("pk"):
        setting, value = PURPOSES[known.purpose], told.get((known.purpose, known.key_id))
        if value is None and known.retired_at is None:
            faults.append(
                f"{setting} 里缺少密钥 {known.key_id}，数据库里还有用它保护的内容：{BACK}。"
                f"{NOTHING_WRITTEN}"
            )
        elif value is not None and value != bytes(known.value):
            faults.append(
                f"{setting} 里的密钥 {known.key_id} 不是这个数据库使用的那一把：{BACK}。"
                f"{NOTHING_WRITTEN}"
            )
    return faults


def register_keys() -> list[str]:
    """Write down keys that are here for the first time, once what is stored opens with them.

    Runs as hf_system: the proof reads one value of every column, whoever may see it.
    """
    if not _is_migrated():
        return []
    keys = ring()
    checks = apps.get_model(KEY_CHECK)
    known = set(checks._default_manager.values_list("purpose", "key_id"))
    fresh = {name: value for name, value in _told(keys).items() if name not in known}
    if not fresh:
        return []
    if faults := list(_unproven()):
        return faults
    checks._default_manager.bulk_create(
        [
            checks(purpose=purpose, key_id=key_id, suite=keys.suite.name, value=value)
            for (purpose, key_id), value in fresh.items()
        ],
        ignore_conflicts=True,  # web and worker start at the same moment
    )
    return []


def _is_migrated() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(EXISTS)
        (exists,) = cursor.fetchone()
    return bool(exists)


def _told(keys: Ring) -> dict[tuple[str, str], bytes]:
    return {
        (purpose, key_id): check_value(master, purpose=purpose)
        for purpose, masters in (("field", keys.fields), ("blind", keys.blinds))
        for key_id, master in masters.items()
    }


def _unproven() -> Iterator[str]:
    """Columns whose newest value does not open."""
    for column in sealed_columns():
        sample = _sample(column)
        if sample is None:
            continue
        value, *names = sample
        where = column.model._meta.verbose_name
        try:
            unseal(bytes(value), place(column.table, str(column.field.column), names))
        except Unreadable:
            yield (
                f"FIELD_KEYS 里缺少密钥 {key_of(bytes(value))}，“{where}”里有用它加密的内容："
                f"{BACK}。{NOTHING_WRITTEN}"
            )
        except InvalidTag:
            yield (
                f"FIELD_KEYS 里的密钥 {key_of(bytes(value))} 打不开“{where}”里已有的内容：{BACK}。"
                f"{NOTHING_WRITTEN}"
            )


def _sample(column: Column) -> tuple[Any, ...] | None:
    """None for an empty table, and for one that the next migrate has still to make."""
    meta, quote = column.model._meta, connection.ops.quote_name
    sealed = quote(str(column.field.column))
    names = ", ".join(map(quote, [str(column.field.column), *column.names]))
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [meta.db_table])
        if not cursor.fetchone()[0]:
            return None
        cursor.execute(
            f"SELECT {names} FROM {quote(meta.db_table)} WHERE {sealed} IS NOT NULL"
            f" ORDER BY {quote(str(meta.pk.column))} DESC LIMIT 1"
        )
        found: tuple[Any, ...] | None = cursor.fetchone()
    return found
