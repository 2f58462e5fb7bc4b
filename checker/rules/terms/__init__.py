"""Rules on the terms of data protection law in each language."""
