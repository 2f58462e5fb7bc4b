"""Which kinds of retention rule say how long."""

WITHOUT_PERIOD = ("criterion", "routine", "told-on-site")
"""The kinds that give neither a period nor an event."""
