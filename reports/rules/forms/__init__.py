"""Forms on paper as plain values: grids, tables, paragraphs, ruled lines, slips."""
