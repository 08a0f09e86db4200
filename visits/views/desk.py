"""The one page on which 研判 and 方案 are written: forms, rows, saving, submitting."""

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse

from accounts.access import SignedInRequest, requires
from accounts.models import User
from accounts.roles import Permission
from audit.choices import Verb
from cases.models import Dossier, Policy
from columns.refusal import Refused
from visits.actions import (
    ColleagueHeard,
    Gaps,
    GoalFacts,
    LaneFacts,
    MeasureFacts,
    PlanRows,
    RelativeHeard,
    Stale,
    StepFacts,
    discard_draft,
    save_assessment,
    save_colleagues,
    save_note,
    save_plan,
    save_relative,
    start_assessment,
    submit_plan,
)
from visits.facts.prescriptions import Prescribed, prescribed
from visits.facts.templates import templates_of
from visits.forms import (
    COLLEAGUES,
    GOALS,
    MEASURES,
    STEPS,
    AssessmentForm,
    LanesForm,
    NoteForm,
    PlanForm,
    RelativeForm,
)
from visits.forms.fields import Posted, Rows, remembered
from visits.forms.plan import Table
from visits.models import Assessment, AssessmentNote, Plan
from visits.views.inserting import number_in, sheet_for
from visits.views.pages import (
    Sheet,
    dossier_or_404,
    may_read_restricted,
    name_of,
    page,
)
from visits.views.plans import ASSESSING
from visits.views.stored import Stored
from web.forms import Form
from web.pages import see_other
from workdays import clock


@requires(Permission.PLAN_EDIT, reads=Verb.PERSON_OPEN)
def plan_edit(request: SignedInRequest, code: str) -> HttpResponse:
    dossier = dossier_or_404(request, code)
    stored = Stored.of(dossier)
    if stored.plan is not None and stored.plan.is_waiting:
        messages.info(request, "方案正在审批，退回后才能修改。")
        return see_other("visits:plan", code)
    sheet = sheet_for(request, dossier)
    desk = Desk.laid(request, dossier, stored, sheet)
    if desk.is_posted and desk.is_valid():
        answer = _save(request, dossier, desk, sheet)
        if answer is not None:
            return answer
    context = {
        "desk": desk,
        "form": desk.plan_form,
        "others": desk.other_forms if desk.is_posted else [],
        "name": name_of(dossier),
        "dossier": dossier,
        "plan": stored.plan,
        "assessment": stored.assessment,
        "templates": templates_of(dossier.owner),
        "proposed": desk.proposed(dossier),
        **sheet.context(dossier),
    }
    return page(request, "visits/plan_form.html", context, has_errors=desk.has_errors)


@dataclass
class Desk:
    """All forms of the page, filled from what was posted, a draft, or the stored rows.

    Once the plan is in force the assessment below it is history: it is shown, not edited.
    """

    plan_form: PlanForm
    goals: Rows
    measures: Rows
    steps: Rows
    lanes_form: LanesForm
    assessment_form: AssessmentForm | None
    note_form: NoteForm | None
    relative_form: RelativeForm | None
    colleagues: Rows | None
    assessment_version: int
    plan_version: int
    number: int
    is_posted: bool
    is_stale: bool = False

    @classmethod
    def laid(
        cls, request: SignedInRequest, dossier: Dossier, stored: Stored, sheet: Sheet
    ) -> "Desk":
        is_posted = request.method == "POST" and "more" not in request.POST
        data = request.POST if is_posted else None
        desk = cls(
            plan_form=PlanForm(data, number=stored.number, initial=stored.texts),
            goals=_rows(GOALS, data, stored, sheet),
            measures=_rows(MEASURES, data, stored, sheet),
            steps=_rows(STEPS, data, stored, sheet),
            lanes_form=LanesForm(data, initial=stored.lanes(dossier)),
            assessment_form=_assessment_form(dossier, data, stored),
            note_form=_note_form(request, dossier, stored, data),
            relative_form=_relative_form(dossier, data),
            colleagues=_colleagues(dossier, data, stored, sheet),
            assessment_version=stored.assessment.version if stored.assessment else 0,
            plan_version=stored.plan.version if stored.plan else 0,
            number=stored.number,
            is_posted=is_posted,
        )
        return desk._knowing(request.POST if request.method == "POST" else sheet.data, sheet)

    def _knowing(self, page: Posted | None, sheet: Sheet) -> "Desk":
        """Keep the versions the page was opened with, so that a change meanwhile is noticed."""
        if page is not None:
            self.assessment_version = number_in(page, "assessment_version")
            self.plan_version = number_in(page, "plan_version")
        if sheet.data is not None:
            for form in (self.plan_form, self.lanes_form, *self.beside):
                remembered(form, sheet.data)
        return self

    def proposed(self, dossier: Dossier) -> list[Prescribed]:
        """What visits have prescribed and no row of the page says yet."""
        texts = {form["text"].value() for form in self.measures.forms}
        return prescribed(dossier, known={text for text in texts if text})

    @property
    def beside(self) -> list[Form]:
        asked = (self.assessment_form, self.note_form, self.relative_form)
        return [form for form in asked if form is not None]

    @property
    def other_forms(self) -> list[Form]:
        rows = (form for table in self.tables for form in table.forms)
        return [*self.beside, self.lanes_form, *rows]

    @property
    def tables(self) -> tuple[Rows, ...]:
        plan = (self.goals, self.measures, self.steps)
        return plan if self.colleagues is None else (self.colleagues, *plan)

    def is_valid(self) -> bool:
        """Every part is asked, so that all faults show at once."""
        forms_are = [form.is_valid() for form in (self.plan_form, self.lanes_form, *self.beside)]
        rows_are = [rows.is_valid() for rows in self.tables]
        if any(rows.non_form_errors() for rows in self.tables):
            self.plan_form.add_error(
                None, "目标、措施和安排的行数没有随页面一起送来，请重新打开本页填写。"
            )
        return all(forms_are) and all(rows_are)

    @property
    def has_errors(self) -> bool:
        return self.is_posted and any(form.errors for form in (self.plan_form, *self.other_forms))


def _save(
    request: SignedInRequest, dossier: Dossier, desk: Desk, sheet: Sheet
) -> HttpResponse | None:
    """The whole page in one transaction; refused as a whole, with the words kept on the page."""
    submits = "submit" in request.POST
    try:
        with transaction.atomic():
            saved = _store(request, dossier, desk)
            if submits:
                submit_plan(saved, version=saved.version, by=request.user, on=clock.today())
    except Stale as refusal:
        _show_both(dossier, desk, str(refusal))
        return None
    except Refused as refusal:
        for sentence in refusal.sentences if isinstance(refusal, Gaps) else [str(refusal)]:
            desk.plan_form.add_error(None, sentence)
        return None
    discard_draft(dossier, kind=sheet.kind, key=sheet.key, by=request.user)
    messages.success(request, "方案已送审。" if submits else "已保存。")
    return see_other("visits:plan" if submits else "visits:plan_edit", dossier.code)


def _store(request: SignedInRequest, dossier: Dossier, desk: Desk) -> Plan:
    by, on = request.user, clock.today()
    if desk.assessment_form is not None:
        before = Assessment.objects.current_of(dossier)
        current = start_assessment(dossier, by=by, on=on)
        is_same = before is not None and before.pk == current.pk
        version = desk.assessment_version if is_same else current.version
        facts = desk.assessment_form.cleaned_data
        save_assessment(current, version=version, by=by, on=on, **facts)
        _store_heard(current, desk, by=by, on=on)
    return save_plan(
        dossier,
        version=desk.plan_version,
        rows=PlanRows(
            goals=[GoalFacts(**row) for row in desk.goals.rows],
            measures=[MeasureFacts(**row) for row in desk.measures.rows],
            lanes=[LaneFacts(**row) for row in desk.lanes_form.rows],
            steps=[StepFacts(**row) for row in desk.steps.rows],
        ),
        by=by,
        on=on,
        **desk.plan_form.cleaned_data,
    )


def _store_heard(current: Assessment, desk: Desk, *, by: User, on: date) -> None:
    """What was said by others: colleagues on the page, relatives and the note behind their door."""
    if desk.colleagues is not None:
        heard = [ColleagueHeard(**row) for row in desk.colleagues.rows]
        save_colleagues(current, heard=heard, by=by, on=on)
    if desk.note_form is not None:
        save_note(current, by=by, on=on, **desk.note_form.cleaned_data)
    if desk.relative_form is not None and desk.relative_form.is_told:
        save_relative(current, heard=RelativeHeard(**desk.relative_form.cleaned_data), by=by, on=on)


def _show_both(dossier: Dossier, desk: Desk, sentence: str) -> None:
    """The page shows the newest content beside what was typed; saving again means to replace it."""
    fresh = Stored.of(dossier)
    desk.is_stale = True
    desk.assessment_version = fresh.assessment.version if fresh.assessment else 0
    desk.plan_version = fresh.plan.version if fresh.plan else 0
    desk.plan_form.add_error(None, sentence)


def _rows(table: Table, data: Posted | None, stored: Stored, sheet: Sheet) -> Rows:
    if sheet.data is not None:
        return table.brought_back(sheet.data)
    return table.rows(data, stored.rows(table))


def _assessment_form(
    dossier: Dossier, data: Posted | None, stored: Stored
) -> AssessmentForm | None:
    if dossier.status not in ASSESSING:
        return None
    return AssessmentForm(data, today=clock.today(), initial=stored.facts)


def _relative_form(dossier: Dossier, data: Posted | None) -> RelativeForm | None:
    if dossier.status not in ASSESSING or dossier.cadre_id is None:
        return None
    return RelativeForm(data, today=clock.today())


def _colleagues(dossier: Dossier, data: Posted | None, stored: Stored, sheet: Sheet) -> Rows | None:
    if dossier.status not in ASSESSING:
        return None
    return _rows(COLLEAGUES, data, stored, sheet)


def _note_form(
    request: SignedInRequest, dossier: Dossier, stored: Stored, data: Posted | None
) -> NoteForm | None:
    """Shown to those who may read it, and to whoever writes the first one."""
    if dossier.status not in ASSESSING:
        return None
    begun = stored.assessment
    is_written = begun is not None and AssessmentNote.objects.filter(assessment=begun).exists()
    if is_written and not may_read_restricted(request, dossier):
        return None
    rules = Policy.objects.governing(dossier.owner, on=clock.today())
    asks = rules is not None and rules.approach_notes
    return NoteForm(data, is_written=is_written, with_approach=asks)
