"""What the passing of time does to a statement: the law it was written under, and klar's own."""
