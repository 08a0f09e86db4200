"""Letters: facts, page, PDF; number, issue, receipt."""
