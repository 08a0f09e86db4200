"""Pure rules of files: names, markings, and what a limited process finds inside."""
