"""What stored facts mean: read only, no verb."""
