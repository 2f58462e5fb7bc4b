"""What changed from one version of a statement to another, for those who read about it."""
