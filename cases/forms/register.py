"""建档 from a decision: the person's basic facts and one or two measures of one paper."""

from dataclasses import replace
from datetime import date
from typing import Any

from django import forms

from accounts.choices import UnitKind
from accounts.models import Unit, User
from cases.actions.byhand import NewPerson
from cases.actions.decisions import DecisionFacts
from cases.choices import Form as FourForms
from cases.choices import Identity, Politics, Rank, Sex, System
from cases.facts.reckoning import catalogue, person_value
from cases.forms.numbers import IdNumberField, differs
from cases.forms.units import UnitField, like
from cases.models import Cadre
from cases.rules.identity import OTHER_NUMBER
from cases.rules.names import name_key
from clocks.facts import DecisionInput, Person
from columns.codes import CODE_LENGTH, CROCKFORD, new_code
from web.dates import cn_month, plain
from web.forms import DateField, Form, MonthField, NameField

OTHER_PERSON = "other"
FACTS = ("sex", "born_month", "politics", "identity", "post", "rank")
BRACKETS = str.maketrans("[]【】", "〔〕〔〕")
# What the period depends on; the rest may still be empty when it is asked for.
PERIOD_FIELDS = frozenset(
    {
        "politics",
        "identity",
        "measure",
        "months",
        "decided_on",
        "announced_on",
        "second_measure",
        "second_months",
    }
)
# Nobody under 16 holds a public post; older than 110 is a slip of the pen.
YOUNGEST, OLDEST = 16, 110


def pick(label: str, choices: Any, *, required: bool = True, **kwargs: Any) -> forms.ChoiceField:
    first = ("", "请选择" if required else "不填")
    return forms.ChoiceField(label=label, choices=[first, *choices], required=required, **kwargs)


def measure_choices(person: Person | None) -> list[tuple[str, list[tuple[str, str]]]]:
    """By system; once the person is known, only what he can receive."""
    groups: dict[str, list[tuple[str, str]]] = {system: [] for system in System}
    for measure in catalogue().measures.values():
        outside = person is not None and (
            not measure.is_open_to(person)
            or (measure.system == System.PARTY and person.party == "non_member")
        )
        if not outside:
            groups[measure.system].append((measure.code, measure.name))
    return [(System(system).label, rows) for system, rows in groups.items() if rows]


class RegisterForm(Form):
    code = forms.RegexField(
        rf"^[{CROCKFORD}]{{{CODE_LENGTH}}}$", widget=forms.HiddenInput, required=False
    )
    name = NameField()
    sex = forms.ChoiceField(label="性别", choices=Sex.choices, widget=forms.RadioSelect)
    born_month = MonthField(name="出生年月")
    id_number = IdNumberField(help_text="可不填；用来核对是不是同一人，登记后只显示部分号码")
    politics = pick("政治面貌", Politics.choices)
    identity = pick("人员身份", Identity.choices)
    unit = UnitField(label="工作单位", help_text="写全称，或从建议中选；处分时所在的单位")
    new_unit = forms.BooleanField(label="没有这个单位，按此全称新增（标记待核对）", required=False)
    post = forms.CharField(label="职务", max_length=100, help_text="处分时的职务，例如水利站站长")
    rank = pick("职级层次", Rank.choices, required=False)
    organ_name = forms.CharField(label="处分机关", max_length=100)
    number = forms.CharField(
        label="处分文号", max_length=60, required=False, help_text="例如示纪〔2026〕12号"
    )
    decided_on = DateField(
        name="决定日期", help_text="党纪填集体讨论决定之日，政务填作出之日，不是宣布或送达之日"
    )
    measure = pick("处分（处理）种类", [])
    months = forms.IntegerField(
        label="决定书写明的月数",
        required=False,
        min_value=1,
        max_value=60,
        help_text="决定书没有写明就不填，按规定的期限计算",
    )
    announced_on = DateField(name="宣布日期", required=False)
    reason = forms.CharField(label="违纪违法事由", max_length=300, required=False)
    four_form = pick("四种形态", FourForms.choices, required=False)
    second_measure = pick("同一份决定书的另一项", [], required=False)
    second_months = forms.IntegerField(
        label="另一项写明的月数", required=False, min_value=1, max_value=60
    )
    carrier = pick("承办回访的机关", [], required=False, help_text="由本机关直接回访的不填")
    same_as = forms.ChoiceField(
        label="已有同名对象，请确认",
        required=False,
        widget=forms.RadioSelect,
        choices=[],
        error_messages={"required": "请确认是不是同一人；是同一人的，这份决定登记到他的档案里。"},
    )

    def __init__(self, *args: Any, viewer: User, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.viewer = viewer
        self.candidates: list[Cadre] = []
        self._limit_days(today)
        choices = measure_choices(self._person_so_far())
        for name, empty in (("measure", "请选择"), ("second_measure", "没有")):
            self._choices(name, [("", empty), *choices])
        organs = Unit.objects.filter(
            kind=UnitKind.DISCIPLINE, closed_on__isnull=True, path__startswith=self._area_path()
        ).exclude(pk=viewer.unit_id)
        self._choices("carrier", [("", "本机关直接回访"), *organs.values_list("code", "full_name")])
        self._offer_same_names()

    def _limit_days(self, today: date) -> None:
        for name in ("decided_on", "announced_on"):
            field = self.fields[name]
            if isinstance(field, DateField):
                field.between(earliest=date(1949, 10, 1), latest=today)
        born = self.fields["born_month"]
        if isinstance(born, DateField):
            born.between(
                earliest=date(today.year - OLDEST, 1, 1), latest=date(today.year - YOUNGEST, 12, 1)
            )

    def _area_path(self) -> str:
        parent = self.viewer.unit.parent
        return parent.path if parent is not None else self.viewer.unit.path

    def _choices(self, name: str, choices: Any) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def _typed(self, name: str) -> str:
        """As typed, before any field has judged it, without what no query can ask for."""
        found = str(self.data.get(self.add_prefix(name), "")) if self.is_bound else ""
        return found.replace("\x00", "")

    def _person_so_far(self) -> Person | None:
        """What was typed of politics and identity, for the choice of measures."""
        politics, identity = self._typed("politics"), self._typed("identity")
        if politics not in Politics or identity not in Identity:
            return None
        return person_value(Cadre(politics=politics, identity=identity))

    def _offer_same_names(self) -> None:
        """People of that name the viewer may see: the same person, or somebody else?"""
        key = name_key(self._typed("name") if self.is_bound else self.initial.get("name", ""))
        if not key:
            return
        self.candidates = list(
            Cadre.objects.visible_to(self.viewer)
            .live()
            .filter(name_key=key)
            .select_related("unit")
            .order_by("pk")
        )
        offered = [(cadre.code, f"是同一人：{_who(cadre)}") for cadre in self.candidates]
        self.fields["same_as"].required = bool(self.candidates)
        self._choices("same_as", [*offered, (OTHER_PERSON, "不是同一人，另行建档")])

    def clean_number(self) -> str:
        return plain(self.cleaned_data["number"]).translate(BRACKETS)

    def clean_organ_name(self) -> str:
        return "".join(self.cleaned_data["organ_name"].split())

    def clean_carrier(self) -> Unit | None:
        code = self.cleaned_data["carrier"]
        return Unit.objects.get(code=code) if code else None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self._check_unit(cleaned)
        self._check_second(cleaned)
        self._check_number(cleaned)
        return cleaned

    def _check_number(self, cleaned: dict[str, Any]) -> None:
        """Against what is typed here alone; who else bears it is asked by the act."""
        number = cleaned.get("id_number")
        if not number:
            return
        wrong = differs(number, born=cleaned.get("born_month"), sex=cleaned.get("sex", ""))
        if not wrong and self.existing is not None and self.existing.id_number not in {"", number}:
            wrong = OTHER_NUMBER
        if wrong:
            self.add_error("id_number", wrong)

    def _check_unit(self, cleaned: dict[str, Any]) -> None:
        unit = cleaned.get("unit")
        if not isinstance(unit, str) or cleaned.get("new_unit"):
            return
        near = like(unit)
        hint = f"相近的有{'、'.join(near)}。" if near else ""
        self.add_error(
            "unit",
            f"没有找到“{unit}”。{hint}请从建议中选；确实没有的，请写全称并勾选下面的新增。",
        )

    def _check_second(self, cleaned: dict[str, Any]) -> None:
        first, second = cleaned.get("measure"), cleaned.get("second_measure")
        if not second:
            if cleaned.get("second_months"):
                self.add_error("second_measure", "填了另一项的月数，请同时选择是哪一种处分。")
            return
        measures = catalogue().measures
        if first and measures[first].system == measures[second].system:
            label = System(measures[first].system).label
            self.add_error(
                "second_measure",
                f"同一份决定书里同属{label}的只登记一项。两项应属不同体系，例如党内警告和政务记过。",
            )
        if not cleaned.get("number"):
            self.add_error("number", "一份决定书给予两项处分的，请填写文号，例如示纪〔2026〕12号。")

    @property
    def existing(self) -> Cadre | None:
        chosen = self.cleaned_data.get("same_as")
        return next((cadre for cadre in self.candidates if cadre.code == chosen), None)

    def person(self) -> Person:
        given = self.cleaned_data
        return person_value(
            self.existing or Cadre(politics=given["politics"], identity=given["identity"])
        )

    def lacks_for_period(self) -> bool:
        """Leaves only the faults that matter for the period; true if it cannot be computed."""
        for name in set(self.errors) - PERIOD_FIELDS:
            del self.errors[name]
        return bool(self.errors)

    def wrong_for_period(self) -> str:
        """The faults of what was typed; a field that is still empty is no fault yet."""
        return "".join(
            str(sentence)
            for name, sentences in self.errors.items()
            if self._typed(name).strip()
            for sentence in sentences
        )

    def new_person(self) -> NewPerson:
        facts = {name: self.cleaned_data[name] for name in (*FACTS, "id_number")}
        given = self.cleaned_data
        return NewPerson(given["code"] or new_code(), given["name"], given["unit"], facts)

    def decisions(self) -> list[DecisionFacts]:
        given = self.cleaned_data
        first = DecisionFacts(
            measure=given["measure"],
            decided_on=given["decided_on"],
            organ_name=given.get("organ_name", ""),
            number=given.get("number", ""),
            months=given["months"],
            announced_on=given["announced_on"],
            reason=given.get("reason", ""),
            form=given.get("four_form", ""),
        )
        if not given["second_measure"]:
            return [first]
        second = replace(first, measure=given["second_measure"], months=given["second_months"])
        return [first, second]

    def inputs(self) -> list[DecisionInput]:
        """The decisions as the engine takes them; what is not saved has a negative id."""
        return [
            DecisionInput(
                id=str(-at),
                measure=each.measure,
                decided_on=each.decided_on,
                announced_on=each.announced_on,
                months=each.months,
                document="new",
            )
            for at, each in enumerate(self.decisions(), start=1)
        ]


def _who(cadre: Cadre) -> str:
    born = f"，{cn_month(cadre.born_month)}生" if cadre.born_month else ""
    return f"{cadre.name}，{cadre.unit.full_name}{cadre.post}{born}"
