"""`python -m checker` is `klar`."""

from checker.cli import main

main()
