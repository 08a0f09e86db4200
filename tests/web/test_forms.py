"""Fields, labels and the error summary, as a page shows them."""

from datetime import date

import pytest
from django import forms
from django.template import Context, Template

from web.forms import DateField, Form, MonthField, NameField, faults_of


class Sample(Form):
    name = NameField()
    born = MonthField(name="出生年月", required=False)
    on = DateField(name="谈话日期", help_text="实际谈话的那一天")
    kind = forms.ChoiceField(
        label="方式", choices=[("a", "面谈"), ("b", "电话")], widget=forms.RadioSelect
    )
    post = forms.ChoiceField(label="职级", choices=[("", "请选择"), ("x", "科级")])
    note = forms.CharField(label="备注", max_length=5, required=False)
    agreed = forms.BooleanField(label="本人同意", required=False)


GOOD = {"name": "张喆堃", "on": "2026.11.21", "kind": "a", "post": "x"}


def drawn(form: forms.Form, name: str, extra: str = "") -> str:
    template = Template("{% load web %}{% field form." + name + " " + extra + " %}")
    return template.render(Context({"form": form}))


def test_good_input_comes_out_as_values():
    form = Sample(GOOD | {"born": "１９８０年３月"})
    assert form.is_valid(), form.errors
    assert (form.cleaned_data["on"], form.cleaned_data["born"]) == (
        date(2026, 11, 21),
        date(1980, 3, 1),
    )


@pytest.mark.parametrize(
    ("change", "name", "sentence"),
    [
        ({"name": ""}, "name", "请填写姓名。"),
        ({"kind": ""}, "kind", "请选择方式。"),
        ({"kind": "c"}, "kind", "方式不在可选范围内，请从列表中选择。"),
        ({"post": ""}, "post", "请选择职级。"),
        ({"note": "六个字的备注"}, "note", "备注最多5个字，请删减。"),
        ({"on": "  "}, "on", "请填写谈话日期。例如2026年11月21日。"),
        (
            {"on": "2026-02-30"},
            "on",
            "谈话日期不对：2026年2月没有30日。例如2026年11月21日，也可以写成2026.11.21。",
        ),
    ],
)
def test_each_fault_names_the_field_and_what_is_right(change, name, sentence):
    assert Sample(GOOD | change).errors == {name: [sentence]}


def test_a_day_outside_its_limits_is_said_with_both_days():
    form = Sample(GOOD | {"on": "2026-11-22"})
    form.fields["on"].between(earliest=date(2026, 1, 1), latest=date(2026, 11, 21))
    assert form.errors["on"] == ["谈话日期不能晚于2026年11月21日，现在是2026年11月22日。"]
    assert 'max="2026-11-21"' in drawn(form, "on")
    early = Sample(GOOD | {"on": "2025-12-31"})
    early.fields["on"].between(earliest=date(2026, 1, 1))
    assert early.errors["on"] == ["谈话日期不能早于2026年1月1日，现在是2025年12月31日。"]


def test_limits_of_one_form_do_not_reach_the_next():
    first = Sample(GOOD)
    first.fields["on"].between(latest=date(2020, 1, 1))
    assert Sample(GOOD).is_valid()
    assert 'max="' not in drawn(Sample(), "on")


@pytest.mark.parametrize(
    "odd", ["张3", "张<", "张\ue000", "张\u200b", "张\ufffd", "张，李", "张（小）"]
)
def test_characters_no_name_holds_are_refused(odd):
    assert list(Sample(GOOD | {"name": odd}).errors) == ["name"]


@pytest.mark.parametrize("name", ["𠮷野", "龑", "䶮", "𬭎", "买买提·吐尔逊", "Ali Mamat", "单"])
def test_rare_characters_and_dots_are_kept(name):
    form = Sample(GOOD | {"name": name})
    assert form.is_valid()
    assert form.cleaned_data["name"] == name


# What the page shows --------------------------------------------------------------------------


def test_label_hint_error_and_control_stand_in_that_order():
    html = drawn(Sample({"on": "x"}), "on")
    places = [html.index(part) for part in ("<label", "field-hint", "field-error", "<input")]
    assert places == sorted(places)
    assert 'for="id_on"' in html
    assert 'aria-describedby="id_on_helptext id_on_error"' in html
    assert 'aria-invalid="true"' in html


def test_optional_is_marked_and_required_is_not():
    assert "（选填）" in drawn(Sample(), "note")
    assert "（选填）" not in drawn(Sample(), "name")
    assert "required" not in drawn(Sample(), "name")


def test_a_group_is_a_fieldset_with_a_legend():
    html = drawn(Sample({}), "kind")
    assert html.startswith("<fieldset")
    assert "<legend" in html
    assert 'aria-describedby="id_kind_error"' in html


def test_a_date_that_does_not_exist_stays_visible():
    html = drawn(Sample(GOOD | {"on": "2026-02-30"}), "on")
    assert 'type="text"' in html
    assert 'value="2026-02-30"' in html
    fine = drawn(Sample(GOOD), "on")
    assert 'type="date"' in fine
    assert 'value="2026-11-21"' in fine


def test_attributes_may_be_added_where_the_field_is_shown():
    html = drawn(Sample(), "note", "data_suggest='/x/' class='w-short' rows=2")
    assert 'data-suggest="/x/"' in html
    assert 'class="form-control w-short"' in html


def test_what_was_typed_cannot_leave_its_attribute():
    html = drawn(Sample(GOOD | {"note": '"><script>alert(1)</script>'}), "note")
    assert "<script>" not in html


def test_the_summary_links_every_fault_to_its_control():
    form = Sample({})
    form.is_valid()
    assert list(faults_of(form)) == [
        ("id_name", "请填写姓名。"),
        ("id_on", "请填写谈话日期。例如2026年11月21日。"),
        ("id_kind_0", "请选择方式。"),
        ("id_post", "请选择职级。"),
    ]
    html = Template('{% include "web/_errors.html" %}').render(Context({"form": form}))
    assert "有4处需要补充或更正" in html
    assert '<a href="#id_kind_0">请选择方式。</a>' in html
    assert 'role="alert"' in html


@pytest.mark.parametrize("data", [None, GOOD])
def test_without_faults_there_is_no_summary(data):
    html = Template('{% include "web/_errors.html" %}').render(Context({"form": Sample(data)}))
    assert "error-summary" not in html
