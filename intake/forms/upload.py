"""Step 1: one file, read at once so that a file nobody can read is refused on the spot."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from intake.rules.ledger import Found, find_tables
from intake.rules.reading.limits import MAX_FILE_BYTES, MAX_ROWS, MB, Unreadable
from intake.rules.reading.run import read_file
from web.forms import Form


class UploadForm(Form):
    """After is_valid(): `body`, `found`."""

    file = forms.FileField(
        label="台账文件",
        help_text=(
            f".xlsx、.xls、.ods 或 .csv，不超过 {MAX_FILE_BYTES // MB} MB、{MAX_ROWS} 行。"
            "涉密材料不得上传。"
        ),
        error_messages={
            "required": "请选择台账文件，例如 回访对象明细清单.xlsx。",
            "empty": "文件是空的或没有传完，请重新选择。",
            "invalid": "没有收到文件，请重新选择后再上传。",
        },
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xls,.ods,.csv"}),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.body = b""
        self.found: list[Found] = []

    def clean_file(self) -> "UploadedFile[bytes]":
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        # One byte more than allowed is enough to be refused.
        self.body = file.read(MAX_FILE_BYTES + 1)
        try:
            self.found = find_tables(read_file(self.body, file.name or "台账"))
        except Unreadable as refusal:
            raise ValidationError(str(refusal)) from None
        return file
