"""Signing in: passwords, the second factor, sessions, step-up."""
