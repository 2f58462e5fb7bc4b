"""Findings and graphs as people and platforms read them: one module for each format."""
