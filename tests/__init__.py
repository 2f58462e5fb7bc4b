"""klar's tests: what the software promises, through its front door."""
