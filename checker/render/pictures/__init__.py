"""Pictures of where data go: from whom, for what, to whom and into which countries."""
