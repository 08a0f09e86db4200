"""From the bytes of a file to plain tables, in a process of its own with little memory."""
