"""The real statement held against the list of its facts."""
