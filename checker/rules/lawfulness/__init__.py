"""Purposes, lawful bases and interests: GDPR Art. 13(1)(c) and (d)."""
