"""Where data come from, and must people give them? GDPR Art. 13(2)(e), 14(1)(d), 14(2)(f)."""
