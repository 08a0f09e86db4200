"""Pure rules of the spine: names as keys, states, who is in scope."""
