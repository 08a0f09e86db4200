"""What needs neither a database nor a clock: limits, addresses, passwords, one-time codes."""
