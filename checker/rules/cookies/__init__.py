"""Access to devices, by cookies and the like: national law, GDPR Art. 6(1)(a)."""
