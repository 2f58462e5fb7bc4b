"""`python -m tests.mutations` renews the README's table of what klar finds."""

from tests.mutations import write_readme

write_readme()
