"""Assessment, plan, visit, quarterly talk and what is owed."""
