"""Small forms beside a record: what was wrong in it, why something is not owed."""

from visits.forms.fields import Line, Lines
from web.forms import Form


class CorrectionForm(Form):
    text = Lines(
        label="更正内容",
        max_length=2000,
        help_text="写明哪一处、正确的是什么。原记录保持不变，更正附在后面。",
    )
    reason = Line(label="更正原因", max_length=200, help_text="例如笔误、事后核实。")


class ExemptForm(Form):
    reason = Line(
        label="免除原因",
        max_length=200,
        help_text="例如本季度住院治疗，已由单位书面说明。没有帮扶人不是免除的理由。",
    )
