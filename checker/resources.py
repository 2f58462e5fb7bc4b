"""Where the files that ship with klar are: schemas, templates, phrases, law."""

from __future__ import annotations

import os

_HERE = os.path.dirname(os.path.abspath(__file__))
_BESIDE = {"example": os.path.join("tests", "example")}
"""Where a source checkout keeps what does not lie beside the package under its own name."""


def path(name: str) -> str:
    """The absolute path of a shipped file or folder, such as `schemas` or `law/eea.yaml`.

    In a wheel everything lies inside the package; in a source checkout `schemas/` and
    `docs_templates/` lie beside it, and the example with the tests.
    """
    inside = os.path.join(_HERE, name)
    if os.path.exists(inside):
        return inside
    return os.path.join(os.path.dirname(_HERE), _BESIDE.get(name, name))


def read_bytes(name: str) -> bytes:
    """The content of a shipped file."""
    with open(path(name), "rb") as file:
        return file.read()
