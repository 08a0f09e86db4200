"""Why a session ended, and what a kept form waits for."""

from django.db.models import TextChoices


class Ending(TextChoices):
    """Why a session is over although its cookie still comes; the label is what the page says."""

    IDLE = "idle", "您有一段时间没有操作，请重新登录。"
    WHOLE_DAY = "whole_day", "这次登录已满最长时限，请重新登录。"
    ELSEWHERE = (
        "elsewhere",
        "您的账号已在另一处登录，这里已退出。如果不是您本人操作，请告知安全管理员。",
    )
    ADDRESS = "address", "这个账号只能在指定的电脑上使用，请换到指定的电脑登录。"
    CODE_OVER = "code_over", "任务码已到期，请与审理室联系。"


class KeptFor(TextChoices):
    """A form kept on the server: shown again after signing in, or sent on after confirming."""

    AGAIN = "again", "重新登录后再次显示"
    CONFIRM = "confirm", "再次验证后继续办理"
