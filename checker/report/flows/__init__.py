"""`klar flows` in each of its formats."""
