"""Translations: texts that have been reviewed in all their languages together."""
