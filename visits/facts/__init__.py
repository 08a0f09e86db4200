"""What is known across the tables of visiting: read only, no verb."""
