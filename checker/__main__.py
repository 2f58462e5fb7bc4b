"""`python -m checker` is `klar`."""

import sys

try:
    from checker.cli import main
except KeyboardInterrupt:
    sys.exit(130)

main()
