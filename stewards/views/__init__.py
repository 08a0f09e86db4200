"""Pages of the three stewards, and the director's page of who does what."""
