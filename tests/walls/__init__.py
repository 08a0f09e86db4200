"""The proof that nobody sees more than he may: one world, one oracle, every route, every actor.

world       two offices with everything a dossier can carry, every text a canary of its own
oracle      who may see what, written from the tables of the regulations, not from the program
test_world  a model without a builder, or two rows with the same canary, fails
test_matrix every route of the resolver × every actor (security.md 3.6)
test_crawl  no canary in logs, queue, mail, file names, browser, record (data protection 03–06)
"""
