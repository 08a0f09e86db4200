"""Units, users, roles and the guard in front of every view."""
