"""三员: accounts and rights, and the record of who did and saw what."""
