"""Who is told of what is owed: reminders, escalation, the digest of a day, letters to a unit."""
