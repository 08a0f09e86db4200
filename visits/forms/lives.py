"""The other lives of a dossier: pause, move, retire, hand over, end, close; and who agrees."""

from datetime import date
from typing import Any

from django import forms

from accounts.choices import UnitKind
from accounts.models import Unit, User
from accounts.roles import Role
from cases.actions.dossiers import start_of
from cases.choices import DossierStatus, PauseReason, PolicyStatus, Rank
from cases.forms.units import UnitField, like
from cases.models import Dossier
from visits.forms.fields import Line, Lines, Pick, Radios
from web.forms import DateField, Form, NameField


class LifeForm(Form):
    """Every one knows its dossier and the day."""

    def __init__(self, *args: Any, dossier: Dossier, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.dossier = dossier
        self.today = today
        self.prepare()

    def prepare(self) -> None:
        """Limits and choices that depend on the dossier."""

    def limit(self, name: str, *, earliest: date | None = None, latest: date | None = None) -> None:
        field = self.fields[name]
        assert isinstance(field, DateField)
        field.between(earliest=earliest, latest=latest)


class PauseForm(LifeForm):
    pause_reason = Radios(PauseReason, label="暂停原因")
    takes_on = DateField(name="起始日期", help_text="可以填以前的日期，最早到档案的起始日")
    basis = Line(
        label="依据", max_length=300, help_text="例如单位书面说明、医院证明或有关通知的文号"
    )
    expected_on = DateField(
        name="预计恢复日期", required=False, help_text="只作提示，可以提前或推后恢复"
    )

    def prepare(self) -> None:
        self.limit("takes_on", earliest=start_of(self.dossier), latest=self.today)

    def clean_expected_on(self) -> date | None:
        expected: date | None = self.cleaned_data["expected_on"]
        first = self.cleaned_data.get("takes_on")
        if expected is not None and first is not None and expected <= first:
            raise forms.ValidationError("预计恢复日期要晚于起始日期。")
        return expected


class ResumeForm(LifeForm):
    takes_on = DateField(name="恢复日期", help_text="从这一天起重新计算应办事项")
    basis = Line(label="依据", max_length=300, help_text="例如单位书面说明已返岗")

    def prepare(self) -> None:
        rest = self.dossier.suspensions.filter(to_on__isnull=True).first()
        self.limit("takes_on", earliest=rest.from_on if rest else None, latest=self.today)


class DeathForm(LifeForm):
    takes_on = DateField(name="去世日期")
    basis = Line(
        label="证明材料", max_length=300, help_text="死亡证明编号，或单位书面报告的文号和日期"
    )

    def prepare(self) -> None:
        self.limit("takes_on", earliest=start_of(self.dossier), latest=self.today)


class ScopeForm(DeathForm):
    takes_on = DateField(name="退出日期", help_text="开除决定的日期")
    basis = Line(label="决定文号", max_length=300, help_text="开除党籍、开除公职决定书的文号")


class ClosingForm(LifeForm):
    basis = Line(
        label="结案情形", max_length=300, help_text="例如影响期届满，反馈函已签收，使用情况已跟踪"
    )
    note = Lines(
        label="期满和综合评价情况", max_length=500, help_text="届满日期、综合评价结论、执行核查情况"
    )
    pages = forms.IntegerField(label="档案册页数", min_value=1, max_value=2000)
    without_letter = Line(
        label="不发反馈函的原因",
        max_length=200,
        help_text="例如无职党员，按本地规则不向组织部门反馈",
    )
    informed_on = DateField(name="告知单位日期", help_text="已告知本人所在单位党组织的日期")

    def prepare(self) -> None:
        if self.dossier.status != DossierStatus.CONCLUDED:
            del self.fields["without_letter"], self.fields["informed_on"]
        else:
            self.limit("informed_on", latest=self.today)


class TransferForm(LifeForm):
    to = UnitField(label="新单位", help_text="写全称，或从建议中选")
    post = Line(label="新职务", max_length=100)
    rank = Pick(Rank, label="职级层次", required=False, empty="不填")
    from_on = DateField(name="到任日期", help_text="从这一天起原单位不再能查看")

    def prepare(self) -> None:
        self.limit("from_on", latest=self.today)

    def clean_to(self) -> Unit:
        unit: Unit | str = self.cleaned_data["to"]
        if isinstance(unit, str):
            close = "、".join(like(unit))
            hint = f"您要找的是不是{close}？" if close else "请先由系统管理员新增单位。"
            raise forms.ValidationError(f"没有找到“{unit}”。{hint}")
        return unit


class RetireForm(LifeForm):
    retired_on = DateField(name="退休日期", help_text="已经批准的，可以提前登记")
    basis = Line(label="依据", max_length=200, help_text="批准退休文件的文号")
    helper_name = NameField(
        name="退休支部帮扶人", required=False, help_text="一般由退休干部党支部书记担任；退休后再填"
    )
    helper_post = Line(label="帮扶人职务", max_length=100, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def prepare(self) -> None:
        if self.dossier.cadre is not None:
            self.initial["version"] = self.dossier.cadre.version

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        if found.get("helper_name") and not found.get("helper_post"):
            self.add_error("helper_post", "请填写帮扶人的职务。例如局退休干部党支部书记。")
        return found


class HandoverForm(LifeForm):
    to_owner = forms.ModelChoiceField(
        label="接收机关", queryset=Unit.objects.none(), empty_label="请选择"
    )
    to_carrier = forms.ModelChoiceField(
        label="承办回访的机关",
        queryset=Unit.objects.none(),
        required=False,
        empty_label="由接收机关直接回访",
    )
    reason = Line(label="移交原因", max_length=200, help_text="例如本人已调到望川区工作")

    def prepare(self) -> None:
        organs = Unit.objects.filter(kind=UnitKind.DISCIPLINE, closed_on__isnull=True)
        keepers = organs.filter(policies__status=PolicyStatus.PUBLISHED).distinct()
        for name, found in (("to_owner", keepers), ("to_carrier", organs)):
            self.fields[name].queryset = found.order_by("full_name")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        owner, carrier = found.get("to_owner"), found.get("to_carrier")
        if owner is not None and carrier is not None:
            if carrier == owner:
                self.add_error("to_carrier", "由接收机关直接回访的，这里不填。")
            elif not carrier.path.startswith(_area_of(owner)):
                self.add_error("to_carrier", f"承办机关要在{owner.full_name}的辖区内，请重新选择。")
        return found


class DecideForm(Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    remark = Line(label="意见", max_length=200, required=False, help_text="退回的必须写明原因")


class AcceptForm(DecideForm):
    handler = forms.ModelChoiceField(
        label="承办人",
        queryset=User.objects.none(),
        required=False,
        empty_label="以后再定",
        help_text="接收以后由谁承办",
    )

    def __init__(self, *args: Any, organ: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        handling = [Role.DIRECTOR, Role.OFFICER]
        officers = User.objects.filter(unit=organ, is_active=True, role__in=handling)
        self.fields["handler"].queryset = officers.order_by("display_name")  # type: ignore[attr-defined]


def _area_of(organ: Unit) -> str:
    return organ.parent.path if organ.parent is not None else organ.path
