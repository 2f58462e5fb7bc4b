"""How fast klar is, as ratios against tools people know: `make bench`."""
