"""What a new version needs: held against the one released last."""
