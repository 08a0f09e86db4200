"""How far a job is, in words and numbers for one page."""

from dataclasses import dataclass
from typing import Final

from jobs.models import Job

REFRESH_SECONDS: Final = 2
# What the task is called on the screen; the dotted name is the program's own.
TITLES: dict[str, str] = {
    "reports.tasks.make_letter": "制作反馈函",
    "reports.tasks.make_preview": "生成预览",
    "reminders.tasks.make_letters": "制作谈话提醒函",
    "reports.tasks.make_printout": "制作纸质表格",
    "intake.tasks.commit_batch": "写入台账",
    "intake.tasks.undo_batch": "撤销导入",
    "corrections.tasks.preview_policy": "推算新版规则的影响",
    "corrections.tasks.apply_policy": "按新版规则重算期限",
}


@dataclass(frozen=True)
class Progress:
    code: str
    title: str
    state: str
    note: str
    error: str
    done: int
    total: int
    is_open: bool
    is_done: bool
    has_failed: bool
    # Where the finished thing stands, when the job said so.
    url: str

    @property
    def refresh(self) -> int:
        return REFRESH_SECONDS if self.is_open else 0

    @property
    def is_counted(self) -> bool:
        return self.total > 0


def progress_of(job: Job) -> Progress:
    return Progress(
        code=job.code,
        title=TITLES.get(job.kind, "后台任务"),
        state=job.get_state_display(),
        note=job.note,
        error=job.error,
        done=job.done,
        total=job.total,
        is_open=job.is_open,
        is_done=job.is_done,
        has_failed=job.has_failed,
        url=str(job.result.get("url", "")),
    )
