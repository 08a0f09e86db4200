"""From rows to pictures: how a person's decisions, clocks, duties and papers stand."""
