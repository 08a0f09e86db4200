"""Step 2: which column is what; filled in already, corrected by hand."""

from collections.abc import Iterator
from typing import Any

from django import forms

from intake.models import ImportBatch
from intake.rules.columns import fields, label_of, lacking
from web.forms import Form

LEFT_OUT = ("", "不导入")


class ColumnsForm(Form):
    """One choice for each column of each sheet, and for each of several sheets whether at all."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, batch: ImportBatch, **kwargs: Any) -> None:
        kwargs["initial"] = {"version": batch.version}
        super().__init__(*args, **kwargs)
        self.sheets: list[dict[str, Any]] = batch.sheets
        choices = [LEFT_OUT, *((key, each.label) for key, each in fields().items())]
        for number, sheet in enumerate(self.sheets):
            chosen = batch.mapping.get(sheet["name"])
            self.fields[f"use-{number}"] = forms.BooleanField(
                label=f"导入工作表“{sheet['name']}”",
                required=False,
                initial=chosen is not None,
            )
            for column in sheet["columns"]:
                key = (chosen or {}).get(str(column["index"]), "" if chosen else column["key"])
                self.fields[f"c-{number}-{column['index']}"] = forms.ChoiceField(
                    label=f"“{column['title']}”对应到",
                    choices=choices,
                    required=False,
                    initial=key,
                    # In a table the label is for the ear only, so the field stands alone.
                    widget=forms.Select(attrs={"class": "form-select"}),
                )

    @property
    def blocks(self) -> Iterator[dict[str, Any]]:
        """Each sheet with its bound fields, for the page."""
        for number, sheet in enumerate(self.sheets):
            yield {
                "name": sheet["name"],
                "hidden": sheet["hidden"],
                "use": self[f"use-{number}"],
                "lines": [
                    {"column": column, "field": self[f"c-{number}-{column['index']}"]}
                    for column in sheet["columns"]
                ],
            }

    @property
    def has_choice(self) -> bool:
        return len(self.sheets) > 1

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self.mapping: dict[str, dict[int, str]] = {}
        for number, sheet in enumerate(self.sheets):
            if self.has_choice and not data.get(f"use-{number}"):
                continue
            self.mapping[sheet["name"]] = self._columns(number, sheet, data)
        if not self.mapping and not self.errors:
            self.add_error(None, "请至少选择一个要导入的工作表。")
        return data

    def _columns(self, number: int, sheet: dict[str, Any], data: dict[str, Any]) -> dict[int, str]:
        chosen: dict[int, str] = {}
        for column in sheet["columns"]:
            name = f"c-{number}-{column['index']}"
            key = data.get(name)
            if not key:
                continue
            if key in chosen.values():
                self.add_error(
                    name, f"“{label_of(key)}”已经对应到另一列。请只保留一列，其余选“不导入”。"
                )
            chosen[column["index"]] = key
        missing = lacking(chosen)
        if missing:
            self.add_error(
                None, f"工作表“{sheet['name']}”还缺少必填列：{'、'.join(missing)}。请选择对应的列。"
            )
        return chosen
