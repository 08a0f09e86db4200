"""Tests of letters: text, layout, rendering, numbers, issue."""
