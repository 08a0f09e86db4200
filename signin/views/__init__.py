"""The doors, one's own pages, and what asks who somebody is."""
