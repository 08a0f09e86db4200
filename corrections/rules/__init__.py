"""What an act says, what it moves, and where practice differs; pure."""
