"""The twenty invented cases: data files, the player that acts them out, and the broom."""
