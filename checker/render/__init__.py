"""The statement as the public reads it: pages, fragments, Markdown, JSON."""
