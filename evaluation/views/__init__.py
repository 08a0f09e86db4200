"""Pages of evaluation: find, ask, act, answer."""
