"""Words of each language that rules look for: the YAML files here, one for each question."""
