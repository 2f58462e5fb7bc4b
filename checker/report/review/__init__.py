"""What a change of a policy means: for the lawyer who approves it."""
