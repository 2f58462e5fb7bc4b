"""`klar language`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import NamedTuple

import click

from checker.cli import EXIT_FINDINGS, KlarError
from checker.languages.foreign import Foreign, Stray, checked, foreign
from checker.nearest import nearest
from checker.report.summary import printable

NEAR = 0.5
"""Codes are so short that one letter in common is near: no for nb, dk for da, se for sv."""


class _Hit(NamedTuple):
    path: str
    line: int
    column: int
    stray: Stray


def _language(ctx: click.Context, param: click.Parameter, value: str) -> Foreign:
    del ctx
    known = foreign(value)
    if known is None:
        near = nearest(value.lower(), checked(), NEAR)
        hint = f" Did you mean {near!r}?" if near else ""
        listed = ", ".join(checked())
        raise click.BadParameter(f"klar tells apart {listed}, not {value!r}.{hint}", param=param)
    return known


@click.command()
@click.option(
    "--expect",
    "known",
    required=True,
    metavar="CODE",
    callback=_language,
    help="The code of the language that the texts should be in, such as da.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to print what is found.",
)
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
def command(known: Foreign, form: str, files: tuple[str, ...]) -> None:
    """Find words of another language in plain text or Markdown; - reads from stdin.

    What stands in quotation marks, code, addresses and where links go is passed over.

    \b
    Examples:
      klar language --expect da brev.txt
      klar language --expect nb dist/nb/statement.md
      pandoc side.docx -t plain | klar language --expect sv -
    """
    # All files are read before anything is printed: half a result looks like a whole one.
    texts = [("<stdin>" if name == "-" else name, _read(name)) for name in files]
    hits = [hit for path, text in texts for hit in _hits(path, text, known)]
    if form == "json":
        import json

        found = [
            {
                "path": hit.path,
                "line": hit.line,
                "column": hit.column,
                "word": hit.stray.word,
                "languages": list(hit.stray.languages),
                "instead": hit.stray.instead,
            }
            for hit in hits
        ]
        output = {"format_version": 1, "expected": known.language, "words": found}
        click.echo(json.dumps(output, ensure_ascii=False, indent=2))
    else:
        for path, line, column, stray in hits:
            instead = f"; in {known.name} {stray.instead!r}" if stray.instead else ""
            languages = " or ".join(stray.languages)
            place = f"{printable(path)}:{line}:{column}"
            click.echo(f"{place}: {printable(stray.word)!r} is {languages}{instead}")
        if not hits:
            click.echo("No words of another language.")
    if hits:
        sys.exit(EXIT_FINDINGS)


def _hits(path: str, text: str, known: Foreign) -> Iterator[_Hit]:
    line, start = 1, 0
    for stray in known.strays(text):
        line += text.count("\n", start, stray.at)
        start = stray.at
        yield _Hit(path, line, stray.at - text.rfind("\n", 0, stray.at), stray)


def _read(name: str) -> str:
    try:
        if name == "-":
            data = sys.stdin.buffer.read()
        else:
            with open(name, "rb") as file:
                data = file.read()
    except OSError as error:
        raise KlarError(f"cannot read {name}: {(error.strerror or str(error)).lower()}") from None
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        where = "stdin" if name == "-" else name
        raise KlarError(
            f"{where} is not UTF-8: see the byte on line {line}; save it as UTF-8"
        ) from None
