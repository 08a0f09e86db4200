"""Columns of case data that no page shows in the objects of the world, each with the reason."""

SHOWN_NOWHERE: dict[str, str] = {
    "cases.Appeal.document_number": "复议决定的文号随结果显示，世界里的复议都没有结果",
    "cases.Dossier.void_reason": "撤销的档案谁也查不到",
    "cases.Posting.post": "大事记只列有起始日期的任职，世界里的任职没有",
    "cases.Seal.lift_reason": "解封原因只给第二个人看，世界里的解封都已办完",
    "jobs.Job.error": "只在制作失败的那份文书上显示，世界里失败的是别的事",
    "needs.Need.view_words": "只在本人对答复表过态以后显示，世界里的诉求都还没有答复",
    "reports.Letter.areas": "只在起草时显示，世界里的函都已签收",
    "reports.Letter.return_reason": "只在退回的函上显示，世界里的函都已签收",
    "reports.Letter.withdraw_reason": "只在撤回的函上显示，世界里的函都已签收",
    "reports.Notice.withdraw_reason": "只在撤回的通知上显示，世界里的通知都已发出",
    "visits.Visit.unsigned_reason": "只在拒绝签名的回访上显示，世界里的回访都已签名",
}
