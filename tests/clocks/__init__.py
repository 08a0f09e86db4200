"""Tests of the clock engine; most need neither Django nor a database."""
