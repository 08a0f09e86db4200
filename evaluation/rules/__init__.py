"""The arithmetic of an evaluation: values in, exact fractions out."""
