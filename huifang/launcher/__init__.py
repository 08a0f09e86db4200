"""What ./start and ./test run: private services, the program's processes, and their clean end."""
