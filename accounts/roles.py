"""Who may do what: the permission matrix, one line per object, and what follows from it.

A cell holds letters (LETTERS) and a scope (SCOPES); behind a plus what this program adds to
practice D.2, with its reason under `why`. Small letters are a narrower form of the same thing, said
in the note; P reads what is written in papers sent to it. A line names the letters that give each
permission; a letter that gives none is not built yet.
To add a permission: its word in choices.py, and here the line it belongs to.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from accounts.choices import Permission, Role

__all__ = ["Permission", "Role", "may"]
P = Permission

# The columns of D.2; 监督检查室 and 派驻组 are alike in every line of it and are one role.
COLUMNS = (
    Role.DIRECTOR, Role.OFFICER, Role.ROOM, Role.INSPECTOR,
    Role.UNIT, Role.HELPER, Role.PERSONNEL, Role.LEADER,
)  # fmt: skip
LETTERS = {
    "C": "建立、登记",
    "R": "查看",
    "U": "修改自己起草的",
    "A": "审批、复核",
    "S": "签发、发布、授予",
    "X": "导出",
}
SCOPES = {
    "": "",
    "all": "本机关",
    "dep": "本室（组）承办",
    "area": "本乡镇（街道）",
    "unit": "本单位",
    "own": "本人承办（帮扶）",
    "rcv": "送达、交办的",
    "agg": "汇总数",
}
CELL = re.compile(
    r"(?P<d2>[CRUASXPcru]*)(?:\+(?P<more>[CRUASX]+))?(?: (?P<scope>\w+))?(?:；(?P<note>.+))?"
)


@dataclass(frozen=True)
class Cell:
    """What one role may do with one object."""

    d2: str = ""
    more: str = ""
    scope: str = ""
    note: str = ""

    @property
    def letters(self) -> frozenset[str]:
        return frozenset(self.d2 + self.more)


@dataclass(frozen=True)
class Line:
    """One object. `source`: its row of practice D.2 by number, or where else it comes from."""

    source: str
    thing: str
    cells: Mapping[str, Cell]
    gives: Mapping[Permission, str] = field(default_factory=dict)
    why: str = ""

    def permissions(self, role: str) -> frozenset[Permission]:
        held = self.cells.get(role, Cell()).letters
        return frozenset(right for right, letters in self.gives.items() if held & set(letters))

    def unbuilt(self, role: str) -> str:
        """Letters that D.2 gives and that open no page yet."""
        used = set("".join(self.gives.values()))
        return "".join(sorted(self.cells.get(role, Cell()).letters - used))


def line(
    source: str,
    thing: str,
    cells: str,
    gives: Mapping[Permission, str] | None = None,
    *,
    why: str = "",
    **stewards: str,
) -> Line:
    """`cells` in the order of COLUMNS, parted by bars; those of 三员 by name."""
    texts = dict(zip(COLUMNS, cells.split("|"), strict=True)) if cells else {}
    written = {str(role): text.strip() for role, text in (texts | stewards).items()}
    return Line(
        source,
        thing,
        {role: _cell(text) for role, text in written.items() if text != "–"},
        gives or {},
        why,
    )


def _cell(text: str) -> Cell:
    found = CELL.fullmatch(text)
    if found is None or (found["scope"] or "") not in SCOPES:
        raise ValueError(f"not a cell of the matrix: {text!r}")
    return Cell(**{name: value or "" for name, value in found.groupdict().items()})


# Cells:  主任 | 干部 | 监督检查室、派驻组 | 乡镇 | 单位党组织 | 帮扶人 | 组织部门 | 分管领导
MATRIX: tuple[Line, ...] = (
    line("D.2-1", "人员基本信息",
         "CRU all | CRU all | R dep | R area | R unit | R own | P rcv | R all",
         {P.DOSSIER_VIEW: "R", P.DOSSIER_EDIT: "CU", P.LETTER_RECEIVE: "P"}),
    line("D.2-2", "处分决定（摘要）和变动",
         "CRUA all | CRU+A all | R dep | R area | R unit | R own；种类、期间 | P rcv | R+A all",
         {P.DOSSIER_VIEW: "R", P.CORRECTION_ENTER: "CU", P.CORRECTION_VIEW: "UA",
          P.CORRECTION_CONFIRM: "A", P.LETTER_RECEIVE: "P"},
         why="届满日变动须两人办理（D.3），复核的是登记人以外的另一位同志。"),
    line("D.2-3", "处分决定（全文附件）", "R all | R all | R dep | – | – | – | – | R all"),
    line("D.2-4", "研判（看听谈）",
         "CRUA | CRU | CRU dep | CRU own | c；听：本单位意见 | – | – | R",
         {P.ASSESS: "CU", P.PLAN_VIEW: "R", P.STATE_VIEW: "R"}),
    line("D.2-5", "性格研判、家属谈话", "R | CRU own | CRU own | CRU own | – | – | – | –",
         {P.VISIT_VIEW: "R", P.VISIT_RECORD: "CU"}),
    line("D.2-6", "一人一策方案",
         "A+CRU | CRU | CRU dep | CRU own | R unit；不含限制内容 | r own；自己的措施 | – |"
         "A；重处分、县处级以上",
         {P.PLAN_VIEW: "RA", P.PLAN_EDIT: "CU", P.PLAN_APPROVE: "A"},
         why="人少的审理室主任也承办；起草人不能审批自己的方案，由约束保证。"),
    line("D.2-7", "帮扶人指定",
         "R+C；催办 | R+C；催办 | R | R | CS unit | – | – | R",
         {P.DOSSIER_VIEW: "R", P.HELPER_DESIGNATE: "CS"},
         why="单位没有账号的，由审理室按签字的纸件代录。"),
    line("D.2-8", "季度谈心记录",
         "R+CS | R+CS | R dep | R area | R+CS unit；阅签 | CRU own | – | R",
         {P.TALK_VIEW: "R", P.TALK_RECORD: "CU", P.TALK_SIGN: "S"},
         why="帮扶人没有账号的，由单位或审理室按签字的纸件代录；单位没有账号的，阅签也按纸件代录。"),
    line("D.2-9", "回访记录",
         "RA+CU | CRU all；只改自己登记的 | CRU own | CRU own | r unit；告知的摘要 | – | – | R+A",
         {P.VISIT_VIEW: "R", P.VISIT_RECORD: "CU", P.VISIT_REVIEW: "A"},
         why="主任参加走访时可以自己登记，由分管领导审核；登记人不能审核自己的记录。"),
    line("D.2-10", "线索登记", "C；只看自己登记的 | C | C | C | – | – | – | R；按职责",
         {P.LEAD_READ: "CR"}),
    line("D.2-11", "评价：发起、评价主体", "A+CU | CRU | CRU dep | – | c；推荐评价人 | – | – | R",
         {P.RATING_MANAGE: "CU", P.RATING_VIEW: "RA"},
         why="人少的审理室主任也组织评价；结论仍由两人签。"),
    line("D.2-12", "评价：评价票",
         "R+C；记名只为核实作废 | R+C；不显示姓名 | – | – | r；自己那份 | r；自己那份 | – | –",
         {P.BALLOT_ENTER: "R"}, why="纸质票由审理室录入。"),
    line("D.2-13", "评价：结果",
         "RX | R | R dep | R own | r unit；等次和各维度 | r own；只看等次 | P rcv | R",
         {P.RATING_VIEW: "R", P.RATING_RESULT: "Rr", P.LETTER_RECEIVE: "P"}),
    line("D.2-14", "处分执行核查",
         "CRUA | CRU+A | CRU dep | CRU own | cRU unit；答复整改 | – | cru rcv；考核、职务 | R",
         {P.EXECUTION_VIEW: "R", P.EXECUTION_ENTER: "C", P.EXECUTION_REPLY: "U",
          P.EXECUTION_VERIFY: "A", P.EXECUTION_PART: "u"},
         why="核实由登记人以外的另一位同志办理，审理室干部可以互相核实。"),
    line("D.2-15", "诉求",
         "CRUA | CRU | CRU dep | CRU own | cRu rcv；随谈话登记，答复交办的 |"
         "C+R；谈话中提出的 | cRu rcv；答复交办的 | R",
         {P.NEED_VIEW: "R", P.NEED_ENTER: "C", P.NEED_ASSIGN: "U", P.NEED_ANSWER: "Uu"},
         why="帮扶人要能告诉本人办到哪一步；单位只看到谈话中提出的和交办给它的。"),
    line("D.2-16", "不影响使用建议书",
         "CRU；报批 | CRU；起草 | A；会签 | c；提出 | r rcv；答复 | – | r rcv；答复 | AS"),
    line("D.2-17", "反馈函",
         "CRU；报批 | CRU；起草 | R dep | – | r rcv；通报 | – | P rcv；签收、答复 | AS",
         {P.LETTER_VIEW: "RS", P.LETTER_DRAFT: "CU", P.LETTER_APPROVE: "AS",
          P.LETTER_RECEIVE: "P"}),
    line("D.2-18", "使用情况", "CRU | CRU | R | R own | C unit | – | C | R"),
    line("D.2-19", "年度计划、专项活动", "CRU；报批 | CRU | R | R | – | – | – | A",
         {P.YEAR_PLAN_VIEW: "RA", P.YEAR_PLAN_EDIT: "CU", P.YEAR_PLAN_APPROVE: "A"}),
    line("D.2-20", "统计报表",
         "RX all | RX all | RX dep | RX area | R unit | – | r agg；送达文书的汇总 | RX all"),
    line("D.2-21", "指标、模板、规则配置",
         "CRUS；另一人起草的 | CRU；起草 | – | – | – | – | – | R+S；另一人起草的",
         {P.POLICY_VIEW: "R", P.POLICY_EDIT: "CU", P.POLICY_PUBLISH: "S"},
         why="发布须有起草人以外的第二人，分管领导可以作这第二人。"),
    line("D.2-22", "用户、角色", "",
         {P.ACCOUNT_VIEW: "R", P.ACCOUNT_MANAGE: "C", P.RIGHTS_GRANT: "S", P.RIGHTS_VIEW: "S",
          P.RIGHTS_CONFIRM: "A"},
         admin="C+RA；建立不带权限的账号，复核授权",
         security="S+RA；授权，复核另一位安全管理员提出的授权",
         why="授权由两人办理：提出的、复核的和本人是三个人，建账号的人不提出授权。"),
    line("D.2-23", "审计日志", "", {P.AUDIT_READ: "R"}, auditor="RX；不含内容",
         security="+R；业务用户和系统管理员的行为，不含内容",
         why="安全管理员须看到被拒绝的访问和系统管理员的行为，才能管好权限。"),
    # What D.2 has no row for.
    line("D.3 三员", "单位名录", "", {P.UNIT_MANAGE: "CRU"}, admin="CRU；只有名称和上下级，没有人"),
    line("E.2 工作日", "工作日历（放假和调休）", "", {P.CALENDAR_EDIT: "CRU"},
         admin="CRU；只看到变动的期限有几项，看不到是谁"),
    line("ux 2.1", "工作台、帮助、本人账号", "R | R | R | R | R | R | R | R", {P.DESK_VIEW: "R"},
         admin="R", security="R", auditor="R"),
    line("ux 3.14", "我的操作记录", "R | R | R | R | R | R | R | R", {P.TRAIL_OWN: "R"},
         admin="R", security="R", auditor="R"),
    line("ux 3.14", "谁看过这份档案", "R | R | – | – | – | – | – | R", {P.TRAIL_DOSSIER: "R"}),
    line("ux 2.1", "三员首页", "", {P.STEWARD_DESK: "R"}, admin="R", security="R", auditor="R"),
    line("D.3 最少知悉", "电话、身份证号（完整号码）",
         "R all | R all | R dep；只有电话 | R area；只有电话 | R unit；只有电话 |"
         "R own；只有电话 | – | –",
         {P.FIELD_REVEAL: "R"},
         why="其余时候只显示部分号码；每次只看一项，写明事由，再次核对身份，并留痕。"),
    line("A03 措施", "帮扶措施的进展", "C | C | C dep | C own | C unit | – | – | –",
         {P.MEASURE_SETTLE: "C"},
         why="措施多由单位实施，单位党组织可以逐项登记完成情况；方案本身仍只由纪检监察机关修改。"),
    line("A11 会商", "会商（出现新的不良表现）", "CRA | CR | CR dep | CR own | – | – | – | RA",
         {P.CONSULT_ENTER: "C", P.CONSULT_CONCLUDE: "A"},
         why="会商没有结论以前，结论和反馈函暂缓；结论由发起人以外的主任或分管领导登记。"),
    line("A12 领导小组", "领导小组议定事项", "CR | CR | R dep | R own | – | – | – | CR",
         {P.GROUP_DECISION_ENTER: "C"}),
    line("D.3 移交", "人员和分工（转交手头事项）", "CR | – | – | – | – | – | – | –",
         {P.WORK_PASS_ON: "CR"}),
    line("C.5", "台账导入", "C | C | – | – | – | – | – | –", {P.IMPORT: "C"}),
    line("E.4", "暂停、终止、销号", "A | – | – | – | – | – | – | A", {P.DOSSIER_APPROVE: "A"}),
    line("D.3 回避", "回避申报",
         "C | C | C dep | C area | C unit | C own | – | C", {P.RECUSAL_DECLARE: "C"},
         why="谁看得到档案，谁就应当能申请回避；登记后立即看不到，由别人才能解除。"),
    line("规则 6.6", "知悉范围（指派、登记回避）", "CR all | R all | – | – | – | – | – | CR all",
         {P.SCOPE_VIEW: "R", P.SCOPE_ENTER: "C"}),
    line("监督执纪工作规则 67", "封存、解封档案", "CA | CA | – | – | – | – | – | CA",
         {P.SEAL: "CA"},
         why="只有知悉名单上的同志看得到，解封由名单上的两人办理，所以审理室都可以办。"),
    line("D.3 回避", "核对本人账号", "CA | CA | – | – | – | – | – | CA",
         {P.OWN_FILE: "CA"},
         why="两人核对；主任或分管领导本人的账号待核对时，须有其他同志可以办理。"),
    line("A63", "单位动态",
         "CR | CR | R dep | R area | CR unit | – | – | R",
         {P.UNIT_NOTE_VIEW: "R", P.UNIT_NOTE_WRITE: "C"},
         why="单位没有账号的，由审理室按单位的书面材料代录；帮扶人不看。"),
    line("D.3 移交", "档案移交、交接回执",
         "CR | CR | CR dep | CR area | R unit | – | – | R",
         {P.HANDOVER: "C", P.RECEIPT_VIEW: "R"}),
    line("D.3 申诉", "申诉", "CR | CR | R dep | R area | – | – | – | R",
         {P.APPEAL_VIEW: "R", P.APPEAL_ENTER: "C"}),
    line("E.1 恢复", "恢复党员权利", "CR | CR | R dep | R area | R unit | – | – | R",
         {P.RESTORATION_VIEW: "R", P.RESTORATION_ENTER: "C"}),
    line("D.1 结论", "评价结论", "CA | CA | – | – | – | – | – | A；另一人撰写的",
         {P.CONCLUSION_WRITE: "C", P.CONCLUSION_CONFIRM: "A"}),
    # D.2-7: 主任、干部 「催办」.
    line("ux D6", "谈话提醒函", "CS | CS | – | – | – | – | – | –", {P.REMIND: "CS"},
         why="帮扶人没有账号的，提醒函由发出的同志署名负责，发给其所在单位党组织。"),
    line("E.2 期满", "期满通知", "S | – | – | – | – | – | – | S", {P.NOTICE_RELEASE: "S"}),
)  # fmt: skip

# Roles of practice D.2 that are not accounts yet, and why.
OTHERS: tuple[tuple[str, str, str], ...] = (
    ("办案（承办）部门", "查看自己承办的档案，承办回访时登记", "按监督检查室（派驻组）授权"),
    ("党风政风监督室", "查看评价结果和执行问题，用于廉政意见和评优", "以后"),
    ("案件监督管理室", "接收线索，答复建议书所问有无线索", "以后，随线索登记"),
    ("信访举报部门", "提出澄清档案和会商", "以后"),
    ("人社、财政、民政、工会、教育等", "只看交办的诉求或执行事项，不含案情",
     "有单位账号的只看到交办的诉求；没有的由审理室按签字的纸件代录"),
    ("评价主体", "一份评价票，纸质或一次性链接", "没有账号，纸质票由审理室录入"),
    ("党委主要领导", "由工作人员代录来访情况", "没有账号"),
    ("上级机关", "汇总数；联合办理的个案须逐案授权", "以后，随统计报表"),
)  # fmt: skip

PERMISSIONS: dict[str, frozenset[Permission]] = {
    role: frozenset(right for each in MATRIX for right in each.permissions(role)) for role in Role
}

# Roles of the discipline organ itself: they see by owner or carrier (decisions 3.2).
DISCIPLINE_ROLES = frozenset({Role.DIRECTOR, Role.OFFICER, Role.LEADER, Role.ROOM, Role.INSPECTOR})
OFFICE_ROLES = frozenset({Role.DIRECTOR, Role.OFFICER, Role.LEADER})
STEWARD_ROLES = frozenset({Role.ADMIN, Role.SECURITY, Role.AUDITOR})


def may(role: str, permission: Permission) -> bool:
    return permission in PERMISSIONS.get(role, frozenset())


def lines_of(permission: Permission) -> Iterator[Line]:
    """The lines a permission comes from."""
    return (each for each in MATRIX if permission in each.gives)
