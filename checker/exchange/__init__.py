"""Exchange: other people's formats, out of the policy and back into it."""
