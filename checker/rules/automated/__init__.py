"""Automated decisions and profiling: GDPR Art. 22, 13(2)(f) and 14(2)(g)."""
