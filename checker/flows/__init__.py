"""Flows: the paths data take through the graph, and the words by which one asks for them."""
