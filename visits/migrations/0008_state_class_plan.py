"""State, class, lanes and steps of a plan, the leading group; what is stored gets its key."""

import columns.codes
import columns.sealed
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


# One default served all rows; each measure is its own thing.
OWN_KEYS = """
    UPDATE visits_planmeasure
       SET key = upper(substr(md5(id::text || random()::text), 1, 12))
"""
# The history begins with what assessments and visits said.
STATES_SO_FAR = """
    INSERT INTO visits_stateentry (dossier_id, state, "on", reason, source, by_id, entered_at)
    SELECT a.dossier_id, a.state, coalesce(a.talk_on, a.finished_on),
           left(a.conclusion, 500), 'assessment',
           coalesce(a.talk_by_id, a.listen_by_id, a.look_by_id), a.created_at
      FROM visits_assessment a
     WHERE a.state <> '' AND a.finished_on IS NOT NULL AND a.conclusion <> ''
       AND coalesce(a.talk_by_id, a.listen_by_id, a.look_by_id) IS NOT NULL
    UNION ALL
    SELECT v.dossier_id, v.state, v.visited_on, left(v.opinion, 500), 'visit',
           v.recorded_by_id, v.recorded_at
      FROM visits_visit v
     WHERE v.status = 'done' AND v.opinion <> '' AND v.state <> ''
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_steward_is_a_person"),
        ("cases", "0011_helper_documents"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("visits", "0007_talks_read_and_unit_notes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AssessmentFamilyTalk",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "code",
                    columns.codes.CodeField(
                        default=columns.codes.new_code,
                        editable=False,
                        max_length=12,
                        unique=True,
                        verbose_name="编码",
                    ),
                ),
                ("on", models.DateField(verbose_name="日期")),
                (
                    "relation",
                    columns.sealed.SealedTextField(
                        choices=[
                            ("spouse", "配偶"),
                            ("parent", "父母"),
                            ("child", "子女"),
                            ("other", "其他亲友"),
                        ],
                        verbose_name="关系",
                    ),
                ),
                ("text", columns.sealed.SealedTextField(verbose_name="要点")),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="family_talks",
                        to="visits.assessment",
                        verbose_name="研判",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="谈话人",
                    ),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.dossier",
                        verbose_name="档案",
                    ),
                ),
            ],
            options={
                "verbose_name": "研判中的家属谈话（限知）",
                "verbose_name_plural": "研判中的家属谈话（限知）",
                "ordering": ["on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Classification",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "grade",
                    models.CharField(
                        choices=[
                            ("must", "必访"),
                            ("key", "重点"),
                            ("general", "一般"),
                            ("out", "不列入"),
                        ],
                        max_length=8,
                        verbose_name="类别",
                    ),
                ),
                (
                    "package",
                    models.CharField(
                        blank=True,
                        choices=[("standard", "标准访"), ("deep", "深度访"), ("warm", "暖心访")],
                        max_length=8,
                        verbose_name="访法",
                    ),
                ),
                ("reason", models.CharField(max_length=500, verbose_name="理由")),
                ("on", models.DateField(verbose_name="日期")),
                ("is_current", models.BooleanField(default=True, verbose_name="现行")),
                (
                    "token",
                    models.CharField(
                        blank=True, max_length=12, null=True, unique=True, verbose_name="表单标识"
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="调整人",
                    ),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="classifications",
                        to="cases.dossier",
                        verbose_name="档案",
                    ),
                ),
            ],
            options={
                "verbose_name": "回访类别",
                "verbose_name_plural": "回访类别",
                "ordering": ["-on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="ColleagueTalk",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField(verbose_name="日期")),
                ("who", models.CharField(max_length=100, verbose_name="谈话对象")),
                ("text", models.TextField(verbose_name="要点")),
                ("told", models.BooleanField(verbose_name="已告知本人")),
                ("order", models.PositiveSmallIntegerField(verbose_name="次序")),
                (
                    "assessment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="colleague_talks",
                        to="visits.assessment",
                        verbose_name="研判",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="谈话人",
                    ),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.dossier",
                        verbose_name="档案",
                    ),
                ),
            ],
            options={
                "verbose_name": "同事谈话",
                "verbose_name_plural": "同事谈话",
                "ordering": ["order"],
            },
        ),
        migrations.CreateModel(
            name="StateEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("unmotivated", "动力不足"),
                            ("withdrawn", "情绪低落与回避交流"),
                            ("disagreeing", "对处分仍有不同意见"),
                            ("hesitant", "有顾虑放不开"),
                            ("worsening", "出现新的不良表现"),
                            ("engaged", "积极投入"),
                        ],
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                ("on", models.DateField(verbose_name="日期")),
                ("reason", models.CharField(max_length=500, verbose_name="依据")),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("assessment", "研判"),
                            ("visit", "回访"),
                            ("talk", "谈心谈话"),
                            ("hand", "人工登记"),
                        ],
                        max_length=12,
                        verbose_name="来源",
                    ),
                ),
                (
                    "token",
                    models.CharField(
                        blank=True, max_length=12, null=True, unique=True, verbose_name="表单标识"
                    ),
                ),
                ("entered_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="state_entries",
                        to="cases.dossier",
                        verbose_name="档案",
                    ),
                ),
            ],
            options={
                "verbose_name": "状态记录",
                "verbose_name_plural": "状态记录",
            },
        ),
        migrations.CreateModel(
            name="Consultation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "code",
                    columns.codes.CodeField(
                        default=columns.codes.new_code,
                        editable=False,
                        max_length=12,
                        unique=True,
                        verbose_name="编码",
                    ),
                ),
                ("opened_on", models.DateField(verbose_name="发起日")),
                ("held_on", models.DateField(blank=True, null=True, verbose_name="会商日期")),
                (
                    "participants",
                    models.CharField(blank=True, max_length=300, verbose_name="参加人员"),
                ),
                ("opinions", models.TextField(blank=True, verbose_name="各方意见")),
                ("division", models.TextField(blank=True, verbose_name="责任分工")),
                ("conclusion", models.TextField(blank=True, verbose_name="会商结论")),
                ("chair", models.CharField(blank=True, max_length=50, verbose_name="主持人")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("unfounded", "未发现问题，继续帮扶"),
                            ("reminded", "提醒教育后继续帮扶"),
                            ("referred", "按程序移交线索"),
                        ],
                        default="",
                        max_length=10,
                        verbose_name="处理",
                    ),
                ),
                ("concluded_on", models.DateField(blank=True, null=True, verbose_name="结论日期")),
                ("version", models.PositiveIntegerField(default=1, verbose_name="版本")),
                (
                    "concluded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="结论登记人",
                    ),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consultations",
                        to="cases.dossier",
                        verbose_name="档案",
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="发起人",
                    ),
                ),
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consultation",
                        to="visits.stateentry",
                        verbose_name="状态记录",
                    ),
                ),
            ],
            options={
                "verbose_name": "会商",
                "verbose_name_plural": "会商",
            },
        ),
        migrations.CreateModel(
            name="GroupDecision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField(verbose_name="会议日期")),
                ("document", models.CharField(max_length=100, verbose_name="会议纪要文号")),
                ("text", models.TextField(verbose_name="议定事项")),
                ("entered_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                ("token", models.CharField(max_length=12, unique=True, verbose_name="表单标识")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="group_decisions",
                        to="cases.dossier",
                        verbose_name="档案",
                    ),
                ),
            ],
            options={
                "verbose_name": "领导小组议定事项",
                "verbose_name_plural": "领导小组议定事项",
                "ordering": ["-on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="GroupMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "code",
                    columns.codes.CodeField(
                        default=columns.codes.new_code,
                        editable=False,
                        max_length=12,
                        unique=True,
                        verbose_name="编码",
                    ),
                ),
                ("name", models.CharField(max_length=50, verbose_name="姓名")),
                ("post", models.CharField(max_length=100, verbose_name="单位职务")),
                (
                    "part",
                    models.CharField(
                        choices=[("head", "组长"), ("deputy", "副组长"), ("member", "成员")],
                        max_length=8,
                        verbose_name="身份",
                    ),
                ),
                ("from_on", models.DateField(verbose_name="起")),
                ("to_on", models.DateField(blank=True, null=True, verbose_name="止")),
                ("token", models.CharField(max_length=12, unique=True, verbose_name="表单标识")),
                (
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.unit",
                        verbose_name="机关",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="账号",
                    ),
                ),
            ],
            options={
                "verbose_name": "领导小组成员",
                "verbose_name_plural": "领导小组成员",
                "ordering": ["from_on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="MeasureStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=12, verbose_name="措施标识")),
                (
                    "outcome",
                    models.CharField(
                        choices=[("done", "已完成"), ("cancelled", "不再实施")],
                        max_length=10,
                        verbose_name="进展",
                    ),
                ),
                ("on", models.DateField(verbose_name="日期")),
                ("text", models.CharField(max_length=500, verbose_name="完成情况或原因")),
                ("entered_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.dossier",
                        verbose_name="档案",
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="progress",
                        to="visits.planmeasure",
                        verbose_name="措施",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="progress",
                        to="visits.plan",
                        verbose_name="方案",
                    ),
                ),
            ],
            options={
                "verbose_name": "措施进展",
                "verbose_name_plural": "措施进展",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="PlanLane",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "lane",
                    models.CharField(
                        choices=[("help", "帮扶"), ("visit", "回访"), ("use", "使用")],
                        max_length=8,
                        verbose_name="责任线",
                    ),
                ),
                ("body", models.CharField(max_length=100, verbose_name="责任单位")),
                ("who", models.CharField(blank=True, max_length=100, verbose_name="责任人")),
                ("task", models.CharField(blank=True, max_length=300, verbose_name="主要任务")),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.dossier",
                        verbose_name="档案",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lanes",
                        to="visits.plan",
                        verbose_name="方案",
                    ),
                ),
            ],
            options={
                "verbose_name": "责任线",
                "verbose_name_plural": "责任线",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="PlanStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("visit", "回访"),
                            ("talk", "谈心谈话"),
                            ("evaluation", "综合评价"),
                        ],
                        max_length=10,
                        verbose_name="类型",
                    ),
                ),
                ("label", models.CharField(blank=True, max_length=40, verbose_name="名称")),
                ("planned_on", models.DateField(verbose_name="计划日期")),
                (
                    "mode",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("home", "入户"),
                            ("face", "当面"),
                            ("gathering", "座谈"),
                            ("phone", "电话"),
                            ("video", "视频"),
                        ],
                        max_length=10,
                        verbose_name="方式",
                    ),
                ),
                (
                    "who",
                    models.CharField(blank=True, max_length=100, verbose_name="主谈人和参加人"),
                ),
                ("focus", models.CharField(blank=True, max_length=300, verbose_name="重点")),
                ("order", models.PositiveSmallIntegerField(verbose_name="次序")),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="cases.dossier",
                        verbose_name="档案",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="visits.plan",
                        verbose_name="方案",
                    ),
                ),
            ],
            options={
                "verbose_name": "回访和谈心安排",
                "verbose_name_plural": "回访和谈心安排",
                "ordering": ["order"],
            },
        ),
        migrations.CreateModel(
            name="PlanTemplate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "code",
                    columns.codes.CodeField(
                        default=columns.codes.new_code,
                        editable=False,
                        max_length=12,
                        unique=True,
                        verbose_name="编码",
                    ),
                ),
                ("key", models.CharField(max_length=20, verbose_name="模板标识")),
                ("name", models.CharField(max_length=40, verbose_name="名称")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="说明")),
                ("is_off", models.BooleanField(default=False, verbose_name="停用")),
                ("saved_on", models.DateField(verbose_name="保存日期")),
                ("version", models.PositiveIntegerField(default=1, verbose_name="版本")),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.unit",
                        verbose_name="机关",
                    ),
                ),
                (
                    "saved_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="保存人",
                    ),
                ),
            ],
            options={
                "verbose_name": "方案模板",
                "verbose_name_plural": "方案模板",
                "ordering": ["pk"],
            },
        ),
        migrations.CreateModel(
            name="TemplateRow",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "part",
                    models.CharField(
                        choices=[("goal", "目标"), ("measure", "措施"), ("step", "安排")],
                        max_length=8,
                        verbose_name="部分",
                    ),
                ),
                ("text", models.CharField(max_length=300, verbose_name="内容")),
                (
                    "phase",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("whole", "总目标"),
                            ("early", "首次回访阶段"),
                            ("middle", "影响期中"),
                            ("late", "期满前后"),
                        ],
                        max_length=8,
                        verbose_name="阶段",
                    ),
                ),
                (
                    "area",
                    models.CharField(
                        blank=True,
                        choices=[("thought", "思想"), ("work", "工作"), ("life", "生活")],
                        max_length=8,
                        verbose_name="方面",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[("untie", "解结"), ("enable", "赋能")],
                        max_length=8,
                        verbose_name="性质",
                    ),
                ),
                ("who", models.CharField(blank=True, max_length=100, verbose_name="责任人")),
                ("sign", models.CharField(blank=True, max_length=200, verbose_name="成效标志")),
                (
                    "step",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("visit", "回访"),
                            ("talk", "谈心谈话"),
                            ("evaluation", "综合评价"),
                        ],
                        max_length=10,
                        verbose_name="类型",
                    ),
                ),
                ("label", models.CharField(blank=True, max_length=40, verbose_name="名称")),
                (
                    "mode",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("home", "入户"),
                            ("face", "当面"),
                            ("gathering", "座谈"),
                            ("phone", "电话"),
                            ("video", "视频"),
                        ],
                        max_length=10,
                        verbose_name="方式",
                    ),
                ),
                (
                    "anchor",
                    models.CharField(
                        choices=[
                            ("decided", "处分决定之日"),
                            ("middle", "影响期过半"),
                            ("end", "影响期届满日"),
                        ],
                        max_length=8,
                        verbose_name="起算",
                    ),
                ),
                ("days", models.SmallIntegerField(verbose_name="天数")),
                ("order", models.PositiveSmallIntegerField(verbose_name="次序")),
                (
                    "template",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rows",
                        to="visits.plantemplate",
                        verbose_name="模板",
                    ),
                ),
            ],
            options={
                "verbose_name": "模板内容",
                "verbose_name_plural": "模板内容",
                "ordering": ["order"],
            },
        ),
        migrations.CreateModel(
            name="YearPlan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "草稿"),
                            ("submitted", "待审批"),
                            ("approved", "已批准"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("purpose", models.TextField(verbose_name="工作目标")),
                ("content", models.TextField(verbose_name="主要安排")),
                ("duties", models.TextField(blank=True, verbose_name="责任分工")),
                ("objects_text", models.TextField(blank=True, verbose_name="回访对象范围")),
                ("submitted_on", models.DateField(blank=True, null=True, verbose_name="送审日")),
                ("approved_on", models.DateField(blank=True, null=True, verbose_name="审批日")),
                ("remark", models.CharField(blank=True, max_length=500, verbose_name="退回意见")),
                ("version", models.PositiveIntegerField(default=1, verbose_name="版本")),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="审批人",
                    ),
                ),
                (
                    "drafted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="起草人",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.unit",
                        verbose_name="机关",
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="送审人",
                    ),
                ),
            ],
            options={
                "verbose_name": "年度工作方案",
                "verbose_name_plural": "年度工作方案",
            },
        ),
        migrations.CreateModel(
            name="AssessmentFamilyTalkHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "code",
                    columns.codes.CodeField(
                        default=columns.codes.new_code,
                        editable=False,
                        max_length=12,
                        verbose_name="编码",
                    ),
                ),
                ("on", models.DateField(verbose_name="日期")),
                (
                    "relation",
                    columns.sealed.SealedTextField(
                        choices=[
                            ("spouse", "配偶"),
                            ("parent", "父母"),
                            ("child", "子女"),
                            ("other", "其他亲友"),
                        ],
                        verbose_name="关系",
                    ),
                ),
                ("text", columns.sealed.SealedTextField(verbose_name="要点")),
                (
                    "assessment",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="visits.assessment",
                        verbose_name="研判",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="谈话人",
                    ),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="cases.dossier",
                        verbose_name="档案",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        related_query_name="history",
                        to="visits.assessmentfamilytalk",
                    ),
                ),
            ],
            options={
                "verbose_name": "研判中的家属谈话（限知）（历史）",
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="ClassificationHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "grade",
                    models.CharField(
                        choices=[
                            ("must", "必访"),
                            ("key", "重点"),
                            ("general", "一般"),
                            ("out", "不列入"),
                        ],
                        max_length=8,
                        verbose_name="类别",
                    ),
                ),
                (
                    "package",
                    models.CharField(
                        blank=True,
                        choices=[("standard", "标准访"), ("deep", "深度访"), ("warm", "暖心访")],
                        max_length=8,
                        verbose_name="访法",
                    ),
                ),
                ("reason", models.CharField(max_length=500, verbose_name="理由")),
                ("on", models.DateField(verbose_name="日期")),
                ("is_current", models.BooleanField(default=True, verbose_name="现行")),
                (
                    "token",
                    models.CharField(blank=True, max_length=12, null=True, verbose_name="表单标识"),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="调整人",
                    ),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="cases.dossier",
                        verbose_name="档案",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        related_query_name="history",
                        to="visits.classification",
                    ),
                ),
            ],
            options={
                "verbose_name": "回访类别（历史）",
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="ColleagueTalkHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("on", models.DateField(verbose_name="日期")),
                ("who", models.CharField(max_length=100, verbose_name="谈话对象")),
                ("text", models.TextField(verbose_name="要点")),
                ("told", models.BooleanField(verbose_name="已告知本人")),
                ("order", models.PositiveSmallIntegerField(verbose_name="次序")),
                (
                    "assessment",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="visits.assessment",
                        verbose_name="研判",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="谈话人",
                    ),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="cases.dossier",
                        verbose_name="档案",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        related_query_name="history",
                        to="visits.colleaguetalk",
                    ),
                ),
            ],
            options={
                "verbose_name": "同事谈话（历史）",
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="ConsultationHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "code",
                    columns.codes.CodeField(
                        default=columns.codes.new_code,
                        editable=False,
                        max_length=12,
                        verbose_name="编码",
                    ),
                ),
                ("opened_on", models.DateField(verbose_name="发起日")),
                ("held_on", models.DateField(blank=True, null=True, verbose_name="会商日期")),
                (
                    "participants",
                    models.CharField(blank=True, max_length=300, verbose_name="参加人员"),
                ),
                ("opinions", models.TextField(blank=True, verbose_name="各方意见")),
                ("division", models.TextField(blank=True, verbose_name="责任分工")),
                ("conclusion", models.TextField(blank=True, verbose_name="会商结论")),
                ("chair", models.CharField(blank=True, max_length=50, verbose_name="主持人")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("unfounded", "未发现问题，继续帮扶"),
                            ("reminded", "提醒教育后继续帮扶"),
                            ("referred", "按程序移交线索"),
                        ],
                        default="",
                        max_length=10,
                        verbose_name="处理",
                    ),
                ),
                ("concluded_on", models.DateField(blank=True, null=True, verbose_name="结论日期")),
                ("version", models.PositiveIntegerField(default=1, verbose_name="版本")),
                (
                    "concluded_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="结论登记人",
                    ),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="cases.dossier",
                        verbose_name="档案",
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="发起人",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        related_query_name="history",
                        to="visits.consultation",
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="visits.stateentry",
                        verbose_name="状态记录",
                    ),
                ),
            ],
            options={
                "verbose_name": "会商（历史）",
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="GroupDecisionHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("on", models.DateField(verbose_name="会议日期")),
                ("document", models.CharField(max_length=100, verbose_name="会议纪要文号")),
                ("text", models.TextField(verbose_name="议定事项")),
                ("entered_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                ("token", models.CharField(max_length=12, verbose_name="表单标识")),
                (
                    "by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="cases.dossier",
                        verbose_name="档案",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        related_query_name="history",
                        to="visits.groupdecision",
                    ),
                ),
            ],
            options={
                "verbose_name": "领导小组议定事项（历史）",
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="GroupMemberHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "code",
                    columns.codes.CodeField(
                        default=columns.codes.new_code,
                        editable=False,
                        max_length=12,
                        verbose_name="编码",
                    ),
                ),
                ("name", models.CharField(max_length=50, verbose_name="姓名")),
                ("post", models.CharField(max_length=100, verbose_name="单位职务")),
                (
                    "part",
                    models.CharField(
                        choices=[("head", "组长"), ("deputy", "副组长"), ("member", "成员")],
                        max_length=8,
                        verbose_name="身份",
                    ),
                ),
                ("from_on", models.DateField(verbose_name="起")),
                ("to_on", models.DateField(blank=True, null=True, verbose_name="止")),
                ("token", models.CharField(max_length=12, verbose_name="表单标识")),
                (
                    "entered_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.unit",
                        verbose_name="机关",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        related_query_name="history",
                        to="visits.groupmember",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="账号",
                    ),
                ),
            ],
            options={
                "verbose_name": "领导小组成员（历史）",
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="MeasureStepHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("key", models.CharField(max_length=12, verbose_name="措施标识")),
                (
                    "outcome",
                    models.CharField(
                        choices=[("done", "已完成"), ("cancelled", "不再实施")],
                        max_length=10,
                        verbose_name="进展",
                    ),
                ),
                ("on", models.DateField(verbose_name="日期")),
                ("text", models.CharField(max_length=500, verbose_name="完成情况或原因")),
                ("entered_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                (
                    "by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="cases.dossier",
                        verbose_name="档案",
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="visits.planmeasure",
                        verbose_name="措施",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        related_query_name="history",
                        to="visits.measurestep",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="visits.plan",
                        verbose_name="方案",
                    ),
                ),
            ],
            options={
                "verbose_name": "措施进展（历史）",
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="PlanLaneHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "lane",
                    models.CharField(
                        choices=[("help", "帮扶"), ("visit", "回访"), ("use", "使用")],
                        max_length=8,
                        verbose_name="责任线",
                    ),
                ),
                ("body", models.CharField(max_length=100, verbose_name="责任单位")),
                ("who", models.CharField(blank=True, max_length=100, verbose_name="责任人")),
                ("task", models.CharField(blank=True, max_length=300, verbose_name="主要任务")),
                (
                    "dossier",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="cases.dossier",
                        verbose_name="档案",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        related_query_name="history",
                        to="visits.planlane",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="visits.plan",
                        verbose_name="方案",
                    ),
                ),
            ],
            options={
                "verbose_name": "责任线（历史）",
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="PlanStepHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("visit", "回访"),
                            ("talk", "谈心谈话"),
                            ("evaluation", "综合评价"),
                        ],
                        max_length=10,
                        verbose_name="类型",
                    ),
                ),
                ("label", models.CharField(blank=True, max_length=40, verbose_name="名称")),
                ("planned_on", models.DateField(verbose_name="计划日期")),
                (
                    "mode",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("home", "入户"),
                            ("face", "当面"),
                            ("gathering", "座谈"),
                            ("phone", "电话"),
                            ("video", "视频"),
                        ],
                        max_length=10,
                        verbose_name="方式",
                    ),
                ),
                (
                    "who",
                    models.CharField(blank=True, max_length=100, verbose_name="主谈人和参加人"),
                ),
                ("focus", models.CharField(blank=True, max_length=300, verbose_name="重点")),
                ("order", models.PositiveSmallIntegerField(verbose_name="次序")),
                (
                    "dossier",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="cases.dossier",
                        verbose_name="档案",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        related_query_name="history",
                        to="visits.planstep",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="visits.plan",
                        verbose_name="方案",
                    ),
                ),
            ],
            options={
                "verbose_name": "回访和谈心安排（历史）",
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="PlanTemplateHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "code",
                    columns.codes.CodeField(
                        default=columns.codes.new_code,
                        editable=False,
                        max_length=12,
                        verbose_name="编码",
                    ),
                ),
                ("key", models.CharField(max_length=20, verbose_name="模板标识")),
                ("name", models.CharField(max_length=40, verbose_name="名称")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="说明")),
                ("is_off", models.BooleanField(default=False, verbose_name="停用")),
                ("saved_on", models.DateField(verbose_name="保存日期")),
                ("version", models.PositiveIntegerField(default=1, verbose_name="版本")),
                (
                    "office",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.unit",
                        verbose_name="机关",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        related_query_name="history",
                        to="visits.plantemplate",
                    ),
                ),
                (
                    "saved_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="保存人",
                    ),
                ),
            ],
            options={
                "verbose_name": "方案模板（历史）",
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="StateEntryHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("unmotivated", "动力不足"),
                            ("withdrawn", "情绪低落与回避交流"),
                            ("disagreeing", "对处分仍有不同意见"),
                            ("hesitant", "有顾虑放不开"),
                            ("worsening", "出现新的不良表现"),
                            ("engaged", "积极投入"),
                        ],
                        max_length=12,
                        verbose_name="状态",
                    ),
                ),
                ("on", models.DateField(verbose_name="日期")),
                ("reason", models.CharField(max_length=500, verbose_name="依据")),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("assessment", "研判"),
                            ("visit", "回访"),
                            ("talk", "谈心谈话"),
                            ("hand", "人工登记"),
                        ],
                        max_length=12,
                        verbose_name="来源",
                    ),
                ),
                (
                    "token",
                    models.CharField(blank=True, max_length=12, null=True, verbose_name="表单标识"),
                ),
                ("entered_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                (
                    "by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="cases.dossier",
                        verbose_name="档案",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        related_query_name="history",
                        to="visits.stateentry",
                    ),
                ),
            ],
            options={
                "verbose_name": "状态记录（历史）",
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="TemplateRowHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "part",
                    models.CharField(
                        choices=[("goal", "目标"), ("measure", "措施"), ("step", "安排")],
                        max_length=8,
                        verbose_name="部分",
                    ),
                ),
                ("text", models.CharField(max_length=300, verbose_name="内容")),
                (
                    "phase",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("whole", "总目标"),
                            ("early", "首次回访阶段"),
                            ("middle", "影响期中"),
                            ("late", "期满前后"),
                        ],
                        max_length=8,
                        verbose_name="阶段",
                    ),
                ),
                (
                    "area",
                    models.CharField(
                        blank=True,
                        choices=[("thought", "思想"), ("work", "工作"), ("life", "生活")],
                        max_length=8,
                        verbose_name="方面",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[("untie", "解结"), ("enable", "赋能")],
                        max_length=8,
                        verbose_name="性质",
                    ),
                ),
                ("who", models.CharField(blank=True, max_length=100, verbose_name="责任人")),
                ("sign", models.CharField(blank=True, max_length=200, verbose_name="成效标志")),
                (
                    "step",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("visit", "回访"),
                            ("talk", "谈心谈话"),
                            ("evaluation", "综合评价"),
                        ],
                        max_length=10,
                        verbose_name="类型",
                    ),
                ),
                ("label", models.CharField(blank=True, max_length=40, verbose_name="名称")),
                (
                    "mode",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("home", "入户"),
                            ("face", "当面"),
                            ("gathering", "座谈"),
                            ("phone", "电话"),
                            ("video", "视频"),
                        ],
                        max_length=10,
                        verbose_name="方式",
                    ),
                ),
                (
                    "anchor",
                    models.CharField(
                        choices=[
                            ("decided", "处分决定之日"),
                            ("middle", "影响期过半"),
                            ("end", "影响期届满日"),
                        ],
                        max_length=8,
                        verbose_name="起算",
                    ),
                ),
                ("days", models.SmallIntegerField(verbose_name="天数")),
                ("order", models.PositiveSmallIntegerField(verbose_name="次序")),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        related_query_name="history",
                        to="visits.templaterow",
                    ),
                ),
                (
                    "template",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="visits.plantemplate",
                        verbose_name="模板",
                    ),
                ),
            ],
            options={
                "verbose_name": "模板内容（历史）",
                "abstract": False,
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="YearPlanHistory",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "草稿"),
                            ("submitted", "待审批"),
                            ("approved", "已批准"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("purpose", models.TextField(verbose_name="工作目标")),
                ("content", models.TextField(verbose_name="主要安排")),
                ("duties", models.TextField(blank=True, verbose_name="责任分工")),
                ("objects_text", models.TextField(blank=True, verbose_name="回访对象范围")),
                ("submitted_on", models.DateField(blank=True, null=True, verbose_name="送审日")),
                ("approved_on", models.DateField(blank=True, null=True, verbose_name="审批日")),
                ("remark", models.CharField(blank=True, max_length=500, verbose_name="退回意见")),
                ("version", models.PositiveIntegerField(default=1, verbose_name="版本")),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="审批人",
                    ),
                ),
                (
                    "drafted_by",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="起草人",
                    ),
                ),
                (
                    "office",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="accounts.unit",
                        verbose_name="机关",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="history",
                        related_query_name="history",
                        to="visits.yearplan",
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="送审人",
                    ),
                ),
            ],
            options={
                "verbose_name": "年度工作方案（历史）",
                "abstract": False,
                "default_permissions": (),
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="assessment",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="assessment",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="assessment",
            name="delete_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="assessmentnote",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="assessmentnote",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="assessmentnote",
            name="delete_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="plan",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="plan",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="plan",
            name="delete_delete",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="planmeasure",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="planmeasure",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="planmeasure",
            name="delete_delete",
        ),
        migrations.RemoveConstraint(
            model_name="plan",
            name="plan_one_unfinished",
        ),
        migrations.RemoveConstraint(
            model_name="plan",
            name="plan_one_in_force",
        ),
        migrations.RemoveConstraint(
            model_name="plan",
            name="plan_approved_by_another",
        ),
        migrations.RemoveConstraint(
            model_name="plan",
            name="plan_waiting_is_submitted",
        ),
        migrations.RemoveConstraint(
            model_name="plan",
            name="plan_in_force_is_approved",
        ),
        migrations.RemoveConstraint(
            model_name="plan",
            name="plan_change_has_reason",
        ),
        migrations.AddField(
            model_name="assessment",
            name="state_reason",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=500, verbose_name="状态依据"
            ),
        ),
        migrations.AddField(
            model_name="assessmenthistory",
            name="state_reason",
            field=models.CharField(
                blank=True, db_default="", default="", max_length=500, verbose_name="状态依据"
            ),
        ),
        migrations.AddField(
            model_name="assessmentnote",
            name="colour_facts",
            field=columns.sealed.SealedTextField(
                bound_to=("assessment_id",), verbose_name="色彩判断的事实依据"
            ),
        ),
        migrations.AddField(
            model_name="assessmentnote",
            name="colours",
            field=columns.sealed.SealedTextField(
                bound_to=("assessment_id",), verbose_name="性格色彩（参考）"
            ),
        ),
        migrations.AddField(
            model_name="assessmentnotehistory",
            name="colour_facts",
            field=columns.sealed.SealedTextField(
                bound_to=("assessment_id",), verbose_name="色彩判断的事实依据"
            ),
        ),
        migrations.AddField(
            model_name="assessmentnotehistory",
            name="colours",
            field=columns.sealed.SealedTextField(
                bound_to=("assessment_id",), verbose_name="性格色彩（参考）"
            ),
        ),
        migrations.AddField(
            model_name="plan",
            name="completed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="办结人",
            ),
        ),
        migrations.AddField(
            model_name="plan",
            name="completed_on",
            field=models.DateField(blank=True, null=True, verbose_name="完成日"),
        ),
        migrations.AddField(
            model_name="plan",
            name="grouped_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="领导小组成员",
            ),
        ),
        migrations.AddField(
            model_name="plan",
            name="grouped_on",
            field=models.DateField(blank=True, null=True, verbose_name="领导小组审批日"),
        ),
        migrations.AddField(
            model_name="plan",
            name="is_joint",
            field=models.BooleanField(db_default=False, default=False, verbose_name="联合办理"),
        ),
        migrations.AddField(
            model_name="plan",
            name="needs_group",
            field=models.BooleanField(
                db_default=False, default=False, verbose_name="须领导小组审批"
            ),
        ),
        migrations.AddField(
            model_name="plan",
            name="person_on",
            field=models.DateField(blank=True, null=True, verbose_name="征求意见日期"),
        ),
        migrations.AddField(
            model_name="plan",
            name="person_view",
            field=models.CharField(
                blank=True,
                choices=[("agrees", "同意"), ("differs", "有不同意见"), ("not_asked", "未能征求")],
                db_default="",
                default="",
                max_length=10,
                verbose_name="本人意见",
            ),
        ),
        migrations.AddField(
            model_name="plan",
            name="person_words",
            field=models.TextField(
                blank=True, db_default="", default="", verbose_name="本人意见（原话要点）"
            ),
        ),
        migrations.AddField(
            model_name="planhistory",
            name="completed_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="办结人",
            ),
        ),
        migrations.AddField(
            model_name="planhistory",
            name="completed_on",
            field=models.DateField(blank=True, null=True, verbose_name="完成日"),
        ),
        migrations.AddField(
            model_name="planhistory",
            name="grouped_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="领导小组成员",
            ),
        ),
        migrations.AddField(
            model_name="planhistory",
            name="grouped_on",
            field=models.DateField(blank=True, null=True, verbose_name="领导小组审批日"),
        ),
        migrations.AddField(
            model_name="planhistory",
            name="is_joint",
            field=models.BooleanField(db_default=False, default=False, verbose_name="联合办理"),
        ),
        migrations.AddField(
            model_name="planhistory",
            name="needs_group",
            field=models.BooleanField(
                db_default=False, default=False, verbose_name="须领导小组审批"
            ),
        ),
        migrations.AddField(
            model_name="planhistory",
            name="person_on",
            field=models.DateField(blank=True, null=True, verbose_name="征求意见日期"),
        ),
        migrations.AddField(
            model_name="planhistory",
            name="person_view",
            field=models.CharField(
                blank=True,
                choices=[("agrees", "同意"), ("differs", "有不同意见"), ("not_asked", "未能征求")],
                db_default="",
                default="",
                max_length=10,
                verbose_name="本人意见",
            ),
        ),
        migrations.AddField(
            model_name="planhistory",
            name="person_words",
            field=models.TextField(
                blank=True, db_default="", default="", verbose_name="本人意见（原话要点）"
            ),
        ),
        migrations.AddField(
            model_name="planmeasure",
            name="from_on",
            field=models.DateField(blank=True, null=True, verbose_name="开始时间"),
        ),
        migrations.AddField(
            model_name="planmeasure",
            name="key",
            field=models.CharField(
                default=columns.codes.new_code,
                editable=False,
                max_length=12,
                verbose_name="措施标识",
            ),
        ),
        migrations.AddField(
            model_name="planmeasure",
            name="kind",
            field=models.CharField(
                blank=True,
                choices=[("untie", "解结"), ("enable", "赋能")],
                db_default="",
                default="",
                max_length=8,
                verbose_name="性质",
            ),
        ),
        migrations.AddField(
            model_name="planmeasurehistory",
            name="from_on",
            field=models.DateField(blank=True, null=True, verbose_name="开始时间"),
        ),
        migrations.RunSQL(OWN_KEYS, migrations.RunSQL.noop),
        migrations.AddField(
            model_name="planmeasurehistory",
            name="key",
            field=models.CharField(
                default=columns.codes.new_code,
                editable=False,
                max_length=12,
                verbose_name="措施标识",
            ),
        ),
        migrations.AddField(
            model_name="planmeasurehistory",
            name="kind",
            field=models.CharField(
                blank=True,
                choices=[("untie", "解结"), ("enable", "赋能")],
                db_default="",
                default="",
                max_length=8,
                verbose_name="性质",
            ),
        ),
        migrations.AlterField(
            model_name="plan",
            name="status",
            field=models.CharField(
                choices=[
                    ("draft", "草稿"),
                    ("submitted", "待主任审批"),
                    ("endorsed", "待分管领导审批"),
                    ("confirmed", "待领导小组审批"),
                    ("returned", "已退回"),
                    ("approved", "执行中"),
                    ("completed", "已完成"),
                    ("superseded", "已由新版替代"),
                ],
                default="draft",
                max_length=10,
                verbose_name="状态",
            ),
        ),
        migrations.AlterField(
            model_name="planhistory",
            name="status",
            field=models.CharField(
                choices=[
                    ("draft", "草稿"),
                    ("submitted", "待主任审批"),
                    ("endorsed", "待分管领导审批"),
                    ("confirmed", "待领导小组审批"),
                    ("returned", "已退回"),
                    ("approved", "执行中"),
                    ("completed", "已完成"),
                    ("superseded", "已由新版替代"),
                ],
                default="draft",
                max_length=10,
                verbose_name="状态",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assessment",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "visits_assessmenthistory" ("colleagues_text", "conclusion", "created_at", "dossier_id", "finished_on", "id", "listen_by_id", "listen_on", "listen_text", "look_by_id", "look_on", "look_text", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "preferred_mode", "state", "state_reason", "talk_by_id", "talk_on", "talk_text", "version", "willingness") VALUES (NEW."colleagues_text", NEW."conclusion", NEW."created_at", NEW."dossier_id", NEW."finished_on", NEW."id", NEW."listen_by_id", NEW."listen_on", NEW."listen_text", NEW."look_by_id", NEW."look_on", NEW."look_text", NEW."number", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."preferred_mode", NEW."state", NEW."state_reason", NEW."talk_by_id", NEW."talk_on", NEW."talk_text", NEW."version", NEW."willingness"); RETURN NULL;',
                    hash="90d45ee2390a16814759b95d9586a2408e1af5d3",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e2a4d",
                    table="visits_assessment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assessment",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "visits_assessmenthistory" ("colleagues_text", "conclusion", "created_at", "dossier_id", "finished_on", "id", "listen_by_id", "listen_on", "listen_text", "look_by_id", "look_on", "look_text", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "preferred_mode", "state", "state_reason", "talk_by_id", "talk_on", "talk_text", "version", "willingness") VALUES (NEW."colleagues_text", NEW."conclusion", NEW."created_at", NEW."dossier_id", NEW."finished_on", NEW."id", NEW."listen_by_id", NEW."listen_on", NEW."listen_text", NEW."look_by_id", NEW."look_on", NEW."look_text", NEW."number", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."preferred_mode", NEW."state", NEW."state_reason", NEW."talk_by_id", NEW."talk_on", NEW."talk_text", NEW."version", NEW."willingness"); RETURN NULL;',
                    hash="2c86a1df4eba692f956af6de5d972ed63aa2e550",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d1469",
                    table="visits_assessment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assessment",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "visits_assessmenthistory" ("colleagues_text", "conclusion", "created_at", "dossier_id", "finished_on", "id", "listen_by_id", "listen_on", "listen_text", "look_by_id", "look_on", "look_text", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "preferred_mode", "state", "state_reason", "talk_by_id", "talk_on", "talk_text", "version", "willingness") VALUES (OLD."colleagues_text", OLD."conclusion", OLD."created_at", OLD."dossier_id", OLD."finished_on", OLD."id", OLD."listen_by_id", OLD."listen_on", OLD."listen_text", OLD."look_by_id", OLD."look_on", OLD."look_text", OLD."number", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."preferred_mode", OLD."state", OLD."state_reason", OLD."talk_by_id", OLD."talk_on", OLD."talk_text", OLD."version", OLD."willingness"); RETURN NULL;',
                    hash="484d80170399f42d186a06dbe71460522fd7df6e",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_daf35",
                    table="visits_assessment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assessmentnote",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "visits_assessmentnotehistory" ("approach", "assessment_id", "colour_facts", "colours", "dossier_id", "family", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version", "written_by_id") VALUES (NEW."approach", NEW."assessment_id", NEW."colour_facts", NEW."colours", NEW."dossier_id", NEW."family", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."version", NEW."written_by_id"); RETURN NULL;',
                    hash="f078d772db3d86479d97ce7360bc559b7b3cc52b",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e2997",
                    table="visits_assessmentnote",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assessmentnote",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "visits_assessmentnotehistory" ("approach", "assessment_id", "colour_facts", "colours", "dossier_id", "family", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version", "written_by_id") VALUES (NEW."approach", NEW."assessment_id", NEW."colour_facts", NEW."colours", NEW."dossier_id", NEW."family", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."version", NEW."written_by_id"); RETURN NULL;',
                    hash="c4b6d5e82e894a66fc643853cf748870f4b5270c",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_60b04",
                    table="visits_assessmentnote",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assessmentnote",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "visits_assessmentnotehistory" ("approach", "assessment_id", "colour_facts", "colours", "dossier_id", "family", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version", "written_by_id") VALUES (OLD."approach", OLD."assessment_id", OLD."colour_facts", OLD."colours", OLD."dossier_id", OLD."family", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."version", OLD."written_by_id"); RETURN NULL;',
                    hash="1af15bc082e56ad2eb8a1eafea59da72d858cf5b",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_71316",
                    table="visits_assessmentnote",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="plan",
            trigger=pgtrigger.compiler.Trigger(
                name="state_edges",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."status" IS DISTINCT FROM (NEW."status"))',
                    func="\n    IF (OLD.status, NEW.status) NOT IN (('draft', 'submitted'), ('returned', 'submitted'), ('submitted', 'approved'), ('submitted', 'confirmed'), ('submitted', 'endorsed'), ('submitted', 'returned'), ('endorsed', 'approved'), ('endorsed', 'confirmed'), ('endorsed', 'returned'), ('confirmed', 'approved'), ('confirmed', 'returned'), ('approved', 'completed'), ('approved', 'superseded'), ('completed', 'superseded')) THEN\n        RAISE EXCEPTION 'plan % does not go from % to %', NEW.id, OLD.status, NEW.status\n            USING ERRCODE = 'check_violation', CONSTRAINT = 'plan_state_edges';\n    END IF;\n    RETURN NEW;\n",
                    hash="b8379ebb184a25a276ecb00dc7927497e11cd719",
                    operation='UPDATE OF "status"',
                    pgid="pgtrigger_state_edges_9045c",
                    table="visits_plan",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="plan",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "visits_planhistory" ("approach", "approved_by_id", "approved_on", "arrangement", "cautions", "change_reason", "code", "completed_by_id", "completed_on", "confirmed_by_id", "confirmed_on", "created_at", "division", "dossier_id", "drafted_by_id", "grouped_by_id", "grouped_on", "id", "is_joint", "needs_group", "needs_leader", "number", "person_on", "person_view", "person_words", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "situation", "status", "submitted_by_id", "submitted_on", "version") VALUES (NEW."approach", NEW."approved_by_id", NEW."approved_on", NEW."arrangement", NEW."cautions", NEW."change_reason", NEW."code", NEW."completed_by_id", NEW."completed_on", NEW."confirmed_by_id", NEW."confirmed_on", NEW."created_at", NEW."division", NEW."dossier_id", NEW."drafted_by_id", NEW."grouped_by_id", NEW."grouped_on", NEW."id", NEW."is_joint", NEW."needs_group", NEW."needs_leader", NEW."number", NEW."person_on", NEW."person_view", NEW."person_words", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."situation", NEW."status", NEW."submitted_by_id", NEW."submitted_on", NEW."version"); RETURN NULL;',
                    hash="2d71e5f885e295051c9a6eeedd754e44cb986458",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_9f6f9",
                    table="visits_plan",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="plan",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "visits_planhistory" ("approach", "approved_by_id", "approved_on", "arrangement", "cautions", "change_reason", "code", "completed_by_id", "completed_on", "confirmed_by_id", "confirmed_on", "created_at", "division", "dossier_id", "drafted_by_id", "grouped_by_id", "grouped_on", "id", "is_joint", "needs_group", "needs_leader", "number", "person_on", "person_view", "person_words", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "situation", "status", "submitted_by_id", "submitted_on", "version") VALUES (NEW."approach", NEW."approved_by_id", NEW."approved_on", NEW."arrangement", NEW."cautions", NEW."change_reason", NEW."code", NEW."completed_by_id", NEW."completed_on", NEW."confirmed_by_id", NEW."confirmed_on", NEW."created_at", NEW."division", NEW."dossier_id", NEW."drafted_by_id", NEW."grouped_by_id", NEW."grouped_on", NEW."id", NEW."is_joint", NEW."needs_group", NEW."needs_leader", NEW."number", NEW."person_on", NEW."person_view", NEW."person_words", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."situation", NEW."status", NEW."submitted_by_id", NEW."submitted_on", NEW."version"); RETURN NULL;',
                    hash="1555a6a3f40f298b7fc9fd1d5004c53847e870da",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_ec0f0",
                    table="visits_plan",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="plan",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "visits_planhistory" ("approach", "approved_by_id", "approved_on", "arrangement", "cautions", "change_reason", "code", "completed_by_id", "completed_on", "confirmed_by_id", "confirmed_on", "created_at", "division", "dossier_id", "drafted_by_id", "grouped_by_id", "grouped_on", "id", "is_joint", "needs_group", "needs_leader", "number", "person_on", "person_view", "person_words", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "situation", "status", "submitted_by_id", "submitted_on", "version") VALUES (OLD."approach", OLD."approved_by_id", OLD."approved_on", OLD."arrangement", OLD."cautions", OLD."change_reason", OLD."code", OLD."completed_by_id", OLD."completed_on", OLD."confirmed_by_id", OLD."confirmed_on", OLD."created_at", OLD."division", OLD."dossier_id", OLD."drafted_by_id", OLD."grouped_by_id", OLD."grouped_on", OLD."id", OLD."is_joint", OLD."needs_group", OLD."needs_leader", OLD."number", OLD."person_on", OLD."person_view", OLD."person_words", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."situation", OLD."status", OLD."submitted_by_id", OLD."submitted_on", OLD."version"); RETURN NULL;',
                    hash="30da5c51550049c4c55143c2e2cc077d807dafcb",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_daa52",
                    table="visits_plan",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="planmeasure",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "visits_planmeasurehistory" ("area", "dossier_id", "due_on", "from_on", "id", "key", "kind", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "sign", "text", "who") VALUES (NEW."area", NEW."dossier_id", NEW."due_on", NEW."from_on", NEW."id", NEW."key", NEW."kind", NEW."order", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."plan_id", NEW."sign", NEW."text", NEW."who"); RETURN NULL;',
                    hash="2da5f45226041b8f045e21296f589aea3cc35cfd",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_d6c21",
                    table="visits_planmeasure",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="planmeasure",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "visits_planmeasurehistory" ("area", "dossier_id", "due_on", "from_on", "id", "key", "kind", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "sign", "text", "who") VALUES (NEW."area", NEW."dossier_id", NEW."due_on", NEW."from_on", NEW."id", NEW."key", NEW."kind", NEW."order", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."plan_id", NEW."sign", NEW."text", NEW."who"); RETURN NULL;',
                    hash="275f07695ab6dca23d9525c3f6242539abe80e00",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d46fc",
                    table="visits_planmeasure",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="planmeasure",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "visits_planmeasurehistory" ("area", "dossier_id", "due_on", "from_on", "id", "key", "kind", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "sign", "text", "who") VALUES (OLD."area", OLD."dossier_id", OLD."due_on", OLD."from_on", OLD."id", OLD."key", OLD."kind", OLD."order", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."plan_id", OLD."sign", OLD."text", OLD."who"); RETURN NULL;',
                    hash="cd93b2d13287b7d7449012a2c157e92989f10977",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_8f09e",
                    table="visits_planmeasure",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("status__in", ["confirmed", "draft", "endorsed", "returned", "submitted"])
                ),
                fields=("dossier",),
                name="plan_one_unfinished",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status__in", ["approved", "completed"])),
                fields=("dossier",),
                name="plan_one_standing",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("approved_by__isnull", True),
                        models.Q(("approved_by", models.F("submitted_by")), _negated=True),
                        _connector="OR",
                    ),
                    models.Q(
                        ("confirmed_by__isnull", True),
                        models.Q(("confirmed_by", models.F("submitted_by")), _negated=True),
                        _connector="OR",
                    ),
                    models.Q(
                        ("grouped_by__isnull", True),
                        models.Q(("grouped_by", models.F("submitted_by")), _negated=True),
                        _connector="OR",
                    ),
                ),
                name="plan_approved_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        (
                            "status__in",
                            [
                                "confirmed",
                                "endorsed",
                                "submitted",
                                "approved",
                                "completed",
                                "superseded",
                            ],
                        ),
                        _negated=True,
                    ),
                    ("submitted_by__isnull", False),
                    _connector="OR",
                ),
                name="plan_waiting_is_submitted",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("status__in", ("approved", "completed", "superseded")), _negated=True
                    ),
                    models.Q(
                        ("approved_by__isnull", False),
                        models.Q(
                            ("needs_leader", False),
                            ("confirmed_by__isnull", False),
                            _connector="OR",
                        ),
                        models.Q(
                            ("needs_group", False), ("grouped_by__isnull", False), _connector="OR"
                        ),
                    ),
                    _connector="OR",
                ),
                name="plan_in_force_is_approved",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("number", 1),
                    models.Q(
                        ("status__in", ("approved", "completed", "superseded")), _negated=True
                    ),
                    models.Q(("change_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="plan_change_has_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("grouped_by__isnull", True), ("grouped_on__isnull", True)),
                    models.Q(("grouped_by__isnull", False), ("grouped_on__isnull", False)),
                    _connector="OR",
                ),
                name="plan_group_is_dated",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("completed_by__isnull", True), ("completed_on__isnull", True)),
                    models.Q(("completed_by__isnull", False), ("completed_on__isnull", False)),
                    _connector="OR",
                ),
                name="plan_completion_is_dated",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "confirmed"), _negated=True),
                    ("confirmed_by__isnull", False),
                    _connector="OR",
                ),
                name="plan_confirmed_by_leader",
            ),
        ),
        migrations.AddConstraint(
            model_name="plan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "completed"), _negated=True),
                    ("completed_by__isnull", False),
                    _connector="OR",
                ),
                name="plan_completed_by_someone",
            ),
        ),
        migrations.AddConstraint(
            model_name="planmeasure",
            constraint=models.UniqueConstraint(fields=("plan", "key"), name="measure_once_per_key"),
        ),
        migrations.AddConstraint(
            model_name="planmeasure",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("due_on__isnull", True), ("due_on__gte", models.F("from_on")), _connector="OR"
                ),
                name="measure_in_order",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assessmentfamilytalk",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "visits_assessmentfamilytalkhistory" ("assessment_id", "by_id", "code", "dossier_id", "id", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "relation", "text") VALUES (NEW."assessment_id", NEW."by_id", NEW."code", NEW."dossier_id", NEW."id", NEW."on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."relation", NEW."text"); RETURN NULL;',
                    hash="0d44bca731441b7b7eb50e0cc2cc2774a3fcc31b",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_220a4",
                    table="visits_assessmentfamilytalk",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assessmentfamilytalk",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "visits_assessmentfamilytalkhistory" ("assessment_id", "by_id", "code", "dossier_id", "id", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "relation", "text") VALUES (NEW."assessment_id", NEW."by_id", NEW."code", NEW."dossier_id", NEW."id", NEW."on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."relation", NEW."text"); RETURN NULL;',
                    hash="d1587b8fb2ff59a7df28f03cb96753f45e0d4130",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_15a6f",
                    table="visits_assessmentfamilytalk",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assessmentfamilytalk",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "visits_assessmentfamilytalkhistory" ("assessment_id", "by_id", "code", "dossier_id", "id", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "relation", "text") VALUES (OLD."assessment_id", OLD."by_id", OLD."code", OLD."dossier_id", OLD."id", OLD."on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."relation", OLD."text"); RETURN NULL;',
                    hash="d6b8e4fdbc188cd120498e7635f9387c017eb2b3",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_d694e",
                    table="visits_assessmentfamilytalk",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="assessmentfamilytalkhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="03b502f80deeba83ae4f771ec63208bf9f4bbdde",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_3f10b",
                    table="visits_assessmentfamilytalkhistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="classification",
            constraint=models.UniqueConstraint(
                condition=models.Q(("is_current", True)),
                fields=("dossier",),
                name="class_one_current",
            ),
        ),
        migrations.AddConstraint(
            model_name="classification",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="class_has_reason"
            ),
        ),
        migrations.AddConstraint(
            model_name="classification",
            constraint=models.CheckConstraint(
                condition=models.Q(("grade__in", ["must", "key", "general", "out"])),
                name="class_grade_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="classification",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("grade", "out"), ("package", "")),
                    models.Q(
                        models.Q(("grade", "out"), _negated=True),
                        models.Q(("package", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="class_has_package",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="classification",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "visits_classificationhistory" ("by_id", "dossier_id", "grade", "id", "is_current", "on", "package", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "token") VALUES (NEW."by_id", NEW."dossier_id", NEW."grade", NEW."id", NEW."is_current", NEW."on", NEW."package", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."token"); RETURN NULL;',
                    hash="1ad4be2f97be1badcdb446bb71ce836b8f0b8b7a",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_a779d",
                    table="visits_classification",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="classification",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "visits_classificationhistory" ("by_id", "dossier_id", "grade", "id", "is_current", "on", "package", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "token") VALUES (NEW."by_id", NEW."dossier_id", NEW."grade", NEW."id", NEW."is_current", NEW."on", NEW."package", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."token"); RETURN NULL;',
                    hash="63ffb540d0ec7528e70a99b3594ea96ba281b526",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_b4f46",
                    table="visits_classification",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="classification",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "visits_classificationhistory" ("by_id", "dossier_id", "grade", "id", "is_current", "on", "package", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "token") VALUES (OLD."by_id", OLD."dossier_id", OLD."grade", OLD."id", OLD."is_current", OLD."on", OLD."package", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."token"); RETURN NULL;',
                    hash="cf765679f5892e0e6b9945a5ecadc69102f13cb3",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_ededd",
                    table="visits_classification",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="classificationhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="8792976030962123315df22687d50eca7edcb5e3",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_cf8dc",
                    table="visits_classificationhistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="colleaguetalk",
            constraint=models.UniqueConstraint(
                fields=("assessment", "order"), name="colleague_once_per_order"
            ),
        ),
        migrations.AddConstraint(
            model_name="colleaguetalk",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("who", ""), _negated=True), models.Q(("text", ""), _negated=True)
                ),
                name="colleague_talk_is_told",
            ),
        ),
        migrations.AddConstraint(
            model_name="colleaguetalk",
            constraint=models.CheckConstraint(
                condition=models.Q(("told", True)), name="colleague_talk_person_knows"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="colleaguetalk",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "visits_colleaguetalkhistory" ("assessment_id", "by_id", "dossier_id", "id", "on", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "told", "who") VALUES (NEW."assessment_id", NEW."by_id", NEW."dossier_id", NEW."id", NEW."on", NEW."order", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."text", NEW."told", NEW."who"); RETURN NULL;',
                    hash="d98ede4021dfd4f2a96f830078bb8c8664ee88b3",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_69435",
                    table="visits_colleaguetalk",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="colleaguetalk",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "visits_colleaguetalkhistory" ("assessment_id", "by_id", "dossier_id", "id", "on", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "told", "who") VALUES (NEW."assessment_id", NEW."by_id", NEW."dossier_id", NEW."id", NEW."on", NEW."order", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."text", NEW."told", NEW."who"); RETURN NULL;',
                    hash="4052aaf6ae34184a840740365497a00bfeadd8a7",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_2bb86",
                    table="visits_colleaguetalk",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="colleaguetalk",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "visits_colleaguetalkhistory" ("assessment_id", "by_id", "dossier_id", "id", "on", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "told", "who") VALUES (OLD."assessment_id", OLD."by_id", OLD."dossier_id", OLD."id", OLD."on", OLD."order", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."text", OLD."told", OLD."who"); RETURN NULL;',
                    hash="a4fa76d29db1a72b09911191d39aa8f6be05e5f3",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_fba66",
                    table="visits_colleaguetalk",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="colleaguetalkhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="a11c02e450f2f3d87e20665a3546f99b54145eb9",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_5da29",
                    table="visits_colleaguetalkhistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="groupdecision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("text", ""), _negated=True), models.Q(("document", ""), _negated=True)
                ),
                name="group_decision_is_told",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="groupdecision",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "visits_groupdecisionhistory" ("by_id", "document", "dossier_id", "entered_at", "id", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "token") VALUES (NEW."by_id", NEW."document", NEW."dossier_id", NEW."entered_at", NEW."id", NEW."on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."text", NEW."token"); RETURN NULL;',
                    hash="575cc56c3b3f6eca0ff9ea7b71c6918f4eb59e04",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_d2c63",
                    table="visits_groupdecision",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="groupdecision",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "visits_groupdecisionhistory" ("by_id", "document", "dossier_id", "entered_at", "id", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "token") VALUES (NEW."by_id", NEW."document", NEW."dossier_id", NEW."entered_at", NEW."id", NEW."on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."text", NEW."token"); RETURN NULL;',
                    hash="082a1167c5a9147c22e01e7ca5fb8773c24b5117",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_ae59f",
                    table="visits_groupdecision",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="groupdecision",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "visits_groupdecisionhistory" ("by_id", "document", "dossier_id", "entered_at", "id", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "token") VALUES (OLD."by_id", OLD."document", OLD."dossier_id", OLD."entered_at", OLD."id", OLD."on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."text", OLD."token"); RETURN NULL;',
                    hash="6ad53ab66f480da63c72238c1186f30684cb3062",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_9bb87",
                    table="visits_groupdecision",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="groupdecisionhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="98acd12dddf754df82bb14d4e14521f40e3f8b1f",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_d3923",
                    table="visits_groupdecisionhistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="groupmember",
            constraint=models.UniqueConstraint(
                condition=models.Q(("to_on__isnull", True), ("user__isnull", False)),
                fields=("office", "user"),
                name="group_member_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="groupmember",
            constraint=models.UniqueConstraint(
                condition=models.Q(("part", "head"), ("to_on__isnull", True)),
                fields=("office",),
                name="group_one_head",
            ),
        ),
        migrations.AddConstraint(
            model_name="groupmember",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("name", ""), _negated=True), models.Q(("post", ""), _negated=True)
                ),
                name="group_member_is_named",
            ),
        ),
        migrations.AddConstraint(
            model_name="groupmember",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("to_on__isnull", True), ("to_on__gte", models.F("from_on")), _connector="OR"
                ),
                name="group_member_in_order",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="groupmember",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "visits_groupmemberhistory" ("code", "entered_by_id", "from_on", "id", "name", "office_id", "part", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post", "to_on", "token", "user_id") VALUES (NEW."code", NEW."entered_by_id", NEW."from_on", NEW."id", NEW."name", NEW."office_id", NEW."part", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."post", NEW."to_on", NEW."token", NEW."user_id"); RETURN NULL;',
                    hash="4ef8f4083a79d0af25f4f2897533b0933de04450",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_98489",
                    table="visits_groupmember",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="groupmember",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "visits_groupmemberhistory" ("code", "entered_by_id", "from_on", "id", "name", "office_id", "part", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post", "to_on", "token", "user_id") VALUES (NEW."code", NEW."entered_by_id", NEW."from_on", NEW."id", NEW."name", NEW."office_id", NEW."part", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."post", NEW."to_on", NEW."token", NEW."user_id"); RETURN NULL;',
                    hash="c8a1e129ba92ae8748c170e81111e100655ca348",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d4d90",
                    table="visits_groupmember",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="groupmember",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "visits_groupmemberhistory" ("code", "entered_by_id", "from_on", "id", "name", "office_id", "part", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "post", "to_on", "token", "user_id") VALUES (OLD."code", OLD."entered_by_id", OLD."from_on", OLD."id", OLD."name", OLD."office_id", OLD."part", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."post", OLD."to_on", OLD."token", OLD."user_id"); RETURN NULL;',
                    hash="b6b81453576daac151293e606e751ff35130138d",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_46155",
                    table="visits_groupmember",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="groupmemberhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="b9e0e1671620139da04c209649f478c183177232",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_18b22",
                    table="visits_groupmemberhistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="measurestep",
            constraint=models.UniqueConstraint(
                fields=("dossier", "key"), name="measure_settled_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="measurestep",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="measure_step_is_told"
            ),
        ),
        migrations.AddConstraint(
            model_name="measurestep",
            constraint=models.CheckConstraint(
                condition=models.Q(("outcome__in", ["done", "cancelled"])),
                name="measure_outcome_known",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="measurestep",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "visits_measurestephistory" ("by_id", "dossier_id", "entered_at", "id", "key", "measure_id", "on", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "text") VALUES (NEW."by_id", NEW."dossier_id", NEW."entered_at", NEW."id", NEW."key", NEW."measure_id", NEW."on", NEW."outcome", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."plan_id", NEW."text"); RETURN NULL;',
                    hash="bd521c7527b39252034960201dbc6e85df60e2cf",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_2c2d9",
                    table="visits_measurestep",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="measurestep",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "visits_measurestephistory" ("by_id", "dossier_id", "entered_at", "id", "key", "measure_id", "on", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "text") VALUES (NEW."by_id", NEW."dossier_id", NEW."entered_at", NEW."id", NEW."key", NEW."measure_id", NEW."on", NEW."outcome", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."plan_id", NEW."text"); RETURN NULL;',
                    hash="632dcd9be88b2c39a2439c95ee7f155583f3fa50",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d13b6",
                    table="visits_measurestep",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="measurestep",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "visits_measurestephistory" ("by_id", "dossier_id", "entered_at", "id", "key", "measure_id", "on", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "text") VALUES (OLD."by_id", OLD."dossier_id", OLD."entered_at", OLD."id", OLD."key", OLD."measure_id", OLD."on", OLD."outcome", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."plan_id", OLD."text"); RETURN NULL;',
                    hash="89da20ba4c5e41c8befb636d396050a057ea849c",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_b46a9",
                    table="visits_measurestep",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="measurestephistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="80a36b2986feacf90ec453238a5894b6b2a9496b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_de284",
                    table="visits_measurestephistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="planlane",
            constraint=models.UniqueConstraint(fields=("plan", "lane"), name="lane_once_per_plan"),
        ),
        migrations.AddConstraint(
            model_name="planlane",
            constraint=models.CheckConstraint(
                condition=models.Q(("lane__in", ["help", "visit", "use"])), name="lane_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="planlane",
            constraint=models.CheckConstraint(
                condition=models.Q(("body", ""), _negated=True), name="lane_has_body"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="planlane",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "visits_planlanehistory" ("body", "dossier_id", "id", "lane", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "task", "who") VALUES (NEW."body", NEW."dossier_id", NEW."id", NEW."lane", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."plan_id", NEW."task", NEW."who"); RETURN NULL;',
                    hash="9f1586bb1af89a13d0bedd8cc2c8a2894d1682f4",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_1bb41",
                    table="visits_planlane",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="planlane",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "visits_planlanehistory" ("body", "dossier_id", "id", "lane", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "task", "who") VALUES (NEW."body", NEW."dossier_id", NEW."id", NEW."lane", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."plan_id", NEW."task", NEW."who"); RETURN NULL;',
                    hash="1cc35a680fa4be290fb2ffe852b1e1a4189e134e",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d70ce",
                    table="visits_planlane",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="planlane",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "visits_planlanehistory" ("body", "dossier_id", "id", "lane", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "task", "who") VALUES (OLD."body", OLD."dossier_id", OLD."id", OLD."lane", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."plan_id", OLD."task", OLD."who"); RETURN NULL;',
                    hash="d0e565ba1720e0c2b032f1e902491b3f4e54cfd8",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_04bf9",
                    table="visits_planlane",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="planlanehistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="ce7883c08bb1d25abc88b1e1c39cb2417e26ee44",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_c639c",
                    table="visits_planlanehistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="planstep",
            constraint=models.UniqueConstraint(
                fields=("plan", "order"), name="step_once_per_order"
            ),
        ),
        migrations.AddConstraint(
            model_name="planstep",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["visit", "talk", "evaluation"])),
                name="step_kind_known",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="planstep",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "visits_planstephistory" ("dossier_id", "focus", "id", "kind", "label", "mode", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "planned_on", "who") VALUES (NEW."dossier_id", NEW."focus", NEW."id", NEW."kind", NEW."label", NEW."mode", NEW."order", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."plan_id", NEW."planned_on", NEW."who"); RETURN NULL;',
                    hash="4ddfb3b052803a0af9fae0019a1a9da84f9a9150",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_0e881",
                    table="visits_planstep",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="planstep",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "visits_planstephistory" ("dossier_id", "focus", "id", "kind", "label", "mode", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "planned_on", "who") VALUES (NEW."dossier_id", NEW."focus", NEW."id", NEW."kind", NEW."label", NEW."mode", NEW."order", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."plan_id", NEW."planned_on", NEW."who"); RETURN NULL;',
                    hash="f0dee7c4f7e37f1a62c47496f161b3dca779b8d1",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_0af43",
                    table="visits_planstep",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="planstep",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "visits_planstephistory" ("dossier_id", "focus", "id", "kind", "label", "mode", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "plan_id", "planned_on", "who") VALUES (OLD."dossier_id", OLD."focus", OLD."id", OLD."kind", OLD."label", OLD."mode", OLD."order", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."plan_id", OLD."planned_on", OLD."who"); RETURN NULL;',
                    hash="3cb432abfd89d3a12ab0a759dadb1c56bea4014b",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_d10d6",
                    table="visits_planstep",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="planstephistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="e82a792e8f789940291e37a16ceef8d8ec3b1f20",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_ada61",
                    table="visits_planstephistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="plantemplate",
            constraint=models.UniqueConstraint(
                fields=("office", "key"), name="template_once_per_key"
            ),
        ),
        migrations.AddConstraint(
            model_name="plantemplate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("name", ""), _negated=True), models.Q(("key", ""), _negated=True)
                ),
                name="template_is_named",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="plantemplate",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "visits_plantemplatehistory" ("code", "id", "is_off", "key", "name", "note", "office_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "saved_by_id", "saved_on", "version") VALUES (NEW."code", NEW."id", NEW."is_off", NEW."key", NEW."name", NEW."note", NEW."office_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."saved_by_id", NEW."saved_on", NEW."version"); RETURN NULL;',
                    hash="7217c8efcd16f8c5b850dfb3b8b8ad3e53e4ded6",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_79ec6",
                    table="visits_plantemplate",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="plantemplate",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "visits_plantemplatehistory" ("code", "id", "is_off", "key", "name", "note", "office_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "saved_by_id", "saved_on", "version") VALUES (NEW."code", NEW."id", NEW."is_off", NEW."key", NEW."name", NEW."note", NEW."office_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."saved_by_id", NEW."saved_on", NEW."version"); RETURN NULL;',
                    hash="0565f18f9a76c16043448fb9f234cf2ef677301f",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_33d97",
                    table="visits_plantemplate",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="plantemplate",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "visits_plantemplatehistory" ("code", "id", "is_off", "key", "name", "note", "office_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "saved_by_id", "saved_on", "version") VALUES (OLD."code", OLD."id", OLD."is_off", OLD."key", OLD."name", OLD."note", OLD."office_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."saved_by_id", OLD."saved_on", OLD."version"); RETURN NULL;',
                    hash="5f81f5d817543786388f8732f0981e21ec299011",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_53742",
                    table="visits_plantemplate",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="plantemplatehistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="223105dc7fdb915f332b3680a7fca633f6a7666b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_3d20c",
                    table="visits_plantemplatehistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="stateentry",
            index=models.Index(fields=["dossier", "-on", "-id"], name="state_by_dossier"),
        ),
        migrations.AddConstraint(
            model_name="stateentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "unmotivated",
                            "withdrawn",
                            "disagreeing",
                            "hesitant",
                            "worsening",
                            "engaged",
                        ],
                    )
                ),
                name="state_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="stateentry",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="state_has_reason"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stateentry",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "visits_stateentryhistory" ("by_id", "dossier_id", "entered_at", "id", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "source", "state", "token") VALUES (NEW."by_id", NEW."dossier_id", NEW."entered_at", NEW."id", NEW."on", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."reason", NEW."source", NEW."state", NEW."token"); RETURN NULL;',
                    hash="e9c9fc43594e50b26dca2a88eea91b1210b3c5e4",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_3052b",
                    table="visits_stateentry",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stateentry",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "visits_stateentryhistory" ("by_id", "dossier_id", "entered_at", "id", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "source", "state", "token") VALUES (NEW."by_id", NEW."dossier_id", NEW."entered_at", NEW."id", NEW."on", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."reason", NEW."source", NEW."state", NEW."token"); RETURN NULL;',
                    hash="969c763fa7c54961c9e16a311de6f6f50e910efb",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_b368b",
                    table="visits_stateentry",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stateentry",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "visits_stateentryhistory" ("by_id", "dossier_id", "entered_at", "id", "on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "source", "state", "token") VALUES (OLD."by_id", OLD."dossier_id", OLD."entered_at", OLD."id", OLD."on", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."reason", OLD."source", OLD."state", OLD."token"); RETURN NULL;',
                    hash="fb0660af984e3b622249e0f90408d61ca6a0941b",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_31ba7",
                    table="visits_stateentry",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="consultationhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="669ff1f06a264a3da62da612e57fcef9d4397900",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_fa86a",
                    table="visits_consultationhistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="consultation",
            constraint=models.UniqueConstraint(
                condition=models.Q(("concluded_on__isnull", True)),
                fields=("dossier",),
                name="consultation_one_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="consultation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("concluded_by__isnull", True), ("concluded_on__isnull", True)),
                    models.Q(("concluded_by__isnull", False), ("concluded_on__isnull", False)),
                    _connector="OR",
                ),
                name="consultation_end_is_dated",
            ),
        ),
        migrations.AddConstraint(
            model_name="consultation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("concluded_by__isnull", True),
                    models.Q(("concluded_by", models.F("opened_by")), _negated=True),
                    _connector="OR",
                ),
                name="consultation_ended_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="consultation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("concluded_on__isnull", True),
                    models.Q(
                        ("held_on__isnull", False),
                        ("outcome__in", ["unfounded", "reminded", "referred"]),
                        models.Q(("participants", ""), _negated=True),
                        models.Q(("opinions", ""), _negated=True),
                        models.Q(("division", ""), _negated=True),
                        models.Q(("conclusion", ""), _negated=True),
                        models.Q(("chair", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="consultation_end_is_told",
            ),
        ),
        migrations.AddConstraint(
            model_name="consultation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("held_on__isnull", True),
                    ("held_on__gte", models.F("opened_on")),
                    _connector="OR",
                ),
                name="consultation_held_after_opened",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="consultation",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "visits_consultationhistory" ("chair", "code", "concluded_by_id", "concluded_on", "conclusion", "division", "dossier_id", "entry_id", "held_on", "id", "opened_by_id", "opened_on", "opinions", "outcome", "participants", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (NEW."chair", NEW."code", NEW."concluded_by_id", NEW."concluded_on", NEW."conclusion", NEW."division", NEW."dossier_id", NEW."entry_id", NEW."held_on", NEW."id", NEW."opened_by_id", NEW."opened_on", NEW."opinions", NEW."outcome", NEW."participants", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."version"); RETURN NULL;',
                    hash="d41b31d758c49259262dffca275b0480dc1f10c3",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_dd0c4",
                    table="visits_consultation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="consultation",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "visits_consultationhistory" ("chair", "code", "concluded_by_id", "concluded_on", "conclusion", "division", "dossier_id", "entry_id", "held_on", "id", "opened_by_id", "opened_on", "opinions", "outcome", "participants", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (NEW."chair", NEW."code", NEW."concluded_by_id", NEW."concluded_on", NEW."conclusion", NEW."division", NEW."dossier_id", NEW."entry_id", NEW."held_on", NEW."id", NEW."opened_by_id", NEW."opened_on", NEW."opinions", NEW."outcome", NEW."participants", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."version"); RETURN NULL;',
                    hash="e45cee68ef9b9429280d6a91c7b4bdf68e85b3ce",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e9cbb",
                    table="visits_consultation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="consultation",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "visits_consultationhistory" ("chair", "code", "concluded_by_id", "concluded_on", "conclusion", "division", "dossier_id", "entry_id", "held_on", "id", "opened_by_id", "opened_on", "opinions", "outcome", "participants", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "version") VALUES (OLD."chair", OLD."code", OLD."concluded_by_id", OLD."concluded_on", OLD."conclusion", OLD."division", OLD."dossier_id", OLD."entry_id", OLD."held_on", OLD."id", OLD."opened_by_id", OLD."opened_on", OLD."opinions", OLD."outcome", OLD."participants", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."version"); RETURN NULL;',
                    hash="384c5b25fdc66702f29fc06cf1ef8ab2475072c6",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_45398",
                    table="visits_consultation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stateentryhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="ce2002ba3974474f5b6105d98f7a6ebe164d3565",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_c185f",
                    table="visits_stateentryhistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="templaterow",
            constraint=models.UniqueConstraint(
                fields=("template", "order"), name="template_row_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="templaterow",
            constraint=models.CheckConstraint(
                condition=models.Q(("days__range", (-400, 800))), name="template_days_in_reach"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="templaterow",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "visits_templaterowhistory" ("anchor", "area", "days", "id", "kind", "label", "mode", "order", "part", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phase", "sign", "step", "template_id", "text", "who") VALUES (NEW."anchor", NEW."area", NEW."days", NEW."id", NEW."kind", NEW."label", NEW."mode", NEW."order", NEW."part", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."phase", NEW."sign", NEW."step", NEW."template_id", NEW."text", NEW."who"); RETURN NULL;',
                    hash="1ee188496151f8f49a68352d624cd6fba6172a96",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_0c195",
                    table="visits_templaterow",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="templaterow",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "visits_templaterowhistory" ("anchor", "area", "days", "id", "kind", "label", "mode", "order", "part", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phase", "sign", "step", "template_id", "text", "who") VALUES (NEW."anchor", NEW."area", NEW."days", NEW."id", NEW."kind", NEW."label", NEW."mode", NEW."order", NEW."part", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."phase", NEW."sign", NEW."step", NEW."template_id", NEW."text", NEW."who"); RETURN NULL;',
                    hash="4a613b567653cefca0efeffabd18d6f98f865d62",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c570b",
                    table="visits_templaterow",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="templaterow",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "visits_templaterowhistory" ("anchor", "area", "days", "id", "kind", "label", "mode", "order", "part", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phase", "sign", "step", "template_id", "text", "who") VALUES (OLD."anchor", OLD."area", OLD."days", OLD."id", OLD."kind", OLD."label", OLD."mode", OLD."order", OLD."part", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."phase", OLD."sign", OLD."step", OLD."template_id", OLD."text", OLD."who"); RETURN NULL;',
                    hash="0e203f22c6ccad29a61e4be06b4e680485e62eef",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_3b16c",
                    table="visits_templaterow",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="templaterowhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="a1aeb824502224727e0aaf1a46d48e7646242512",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_d4b70",
                    table="visits_templaterowhistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="yearplan",
            constraint=models.UniqueConstraint(fields=("office", "year"), name="year_plan_once"),
        ),
        migrations.AddConstraint(
            model_name="yearplan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("submitted_by__isnull", True), ("submitted_on__isnull", True)),
                    models.Q(("submitted_by__isnull", False), ("submitted_on__isnull", False)),
                    _connector="OR",
                ),
                name="year_plan_submission_is_dated",
            ),
        ),
        migrations.AddConstraint(
            model_name="yearplan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("approved_by__isnull", True), ("approved_on__isnull", True)),
                    models.Q(("approved_by__isnull", False), ("approved_on__isnull", False)),
                    _connector="OR",
                ),
                name="year_plan_approval_is_dated",
            ),
        ),
        migrations.AddConstraint(
            model_name="yearplan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("approved_by__isnull", True),
                    models.Q(("approved_by", models.F("submitted_by")), _negated=True),
                    _connector="OR",
                ),
                name="year_plan_approved_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="yearplan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "approved"), ("approved_by__isnull", False)),
                    models.Q(
                        models.Q(("status", "approved"), _negated=True),
                        ("approved_by__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="year_plan_approved_by_someone",
            ),
        ),
        migrations.AddConstraint(
            model_name="yearplan",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status", "draft"), ("submitted_by__isnull", False), _connector="OR"
                ),
                name="year_plan_sent_by_someone",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="yearplan",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "visits_yearplanhistory" ("approved_by_id", "approved_on", "content", "drafted_by_id", "duties", "id", "objects_text", "office_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "remark", "status", "submitted_by_id", "submitted_on", "version", "year") VALUES (NEW."approved_by_id", NEW."approved_on", NEW."content", NEW."drafted_by_id", NEW."duties", NEW."id", NEW."objects_text", NEW."office_id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."purpose", NEW."remark", NEW."status", NEW."submitted_by_id", NEW."submitted_on", NEW."version", NEW."year"); RETURN NULL;',
                    hash="b22798fc843b9877f5730fde0a05f3718eea3b2c",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_319b8",
                    table="visits_yearplan",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="yearplan",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "visits_yearplanhistory" ("approved_by_id", "approved_on", "content", "drafted_by_id", "duties", "id", "objects_text", "office_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "remark", "status", "submitted_by_id", "submitted_on", "version", "year") VALUES (NEW."approved_by_id", NEW."approved_on", NEW."content", NEW."drafted_by_id", NEW."duties", NEW."id", NEW."objects_text", NEW."office_id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."purpose", NEW."remark", NEW."status", NEW."submitted_by_id", NEW."submitted_on", NEW."version", NEW."year"); RETURN NULL;',
                    hash="5ab709168503f7ebdb3616dbcc2dd82bc208bedd",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_610dc",
                    table="visits_yearplan",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="yearplan",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "visits_yearplanhistory" ("approved_by_id", "approved_on", "content", "drafted_by_id", "duties", "id", "objects_text", "office_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "remark", "status", "submitted_by_id", "submitted_on", "version", "year") VALUES (OLD."approved_by_id", OLD."approved_on", OLD."content", OLD."drafted_by_id", OLD."duties", OLD."id", OLD."objects_text", OLD."office_id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."purpose", OLD."remark", OLD."status", OLD."submitted_by_id", OLD."submitted_on", OLD."version", OLD."year"); RETURN NULL;',
                    hash="79fe4d9e6d7fe8ce0cca96ed15a1e373fb3a99b5",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_47fd1",
                    table="visits_yearplan",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="yearplanhistory",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="43634cac7ca000019a2b98efa19e78b0cf455635",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_7c106",
                    table="visits_yearplanhistory",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.RunSQL(STATES_SO_FAR, migrations.RunSQL.noop),
    ]
