"""Whether the record stands as it was written: every MAC, no copy, no unsigned row in between,
and the walls of the tables as they were put up."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import Count, Min

from audit.mac import is_genuine
from audit.models import Entry

CHUNK = 2000
TABLES = ("audit_entry", "audit_statedpurpose")
# Triggers that do not fire, tables whose walls are down, and rights that nobody may hold.
DISARMED = """
SELECT 'trigger', c.relname || '.' || t.tgname
  FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
 WHERE c.relname = ANY(%(tables)s::text[]) AND NOT t.tgisinternal AND t.tgenabled <> 'O'
UNION ALL
SELECT 'missing', tables.name || '.' || wanted.word
  FROM unnest(%(tables)s::text[]) AS tables(name), unnest(%(wanted)s::text[]) AS wanted(word)
 WHERE NOT EXISTS (SELECT FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
                    WHERE c.relname = tables.name AND strpos(t.tgname, wanted.word) > 0)
UNION ALL
SELECT 'walls', relname FROM pg_class
 WHERE relname = ANY(%(tables)s::text[]) AND NOT (relrowsecurity AND relforcerowsecurity)
UNION ALL
SELECT 'grant', c.relname || '.' || coalesce(r.rolname, 'PUBLIC') || '.' || granted.privilege_type
  FROM pg_class c, aclexplode(c.relacl) AS granted LEFT JOIN pg_roles r ON r.oid = granted.grantee
 WHERE c.relname = ANY(%(tables)s::text[]) AND granted.grantee <> c.relowner
   AND granted.privilege_type IN ('UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER')
"""
GUARDS = ("append_only", "never_emptied")
WORDS = {
    "trigger": "触发器被停用",
    "missing": "触发器不见了",
    "walls": "行级访问控制被关闭",
    "grant": "多出了不该有的数据库权限",
}


@dataclass(frozen=True)
class Damage:
    """`pk` is None for what is wrong with the table and not with a row of it."""

    pk: int | None
    at: datetime | None
    words: str


@dataclass(frozen=True)
class Verified:
    checked: int
    unsigned: int
    first_bad: Damage | None


def verify() -> Verified:
    """All rows in their order; stops at the first that is not as it was signed."""
    for damage in _tables():
        return Verified(0, 0, damage)
    copies = _first_copy()
    checked, unsigned = 0, 0
    for entry in Entry.objects.defer(None).order_by("pk").iterator(chunk_size=CHUNK):
        if not entry.form and not checked:
            unsigned += 1  # from before rows were signed
            continue
        if fault := _fault(entry, copies):
            return Verified(checked, unsigned, Damage(entry.pk, entry.at, fault))
        checked += 1
    return Verified(checked, unsigned, None)


def _fault(entry: Entry, first_copy: int | None) -> str:
    if not entry.form or entry.mac is None:
        return "没有校验值，不是本系统写入的"
    if entry.pk == first_copy:
        return "与前面一条完全相同，是复制进来的"
    return "" if is_genuine(entry) else "内容与校验值不符，或者密钥不在 AUDIT_KEY 里"


def _first_copy() -> int | None:
    """Two rows never share a moment and a request, so nor a MAC; the later one is the copy."""
    same = Entry.objects.filter(mac__isnull=False).order_by().values("mac")
    doubled = same.annotate(times=Count("pk"), first=Min("pk")).filter(times__gt=1)
    found = [
        Entry.objects.filter(mac=each["mac"], pk__gt=each["first"]).aggregate(pk=Min("pk"))["pk"]
        for each in doubled.order_by("first")[:1]
    ]
    return found[0] if found else None


def _tables() -> Iterator[Damage]:
    with connection.cursor() as cursor:
        cursor.execute(DISARMED, {"tables": list(TABLES), "wanted": list(GUARDS)})
        rows = sorted(cursor.fetchall())
    for kind, name in rows:
        yield Damage(None, None, f"{WORDS[kind]}：{name}")
