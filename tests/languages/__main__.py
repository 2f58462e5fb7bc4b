"""Print the table of README.md; `python -m tests.languages tune` also what went wrong in a set."""

from __future__ import annotations

import sys

from tests.languages import LANGUAGES, score, table

print("\n".join(table()))
for which in sys.argv[1:]:
    for language, name in LANGUAGES.items():
        kinds = (f"drawn-{language}", f"picked-{language}")
        for found in (score(which, language, *kinds), score(which, "nb", "nynorsk")):
            print(f"\n{which}, {name}: false {found.false}, missed {found.missed}")
