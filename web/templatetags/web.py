"""Dates in Chinese, a form field with its label, and the address with one part changed."""

from datetime import date, datetime
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.template.context import Context
from django.template.defaultfilters import stringfilter
from django.template.loader import get_template
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from web import dates
from web.forms import faults_of
from web.pages import AFTER, BEFORE

register = template.Library()

CONTROL_CLASSES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxInput, "form-check-input"),
    # A class on a group would also land on the box around it; the theme finds these by place.
    (forms.RadioSelect, ""),
    (forms.CheckboxSelectMultiple, ""),
    (forms.Select, "form-select"),
    (forms.Widget, "form-control"),
)


def _day(value: date | datetime) -> date:
    return timezone.localtime(value).date() if isinstance(value, datetime) else value


@register.filter
def cn_date(value: date | datetime | None) -> str:
    """2026年11月21日; nothing for no date."""
    return dates.cn_date(_day(value)) if value else ""


@register.filter
def cn_month(value: date | datetime | None) -> str:
    """2026年11月."""
    return dates.cn_month(_day(value)) if value else ""


@register.filter
def cn_time(value: datetime | None) -> str:
    """2026年11月21日 14:30."""
    return f"{cn_date(value)} {timezone.localtime(value):%H:%M}" if value else ""


@register.simple_tag
def when(value: date | datetime | None, missing: str = "未填") -> SafeString | str:
    """A date with its machine form; a moment also shows hour and minute."""
    if value is None:
        return missing
    if isinstance(value, datetime):
        moment = timezone.localtime(value)
        return format_html(
            '<time datetime="{}">{}</time>', moment.isoformat("T", "minutes"), cn_time(value)
        )
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), dates.cn_date(value))


@register.simple_tag
def days_words(due: date | None, today: date) -> str:
    """还有12天, 今天到期, 逾期3天: said of a task, never of a person."""
    if due is None:
        return ""
    days = (due - today).days
    if days == 0:
        return "今天到期"
    return f"还有{days}天" if days > 0 else f"逾期{-days}天"


@register.filter
@stringfilter
def or_blank(value: str) -> str:
    """「未填」 where a fact is missing, so that an empty cell never looks like a fault."""
    return value if value not in {"", "None"} else "未填"


@register.simple_tag(takes_context=True)
def query_string(context: Context, **changes: Any) -> str:
    """The page's own address with some parts changed; None removes; any change starts at page 1."""
    query = context["request"].GET.copy()
    if not {AFTER, BEFORE} & changes.keys():
        changes = {**changes, AFTER: None, BEFORE: None}
    for name, value in changes.items():
        query.pop(name, None)
        for one in value if isinstance(value, list | tuple) else [value]:
            if one not in {None, ""}:
                query.appendlist(name, str(one))
    return f"?{query.urlencode()}" if query else "?"


@register.simple_tag
def field(bound: BoundField, **attrs: Any) -> str:
    """Label above, hint, error, control; `data_x=` and `aria_x=` become attributes with a dash."""
    widget = bound.field.widget
    look = next(name for kind, name in CONTROL_CLASSES if isinstance(widget, kind))
    extra = {name.replace("_", "-"): value for name, value in attrs.items()}
    own = f"{widget.attrs.get('class', '')} {extra.pop('class', '')}".split()
    classes = " ".join([look, *own]).strip()
    return get_template("web/_field.html").render(
        {
            "field": bound,
            "control": bound.as_widget(attrs={**extra, **({"class": classes} if classes else {})}),
            "is_checkbox": isinstance(widget, forms.CheckboxInput),
            "is_group": bound.use_fieldset,
            "is_hidden": bound.is_hidden,
        }
    )


@register.simple_tag
def faults(form: Any, others: Any = ()) -> list[tuple[str, str]]:
    """Every fault on the page in its order: of the main form, then of the other forms on it."""
    forms_on_page = [one for one in [form, *(others or ())] if one]
    return [fault for one in forms_on_page if one.is_bound for fault in faults_of(one)]
