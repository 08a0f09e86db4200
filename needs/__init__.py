"""诉求: what a person asks for, who answers it and until when; told by visits, talks or by hand."""
