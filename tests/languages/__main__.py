"""Print the table of README.md; with `tune`, also what is missed and found in vain in that set."""

from __future__ import annotations

import sys

from tests.languages import LANGUAGES, alarms, score, table


def main() -> None:
    """Print the numbers, and what lies behind them for the sets named as arguments."""
    lines = table()
    for which in sys.argv[1:]:
        for language in LANGUAGES:
            lines.append(f"{which}, {language}: found in vain {alarms(which, language)}")
            for kind in (f"drawn-{language}", f"picked-{language}"):
                one = score(which, kind, language)
                lines.append(f"{kind}: missed {one.missed}, found beside {one.false}")
        lines.append(f"nynorsk: missed {score(which, 'nynorsk', 'nb').missed}")
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
