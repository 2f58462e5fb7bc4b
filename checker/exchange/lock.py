"""The translation lock as a file."""

from __future__ import annotations

import json
import re

_PLAIN = re.compile(r"[^\W_](?:[^:#\n]|:(?=\S))*", re.UNICODE)


def lock_file(stamps: dict[str, str], modeline: str) -> str:
    """The file for some stamps, by the routes of their texts: sorted, a line for each."""
    lines = [modeline] if modeline else []
    lines.append("# Written by `klar translations stamp`: do not edit it by hand.")
    lines.append("texts:" if stamps else "texts: {}")
    for route, stamp in sorted(stamps.items()):
        shown = stamp if _PLAIN.fullmatch(stamp) else json.dumps(stamp, ensure_ascii=False)
        lines.append(f"  {route}: {shown}")
    return "\n".join(lines) + "\n"
