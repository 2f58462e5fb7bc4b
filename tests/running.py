"""klar as its users run it: a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STATEMENT = ROOT / "privacy_policy"
TODAY = "2026-11-24"
"""The day on which every test checks, unless it says otherwise."""


def klar(
    *arguments: str | Path, cwd: Path = ROOT, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run klar with these arguments; `environment` is added to a small, fixed one."""
    # A clock that a test run was started with (faketime) is klar's clock too.
    kept = ("PATH", "HOME", "LD_PRELOAD", "FAKETIME", "FAKETIME_SHARED")
    base = {name: os.environ[name] for name in kept if name in os.environ}
    base |= {"PYTHONPATH": str(ROOT), "COLUMNS": "80", **environment}
    return subprocess.run(
        [sys.executable, "-m", "checker", *map(str, arguments)],
        cwd=cwd,
        env=base,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
