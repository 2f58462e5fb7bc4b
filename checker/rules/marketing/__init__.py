"""Marketing: GDPR Art. 21(2) and (3), and the national marketing acts."""
