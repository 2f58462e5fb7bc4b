"""Whistleblowing: national law."""
