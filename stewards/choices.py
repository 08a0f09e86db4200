"""What can happen to an account's rights, and how far it is."""

from django.db.models import TextChoices


class ChangeKind(TextChoices):
    GRANT = "grant", "授予权限"
    TRANSFER = "transfer", "岗位调整"
    DELEGATE = "delegate", "代理（借调）"
    UNDELEGATE = "undelegate", "结束代理（借调）"
    WITHDRAW = "withdraw", "收回权限"
    DEACTIVATE = "deactivate", "停用账号"
    REACTIVATE = "reactivate", "恢复启用"
    SECRET = "secret", "重发初始口令"
    SECOND_FACTOR = "second_factor", "解除动态口令"
    # Done by the program itself, at night.
    SLEEP = "sleep", "久未登录停用"
    EXPIRE = "expire", "授权到期"


class ChangeState(TextChoices):
    WAITING = "waiting", "等待复核"
    APPLIED = "applied", "已生效"
    DECLINED = "declined", "不同意"
    TAKEN_BACK = "taken_back", "已撤回"


# Nobody gains anything alone: these wait for a second person.
TWO_PEOPLE = frozenset(
    {
        ChangeKind.GRANT,
        ChangeKind.TRANSFER,
        ChangeKind.DELEGATE,
        ChangeKind.REACTIVATE,
        ChangeKind.SECRET,
        ChangeKind.SECOND_FACTOR,
    }
)
# Taking away needs one, and acts at once.
AT_ONCE = frozenset({ChangeKind.UNDELEGATE, ChangeKind.WITHDRAW, ChangeKind.DEACTIVATE})
BY_PROGRAM = frozenset({ChangeKind.SLEEP, ChangeKind.EXPIRE})
# What its proposer may not give to an account of his own making.
GRANTING = frozenset({ChangeKind.GRANT, ChangeKind.TRANSFER, ChangeKind.DELEGATE})
NAMING_RIGHTS = frozenset({ChangeKind.GRANT, ChangeKind.TRANSFER})
