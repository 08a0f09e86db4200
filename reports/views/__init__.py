"""Pages of letters: the office's, the approver's, the addressee's."""
