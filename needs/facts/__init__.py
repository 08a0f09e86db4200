"""What other rooms and pages are told of needs."""
