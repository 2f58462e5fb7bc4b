"""Ids and links that lead nowhere, twice or to nothing."""
