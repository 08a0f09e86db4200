"""Role, Permission and who may do what: the whole authority of the system on one page."""

from django.db.models import TextChoices


class Role(TextChoices):
    DIRECTOR = "director", "案件审理室主任"
    OFFICER = "officer", "案件审理室干部"
    LEADER = "leader", "分管领导"
    ROOM = "room", "监督检查室（派驻组）干部"
    INSPECTOR = "inspector", "乡镇（街道）纪检监察干部"
    UNIT = "unit", "单位党组织"
    HELPER = "helper", "帮扶人"
    PERSONNEL = "personnel", "组织（人事）部门"
    # 三员: one account holds one role and one person one account, so none can be two of them.
    ADMIN = "admin", "系统管理员"
    SECURITY = "security", "安全管理员"
    AUDITOR = "auditor", "审计管理员"


class Permission(TextChoices):
    DESK_VIEW = "desk.view", "查看工作台"
    DOSSIER_VIEW = "dossier.view", "查看回访对象"
    DOSSIER_EDIT = "dossier.edit", "建档和修改基本情况"
    DOSSIER_APPROVE = "dossier.approve", "审批暂停、终止和销号"
    HANDOVER = "handover", "办理档案移交和接收"
    RECEIPT_VIEW = "receipt.view", "查看交接回执"
    IMPORT = "import", "导入台账"
    ASSESS = "assess", "填写研判"
    PLAN_VIEW = "plan.view", "查看方案"
    PLAN_EDIT = "plan.edit", "起草方案"
    PLAN_APPROVE = "plan.approve", "审批方案"
    VISIT_VIEW = "visit.view", "查看回访记录"
    VISIT_RECORD = "visit.record", "登记回访"
    TALK_VIEW = "talk.view", "查看谈心谈话"
    TALK_RECORD = "talk.record", "登记谈心谈话"
    HELPER_DESIGNATE = "helper.designate", "指定帮扶人"
    EXECUTION_VIEW = "execution.view", "查看处分执行核查"
    EXECUTION_ENTER = "execution.enter", "登记处分执行核查"
    EXECUTION_REPLY = "execution.reply", "回复执行问题的整改情况"
    EXECUTION_VERIFY = "execution.verify", "核实处分执行和整改"
    RATING_VIEW = "rating.view", "查看评价结果"
    RATING_RESULT = "rating.result", "查看评价结论"
    RATING_MANAGE = "rating.manage", "组织评价、录入评价票"
    CONCLUSION_WRITE = "conclusion.write", "撰写结论"
    CONCLUSION_CONFIRM = "conclusion.confirm", "确认结论"
    LETTER_VIEW = "letter.view", "查看反馈文书"
    LETTER_DRAFT = "letter.draft", "起草反馈文书"
    LETTER_APPROVE = "letter.approve", "签发反馈文书"
    LETTER_RECEIVE = "letter.receive", "接收反馈文书"
    NOTICE_RELEASE = "notice.release", "发出期满通知"
    POLICY_VIEW = "policy.view", "查看本地规则"
    POLICY_EDIT = "policy.edit", "起草本地规则"
    POLICY_PUBLISH = "policy.publish", "发布本地规则"
    APPEAL_VIEW = "appeal.view", "查看申诉情况"
    APPEAL_ENTER = "appeal.enter", "登记申诉和结果"
    RESTORATION_VIEW = "restoration.view", "查看恢复党员权利办理情况"
    RESTORATION_ENTER = "restoration.enter", "登记恢复党员权利的步骤"
    CORRECTION_VIEW = "correction.view", "查看变动登记"
    CORRECTION_ENTER = "correction.enter", "登记变动"
    CORRECTION_CONFIRM = "correction.confirm", "复核他人登记的变动"


P = Permission
_OFFICE_READS = frozenset(
    {
        P.DESK_VIEW,
        P.DOSSIER_VIEW,
        P.PLAN_VIEW,
        P.VISIT_VIEW,
        P.TALK_VIEW,
        P.EXECUTION_VIEW,
        P.RATING_VIEW,
        P.RATING_RESULT,
        P.LETTER_VIEW,
        P.POLICY_VIEW,
        P.APPEAL_VIEW,
        P.RESTORATION_VIEW,
        P.CORRECTION_VIEW,
        P.RECEIPT_VIEW,
    }
)
_OFFICE_WRITES = frozenset(
    {
        P.DOSSIER_EDIT,
        P.HANDOVER,
        P.IMPORT,
        P.ASSESS,
        P.PLAN_EDIT,
        P.VISIT_RECORD,
        P.TALK_RECORD,
        P.HELPER_DESIGNATE,
        P.EXECUTION_ENTER,
        P.EXECUTION_REPLY,
        P.EXECUTION_VERIFY,
        P.RATING_MANAGE,
        P.CONCLUSION_WRITE,
        P.LETTER_DRAFT,
        P.POLICY_EDIT,
        P.APPEAL_ENTER,
        P.RESTORATION_ENTER,
        P.CORRECTION_ENTER,
    }
)

# What another account has prepared; never one's own.
_OFFICE_CONFIRMS = frozenset({P.CONCLUSION_CONFIRM, P.CORRECTION_CONFIRM})

# Rooms, dispatched groups and towns, for the dossiers they keep or visit.
_FIELD = frozenset(
    {
        P.DESK_VIEW,
        P.DOSSIER_VIEW,
        P.ASSESS,
        P.PLAN_VIEW,
        P.PLAN_EDIT,
        P.VISIT_VIEW,
        P.VISIT_RECORD,
        P.TALK_VIEW,
        P.EXECUTION_VIEW,
        P.EXECUTION_ENTER,
        P.EXECUTION_REPLY,
        P.RATING_VIEW,
        P.RATING_RESULT,
        P.APPEAL_VIEW,
        P.RESTORATION_VIEW,
        P.HANDOVER,
        P.RECEIPT_VIEW,
    }
)

# practice.md D.2; two-person rules (who drafted may not approve) are constraints of the rows.
PERMISSIONS: dict[str, frozenset[Permission]] = {
    Role.DIRECTOR: _OFFICE_READS
    | _OFFICE_WRITES
    | _OFFICE_CONFIRMS
    | {P.PLAN_APPROVE, P.DOSSIER_APPROVE, P.NOTICE_RELEASE, P.POLICY_PUBLISH},
    Role.OFFICER: _OFFICE_READS | _OFFICE_WRITES | _OFFICE_CONFIRMS,
    Role.LEADER: _OFFICE_READS
    | _OFFICE_CONFIRMS
    | {P.PLAN_APPROVE, P.DOSSIER_APPROVE, P.LETTER_APPROVE, P.NOTICE_RELEASE, P.POLICY_PUBLISH},
    Role.ROOM: _FIELD,
    Role.INSPECTOR: _FIELD,
    Role.UNIT: frozenset(
        {
            P.DESK_VIEW,
            P.DOSSIER_VIEW,
            P.PLAN_VIEW,
            P.TALK_VIEW,
            P.TALK_RECORD,
            P.HELPER_DESIGNATE,
            P.EXECUTION_VIEW,
            P.EXECUTION_REPLY,
            P.RATING_RESULT,
            P.RESTORATION_VIEW,
            P.RECEIPT_VIEW,
        }
    ),
    Role.HELPER: frozenset(
        {P.DESK_VIEW, P.DOSSIER_VIEW, P.TALK_VIEW, P.TALK_RECORD, P.RATING_RESULT}
    ),
    Role.PERSONNEL: frozenset({P.DESK_VIEW, P.LETTER_RECEIVE}),
    Role.ADMIN: frozenset({P.DESK_VIEW}),
    Role.SECURITY: frozenset({P.DESK_VIEW}),
    Role.AUDITOR: frozenset({P.DESK_VIEW}),
}

# Roles of the discipline organ itself: they see by owner or carrier (decisions 3.2).
DISCIPLINE_ROLES = frozenset({Role.DIRECTOR, Role.OFFICER, Role.LEADER, Role.ROOM, Role.INSPECTOR})
OFFICE_ROLES = frozenset({Role.DIRECTOR, Role.OFFICER, Role.LEADER})
STEWARD_ROLES = frozenset({Role.ADMIN, Role.SECURITY, Role.AUDITOR})


def may(role: str, permission: Permission) -> bool:
    return permission in PERMISSIONS.get(role, frozenset())
