"""A policy with three releases, made as its editors make them: by editing files and `klar release`.

    1.0.0  updated 2026-01-15, in force from then on
    1.1.0  updated 2026-05-01, in force in Denmark from 2026-06-01, elsewhere from 2026-07-01
    2.0.0  updated 2026-09-01, in force from 2026-10-01

After the last one it is edited again and not released: version 3.0.0 of 2026-12-01.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from tests.running import klar

LANGUAGES = ("nb", "da", "sv")
VERSIONS = ("1.0.0", "1.1.0", "2.0.0")
UNRELEASED = "urelest"
INTERNAL = "lager"
"""Words that stand only in what was not released, and in an activity that is on no page."""

_DATES = {
    "1.1.0": (
        "2026-05-01",
        "  - {id: denmark, from: 2026-06-01, applies_in: [DK]}\n"
        "  - {id: elsewhere, from: 2026-07-01, applies_in: [NO, SE]}\n",
    ),
    "2.0.0": ("2026-09-01", "  - {id: everywhere, from: 2026-10-01}\n"),
    "3.0.0": ("2026-12-01", "  - {id: everywhere, from: 2026-12-01}\n"),
}
_TOLD = {
    "1.1.0": "Vi sletter [bestillinger](ref:orders) tidligere enn før.",
    "2.0.0": "Vi lagrer bestillinger lenger og sender flere tilbud.",
    "3.0.0": f"Det er {UNRELEASED}.",
}


def released(folder: Path) -> Path:
    """The policy in a new folder below this one."""
    policy = folder / "privacy_policy"
    done(klar("init", policy))
    done(klar("release", "-C", policy))
    raise_to(policy, "1.1.0")
    edit(policy / "activities/orders.yaml", "period: P5Y", "period: P3Y")
    edit(policy / "activities/enquiries.yaml", "å svare på det du spør om", "å svare deg")
    hidden(policy)
    done(klar("release", "-C", policy))
    raise_to(policy, "2.0.0")
    edit(policy / "activities/orders.yaml", "period: P3Y", "period: P6Y")
    edit(
        policy / "activities/newsletter.yaml",
        "bases:\n",
        "  - id: offers\n"
        "    text: {nb: å finne tilbud til deg, da: at finde tilbud til dig, "
        "sv: att hitta erbjudanden till dig}\n"
        "bases:\n",
    )
    measures = policy / "measures.yaml"
    edit(measures, "Bare medarbeidere som trenger", "Bare de medarbeiderne som trenger")
    edit(policy / f"activities/{INTERNAL}.yaml", "period: P1Y", "period: P9Y")
    done(klar("release", "-C", policy))
    raise_to(policy, "3.0.0")
    edit(measures, "Bare de medarbeiderne", f"{UNRELEASED} medarbeidere")
    return policy


def raise_to(policy: Path, version: str) -> None:
    """Give a policy a version with its dates and what its changelog tells."""
    updated, effective = _DATES[version]
    statement = policy / "statement.yaml"
    text = re.sub(r"(?m)^effective:\n(  - .*\n)+", "", statement.read_text("utf-8"))
    text = re.sub(r"(?m)^version: .*$", f"version: {version}", text)
    dates = f"last_updated: {updated}\neffective:\n{effective}"
    statement.write_text(re.sub(r"(?m)^last_updated: .*\n", dates, text), "utf-8")
    told = "".join(f'      {language}: "{_TOLD[version]}"\n' for language in LANGUAGES)
    name = f"edition-{version.replace('.', '-')}"
    entry = f"  - id: {name}\n    version: {version}\n    date: {updated}\n    text:\n{told}"
    if version == "2.0.0":
        entry += (
            f"    tells: [newsletter, orders]\n    notified: [{{place: website, on: {updated}}}]\n"
        )
    edit(policy / "changelog.yaml", "entries:\n", f"entries:\n{entry}")


def hidden(policy: Path) -> None:
    """Add an activity that is on no page."""
    text = (policy / "activities/enquiries.yaml").read_text("utf-8")
    text = text.replace("id: enquiries\n", f"id: {INTERNAL}\nvisibility: internal\n")
    text = text.replace("Henvendelser", INTERNAL.title()).replace("Frågor och ärenden", "Lager")
    (policy / f"activities/{INTERNAL}.yaml").write_text(text, "utf-8")


def edit(file: Path, old: str, new: str) -> None:
    """Replace the first occurrence of some words in a file."""
    text = file.read_text("utf-8")
    assert old in text, f"{file} lacks {old}"
    file.write_text(text.replace(old, new, 1), "utf-8")


def done(run: subprocess.CompletedProcess[str]) -> subprocess.CompletedProcess[str]:
    """A run that has done what it should."""
    assert run.returncode == 0, run.stdout + run.stderr
    return run
