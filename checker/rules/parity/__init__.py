"""Rules on what the languages of one text say, and how each of them writes it."""
