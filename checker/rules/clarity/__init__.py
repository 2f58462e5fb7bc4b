"""Clear and plain words: GDPR Art. 12(1)."""
