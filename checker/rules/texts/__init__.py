"""The texts themselves."""
