"""Rights and complaints: GDPR Art. 13(2)(b) to (d)."""
