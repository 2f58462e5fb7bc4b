"""Transfers outside the EEA: GDPR Art. 13(1)(f), 44 to 49."""
