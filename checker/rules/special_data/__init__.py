"""Special categories, criminal-offence data and identification numbers: GDPR Art. 9, 10, 87."""
