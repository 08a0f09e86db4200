"""What a letter says, how it is laid out and what may not be in it; pure."""
