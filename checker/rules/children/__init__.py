"""Consent of children: GDPR Art. 8."""
