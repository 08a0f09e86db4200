"""What the cells of one row say together: measures, ages, ID numbers, units with posts."""

from collections.abc import Iterator, Set
from typing import Any

from clocks.catalogue import load_catalogue
from intake.rules.cells.measures import doubled, is_none, read_measures
from intake.rules.cells.numbers import born_of, sex_of
from intake.rules.cells.texts import split_unit_and_post
from intake.rules.columns import MEASURE_FIELDS

Values = dict[str, Any]
Wrong = tuple[str, str]
YOUNGEST, OLDEST = 18, 100
MEMBERS = {"member": "member", "probationary": "probationary"}


def settle(values: Values, wrong: Set[str], notices: list[str]) -> Iterator[Wrong]:
    """Complete `values` in place; yield (field, message) for what does not fit together.

    `wrong` are the fields whose own cell was refused already.
    """
    _split_unit(values, notices)
    if "name" not in values and "name" not in wrong:
        yield "name", "姓名是空的。请填写姓名，例如 许明澈。"
    if "id_number" in values:
        yield from _by_id(values)
    yield from _measures(values, wrong, notices)
    if "decided_on" not in values and "decided_on" not in wrong:
        yield "decided_on", "没有填写。请按决定书填写作出决定的日期，例如 2024-03-05。"
    yield from _days(values)


def lacking_for_new(values: Values) -> Iterator[Wrong]:
    """What a person who is not yet known must come with."""
    if not values.get("unit"):
        yield "unit", "工作单位是空的。请填写单位全称，例如 临澜市望川区财政局。"
    if not values.get("sex"):
        yield "sex", "性别是空的。请填写男或女。"
    if not values.get("politics"):
        yield "politics", "政治面貌是空的。请填写，例如 中共党员。"


def party_of(values: Values) -> str:
    """The clock engine's word for the person's politics; nothing when it is not told."""
    politics = values.get("politics")
    return MEMBERS.get(politics, "non_member") if politics else ""


def _split_unit(values: Values, notices: list[str]) -> None:
    both = values.pop("unit_and_post", None)
    if not both:
        return
    unit, post = split_unit_and_post(both)
    if "unit" not in values:
        values["unit"] = unit
        values.setdefault("post", post)
        if post:
            notices.append(f"已按“{unit}”和“{post}”分开单位和职务，请核对")
        else:
            notices.append(f"“{both[:30]}”没有分出职务，全部记为单位，请核对")
    if not values.get("post"):
        values.pop("post", None)


def _by_id(values: Values) -> Iterator[Wrong]:
    number = values["id_number"]
    born, sex = born_of(number), sex_of(number)
    if values.get("born", born) != born:
        yield "id_number", "身份证号中的出生日期与所填出生年月不一致。请按证件核对。"
    elif values.get("sex", sex) != sex:
        yield "id_number", "身份证号中的性别与所填性别不一致。请按证件核对。"
    else:
        values["born"], values["sex"] = born, sex


def _measures(values: Values, wrong: Set[str], notices: list[str]) -> Iterator[Wrong]:
    """One list of codes from the one column, or from a column for each system."""
    told = [(field, text) for field in MEASURE_FIELDS if (text := values.pop(field, None))]
    told = [(field, text) for field, text in told if not is_none(text, field)]
    failed = bool(wrong & set(MEASURE_FIELDS))
    if not told and not failed:
        yield "measures", "没有填写。请按决定书填写处分（处理）种类，例如 党内警告。"
        return
    party, identity = party_of(values), values.get("identity", "")
    codes: list[str] = []
    for field, text in told:
        found = read_measures(text, field, party, identity)
        codes += found.value or []
        error = found.error or doubled(codes, "、".join(text for _, text in told))
        if error:
            failed = True
            yield field, error
    if not failed:
        values["measures"] = codes
        if "politics" not in wrong:
            _assume_membership(values, notices)


def _assume_membership(values: Values, notices: list[str]) -> None:
    """Party discipline is for members (条例 6), so an empty cell beside it is no riddle."""
    systems = {load_catalogue().measures[code].system for code in values["measures"]}
    if "politics" not in values and "party" in systems:
        values["politics"] = "member"
        notices.append("没有填写政治面貌，因有党纪处分，按中共党员登记，请核对")


def _days(values: Values) -> Iterator[Wrong]:
    decided, announced = values.get("decided_on"), values.get("announced_on")
    if decided and announced and announced < decided:
        yield "announced_on", f"宣布时间 {announced} 早于处分决定时间 {decided}。请核对。"
    born = values.get("born")
    if decided and born:
        months = (int(decided[:4]) - int(born[:4])) * 12 + int(decided[5:7]) - int(born[5:7])
        age = months // 12
        if not YOUNGEST <= age <= OLDEST:
            yield "born", f"出生年月与处分决定时间不符：当时年龄为 {age} 岁。请按证件和决定书核对。"
