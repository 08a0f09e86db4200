"""规则与依据: the page of the manual on which every rule stands with its article."""
