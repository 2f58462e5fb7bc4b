"""What is owed when data are collected: GDPR Art. 13(2)(e), 14(1)(d), 14(2)(f), 13(3), 13(4)."""
