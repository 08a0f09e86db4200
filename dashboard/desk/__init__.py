"""The desk: what is owed, what waits for me, what is soon over; every number is its list."""
