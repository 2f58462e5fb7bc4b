"""How long: GDPR Art. 13(2)(a)."""
