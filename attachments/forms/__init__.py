"""The form a file comes in with, and the one it is removed with."""

from django import forms

from attachments.rules.limits import ACCEPT, KINDS_WORDS, MAX_FILES
from web.forms import Form


class FilesInput(forms.FileInput):
    """Several files at once."""

    allow_multiple_selected = True


class UploadForm(Form):
    """Files are judged one by one in the view, so that one that is refused loses no other."""

    upload = forms.FileField(
        label="选择文件",
        help_text=(
            f"可多选，最多 {MAX_FILES} 个；{KINDS_WORDS}，每个不超过 20 MB。涉密材料不得上传。"
        ),
        widget=FilesInput(attrs={"multiple": True, "accept": ACCEPT, "data-files": ""}),
    )
    note = forms.CharField(
        label="说明", required=False, max_length=200, help_text="可不填，例如“登记表签字页”。"
    )
    marking_answer = forms.CharField(
        label="密级字样核对说明",
        required=False,
        max_length=200,
        help_text="只有文件名或首页带“秘密”等字样、核对后确实不涉密时才填。",
    )


class VoidForm(Form):
    reason = forms.CharField(
        label="移除的原因", max_length=200, help_text="例如“传错了文件”。移除会留痕。"
    )
