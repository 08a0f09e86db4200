"""Which class of security.md 4.1 each verb belongs to; what is not named changes case data."""

from audit.choices.verbs import Verb

_V = Verb
# Kind, by its value → verbs; every other verb is "change".
CLASSES: dict[str, frozenset[Verb]] = {
    "login": frozenset(
        {
            *(_V.LOGIN_OK, _V.LOGIN_FAIL, _V.LOGIN_LOCKED, _V.LOGOUT, _V.SESSION_ENDED),
            *(_V.SESSION_REPLACED, _V.PASSWORD_CHANGED, _V.SUDO_OK, _V.SUDO_FAIL),
            *(_V.CODE_OK, _V.CODE_FAIL, _V.CODE_ENROLLED, _V.CODE_RENEWED, _V.CODE_RECOVERED),
            *(_V.CODES_MADE_ANEW, _V.TASK_CODE_OK, _V.TASK_CODE_FAIL, _V.FORM_KEPT),
        }
    ),
    "read": frozenset(
        {
            *(_V.PAGE_OPEN, _V.PERSON_OPEN, _V.PERSON_SUMMARY, _V.LIST_VIEW, _V.STATS_VIEW),
            *(_V.LETTER_OPEN, _V.LETTER_READ, _V.NOTICE_OPEN, _V.NOTICE_READ, _V.HANDOVER_OPEN),
            *(_V.ISSUE_READ, _V.SCOPE_READ, _V.NEED_READ),
            *(_V.ATTACHMENT_OPEN, _V.IMPORT_OPEN, _V.PURPOSE_ASKED, _V.PURPOSE_GIVEN),
            *(_V.TRAIL_OWN, _V.TRAIL_DOSSIER, _V.TRAIL_LIST),
        }
    ),
    "search": frozenset({_V.SEARCH}),
    "reveal": frozenset({_V.BALLOT_READ, _V.RESTRICTED_READ, _V.FIELD_REVEAL}),
    "print": frozenset(
        {
            *(_V.LETTER_PREVIEWED, _V.LETTER_PREVIEW_OPEN, _V.LETTER_DOWNLOADED),
            *(_V.ATTACHMENT_DOWNLOADED, _V.PRINTOUT_ASKED, _V.PRINTOUT_OPEN),
            *(_V.NOTICE_DOWNLOADED, _V.LEDGER_EXPORTED, _V.BALLOT_BLANK, _V.IMPORT_WRONG_ROWS),
            _V.REMINDER_LETTERS_DOWNLOADED,
        }
    ),
    "issue": frozenset(
        {
            *(_V.LETTER_ISSUE_ASKED, _V.LETTER_NUMBERED, _V.LETTER_ISSUED, _V.LETTER_RECEIVED),
            *(_V.NOTICE_RELEASED, _V.NOTICE_DECLINED, _V.REMINDER_LETTERS_RELEASED),
        }
    ),
    "rights": frozenset(
        {
            *(_V.UNIT_OPENED, _V.UNIT_RENAMED, _V.UNIT_CHECKED, _V.UNIT_CLOSED, _V.CODE_RESET),
            *(_V.PASSWORD_HANDED_OUT, _V.TASK_CODE_HANDED_OUT),
            *(_V.ACCOUNT_OPENED, _V.ACCOUNT_SLEPT, _V.RIGHTS_PROPOSED, _V.RIGHTS_APPLIED),
            *(_V.RIGHTS_DECLINED, _V.RIGHTS_TAKEN_BACK, _V.RIGHTS_REFUSED, _V.RIGHTS_READ),
            *(_V.ASSIGNMENT_MADE, _V.ASSIGNMENT_ENDED, _V.RECUSAL_DECLARED),
            *(_V.RECUSAL_ENTERED, _V.RECUSAL_ENDED, _V.SEAL_MADE, _V.SEAL_LIFT_ASKED),
            *(_V.SEAL_LIFT_DROPPED, _V.SEAL_LIFTED, _V.SIGHT_GRANTED, _V.SIGHT_ENDED),
            *(_V.OWN_FILE_PROPOSED, _V.OWN_FILE_FIRST, _V.OWN_FILE_SETTLED),
            _V.OWN_FILE_DISAGREED,
        }
    ),
    "admin": frozenset(
        {
            *(_V.POLICY_APPLIED, _V.POLICY_TOOK_EFFECT, _V.POLICY_CONTRADICTION),
            *(_V.CLOCKS_SWEPT, _V.OBLIGATIONS_RECONCILED, _V.AUDIT_VERIFIED),
            *(_V.KEY_ROTATE, _V.VISIT_TEAMS_CHECKED, _V.CALENDAR_PUBLISHED),
        }
    ),
    "refused": frozenset({_V.DENY, _V.MISS, _V.CSRF, _V.RATE, _V.FAILED}),
}
CHANGE = "change"


def class_of(verb: str) -> str:
    """The class a verb belongs to, by value."""
    return next((name for name, verbs in CLASSES.items() if verb in verbs), CHANGE)
