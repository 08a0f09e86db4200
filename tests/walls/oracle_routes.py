"""Which roles may open which page: practice D.2 written as addresses; a page not here fails.

Letters: D 主任 O 干部 L 分管领导 R 监督检查室、派驻组 I 乡镇 U 单位 H 帮扶人 P 组织部门
A 系统管理员 S 安全管理员 T 审计管理员. An empty account (no role granted yet) opens nothing.
"""

LETTERS = {
    "director": "D", "officer": "O", "leader": "L", "room": "R", "inspector": "I", "unit": "U",
    "helper": "H", "personnel": "P", "admin": "A", "security": "S", "auditor": "T",
}  # fmt: skip
PUBLIC = "*"
# Everybody who has signed in, whatever he may do: his own password, second factor, session.
ANYONE = "+"
ALL = "DOLRIUHPAST"
FILE = "DOLRIUH"
ORGANS = "DOLRI"

# Whole rooms, by the beginning of the name; single pages below take precedence.
ROOMS = {
    "intake:": "DO",  # 指标、规则、台账: CRU of the office
    "policy:": "DOL",
    "corrections:": "DOL",
    "reports:inbox": "P",
    "stewards:": "AS",  # 用户、角色: 系统管理员 creates, 安全管理员 grants
}
PAGES = {
    # Signing in and comfort: before anybody is anybody.
    "signin:login": PUBLIC, "signin:logout": PUBLIC, "signin:code_login": PUBLIC,
    "signin:second": PUBLIC, "signin:enrol": PUBLIC, "signin:session": PUBLIC,
    "signin:recovery": ANYONE, "signin:password": ANYONE,
    "signin:prefs": ANYONE, "signin:confirm": ANYONE,
    "signin:back": ANYONE, "signin:discard": ANYONE,
    "web:text_size": PUBLIC, "web:keys": PUBLIC,
        "dashboard:root": ALL, "dashboard:desk": ALL, "dashboard:block": ALL,
    "dashboard:help": ALL, "dashboard:rules": ALL,
    "dashboard:job": ALL, "dashboard:job_retry": ALL,
    # 人员基本信息、处分决定(摘要)
    "cases:purpose": FILE, "cases:reveal": "DORIUH",
    "dashboard:dossier": FILE, "dashboard:clocks": FILE,
    "cases:list": FILE, "cases:suggest": FILE, "cases:units": FILE,
    "cases:new": "DO", "cases:edit": "DO", "cases:helper": "DOU",
    # 处分执行核查
    "cases:issues": "DOLRIU", "cases:execution_late": "DOLRIU", "cases:execution": "DOLRIU",
    "cases:execution_verify": "DO", "cases:issue": "DOLRIU", "cases:execution_item": "DORI",
    # 申诉、恢复党员权利
    "cases:appeals": ORGANS, "cases:appeal_new": "DO", "cases:appeal_accept": "DO",
    "cases:appeal_answer": "DO", "cases:appeal_void": "DO",
    "cases:restoration": "DOLRIU", "cases:restoration_void": "DO", "cases:restoration_step": "DO",
    # 本地规则
    "policy:draft": "DO", "policy:edit": "DO", "policy:discard": "DO", "policy:restore": "DO",
    # 档案环节、移交
    "visits:status": "DOL", "visits:status_act": "DO", "visits:act": "DOL",
    "visits:handovers": "DORI", "visits:handover": "DORI", "visits:receipts": "DOLRIU",
    # 研判、方案、回访、谈心
    "visits:assessment": "DORI", "visits:plan": "DOLRIU", "visits:plan_edit": "DORI",
    "visits:plan_complete": "DORI", "visits:measure": "DORIU", "visits:group_decision": "DOL",
    "visits:state": ORGANS, "visits:state_enter": "DORI", "visits:class_set": "DORI",
    "visits:consultation": ORGANS,
    "visits:templates": "DO", "visits:template": "DO", "visits:template_restore": "DO",
    # 领导小组、年度计划
    "visits:group": ORGANS, "visits:year_plan": "DO", "visits:year_plan_decide": "L",
    "visits:reports_due": ORGANS, "visits:organ_report": ORGANS,
    "visits:member_new": "DO", "visits:member_end": "DO",
    "visits:plan_review": "DL", "visits:list": FILE, "visits:visit_new": "DORI",
    "visits:talk_new": "DOUH", "visits:exempt": "DL", "visits:meet": "DORI",
    "visits:autosave": "DORIUH",
    "visits:discard": "DORIUH", "visits:visit": ORGANS, "visits:visit_edit": "DORI",
    "visits:arrange": "DORI", "visits:rearrange": "DORI", "visits:prepare": "DORI",
    "visits:visit_record": "DORI", "visits:visit_step": "DORI", "visits:visit_review": "DL",
    "visits:board": ORGANS, "visits:my_visits": ORGANS, "visits:leads": ORGANS,
    "visits:outside_new": "DORI", "visits:outside_void": "DORI",
    "visits:talk": FILE, "visits:talk_edit": "DOUH", "visits:own_talks": FILE,
    "visits:talk_sign": "DOU", "visits:notes": "DOLRIU", "visits:note_new": "DOU",
    "visits:merge": "DORIUH",
    # 评价: set up and entered by the office and the rooms, read by those who work with him
    "evaluation:dossier": FILE, "evaluation:list": ORGANS, "evaluation:round": ORGANS,
    "evaluation:results": FILE,
    "evaluation:round_new": "DOR", "evaluation:groups": "DOR", "evaluation:paper_entry": "DO",
    "evaluation:blank": "DOR", "evaluation:close": "DOR", "evaluation:compute": "DOR",
    "evaluation:reopen": "DOR", "evaluation:void": "DOR", "evaluation:ballot": "DO",
    "evaluation:ballot_void": "DO", "evaluation:ballot_keep": "DO",
    "evaluation:conclusion": "DOL", "evaluation:confirm": "DOL", "evaluation:give_back": "DOL",
    # 附件: whoever reads the record; added by whoever writes one. 纸质表格: likewise
    "attachments:dossier": FILE, "attachments:file": FILE, "attachments:content": FILE,
    "attachments:picture": FILE, "attachments:add": "DORIUH", "attachments:void": "DORIUH",
    "reports:forms": FILE, "reports:print_form": FILE, "reports:printout": FILE,
    # 反馈函、期满通知
    "reports:list": "DOLR", "reports:letter": "DOLR", "reports:preview": "DOLR",
    "reports:preview_new": "DOLR", "reports:dossier": "DOLR", "reports:notices": "DOLR",
    "reports:notice": "DOLR", "reports:dossier_notices": "DOLR",
    "reports:file": "DOLRP", "reports:notice_file": "DOLRP",
    "reports:letterhead": "DO", "reports:letter_new": "DO", "reports:letter_edit": "DO",
    "reports:letter_refresh": "DO", "reports:letter_submit": "DO", "reports:letter_withdraw": "DO",
    "reports:letter_review": "L", "reports:letter_return": "L", "reports:letter_issue": "DOL",
    "reports:notices_release": "DL", "reports:notices_decline": "DL", "reports:receive": "P",
    # 提醒 is one's own; 提醒函 (催办) the office's
    "reminders:inbox": ALL, "reminders:address": ALL,
    "reminders:letters": "DO", "reminders:batch": "DO", "reminders:batch_file": "DO",
    # 单位树 is the system administrator's; who may what, the security administrator's
    "stewards:start": "AST", "stewards:user_new": "A", "stewards:units": "A",
    "stewards:unit": "A", "stewards:unit_new": "A", "stewards:unit_rename": "A",
    "stewards:calendar": "A", "stewards:calendar_year": "A",
    "stewards:unit_check": "A", "stewards:unit_close": "A",
    "stewards:rights": "S", "stewards:holders": "S", "stewards:colleagues": "D",
    "stewards:pass_on": "D",
    # Who may find a file at all: the office's lists; one's own avoidance: who works with files
    "cases:scope": "DOL", "cases:scope_assign": "DL", "cases:scope_assign_end": "DL",
    "cases:scope_recuse": "DL", "cases:scope_recuse_end": "DL", "cases:scope_own": "DOL",
    "cases:scope_seal": "DOL", "cases:scope_name": "DOL", "cases:scope_unname": "DOL",
    "cases:scope_handler": "DL", "cases:scope_lift": "DOL",
    "access:recusals": FILE, "access:own_files": "DOL",
    "access:own_file": "DOL", "visits:restricted": "DORI",
    # 组织部门: what was handed to it, without the case
    "cases:handed": "P", "cases:handed_item": "P",
    # 诉求: every role but the 三员; by hand the organs and the helper
    "needs:board": "DOLRIUHP", "needs:need": "DOLRIUHP", "needs:dossier": "DOLRIUHP",
    "needs:new": "DORIH",
    # 纪实台账: the discipline organs' own
    "ledger:ledger": ORGANS, "ledger:export": ORGANS, "ledger:line_new": "DORI",
    "ledger:line_void": "DORI", "ledger:sign": ORGANS,
    # 留痕: one's own, a file's readers for its office, the whole for the audit
    "stewards:my_trail": ALL, "stewards:access": "DOL", "stewards:log": "ST",
    # 变动登记
    "corrections:new": "DO", "corrections:withdraw": "DO",
}  # fmt: skip


def may_enter(role: str, route: str) -> bool | None:
    """None: nobody has said; the suite fails."""
    letters = PAGES.get(route)
    if letters is None:
        room = max((room for room in ROOMS if route.startswith(room)), key=len, default=None)
        letters = ROOMS[room] if room else None
    if letters is None:
        return None
    return letters in {PUBLIC, ANYONE} or (bool(role) and LETTERS[role] in letters)


def is_public(route: str) -> bool:
    return PAGES.get(route) == PUBLIC


def unsaid(routes: list[str]) -> list[str]:
    return [route for route in routes if may_enter("director", route) is None]
