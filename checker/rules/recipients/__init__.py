"""Recipients: GDPR Art. 13(1)(e)."""
