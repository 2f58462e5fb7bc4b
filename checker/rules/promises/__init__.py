"""What the statement promises and rules out: GDPR Art. 5(1)(a), 12(1)."""
