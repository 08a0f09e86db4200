"""Addresses of letters and notices; mounted at the root."""

from django.urls import path

from reports.views import head, inbox, letter, lists, notices, printing, review

app_name = "reports"

urlpatterns = [
    path("docs/", lists.letters, name="list"),
    path("docs/letterhead/", head.letterhead, name="letterhead"),
    path("docs/notices/", notices.notices, name="notices"),
    path("docs/notices/<code>/", notices.notice, name="notice"),
    path("docs/notices/<code>/file/", notices.notice_file, name="notice_file"),
    path("docs/<code>/", letter.letter, name="letter"),
    path("docs/<code>/edit/", letter.edit, name="letter_edit"),
    path("docs/<code>/refresh/", letter.refresh, name="letter_refresh"),
    path("docs/<code>/submit/", letter.submit, name="letter_submit"),
    path("docs/<code>/withdraw/", letter.withdraw, name="letter_withdraw"),
    path("docs/<code>/review/", review.review, name="letter_review"),
    path("docs/<code>/return/", review.send_back, name="letter_return"),
    path("docs/<code>/issue/", letter.issue, name="letter_issue"),
    path("docs/<code>/preview/", letter.preview, name="preview"),
    path("docs/<code>/preview/new/", letter.new_preview, name="preview_new"),
    path("docs/<code>/file/", letter.file, name="file"),
    path("people/<code>/forms/", printing.forms, name="forms"),
    path("people/<code>/forms/<slug:form>/<of>/", printing.print_form, name="print_form"),
    path("prints/<code>/", printing.printout, name="printout"),
    path("people/<code>/letters/", lists.dossier, name="dossier"),
    path("people/<code>/letters/new/", lists.new, name="letter_new"),
    path("people/<code>/notices/", notices.dossier, name="dossier_notices"),
    path("people/<code>/notices/release/", notices.release, name="notices_release"),
    path("people/<code>/notices/decline/", notices.decline, name="notices_decline"),
    path("inbox/", inbox.inbox, name="inbox"),
    path("inbox/notices/", inbox.notices, name="inbox_notices"),
    path("inbox/notices/<code>/", inbox.notice, name="inbox_notice"),
    path("inbox/<code>/", inbox.inbox_letter, name="inbox_letter"),
    path("inbox/<code>/receive/", inbox.receive, name="receive"),
]
