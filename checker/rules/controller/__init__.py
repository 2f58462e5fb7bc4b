"""Who is responsible and how to reach them: GDPR Art. 13(1)(a) and (b)."""
