"""`klar translations`."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from checker.cli import EXIT_FINDINGS, KlarError
from checker.cli.options import policy_option
from checker.engine import Result, compile_documents, compile_policy
from checker.git import GitError, RefError, tree_at
from checker.model import Policy, Text
from checker.nearest import nearest
from checker.routes import HEAD
from checker.source import MAX_BYTES
from checker.translations import (
    CHANGED,
    MISSING,
    NEW,
    REVIEWED,
    STALE,
    State,
    checksum,
    parse_stamp,
    stamp_of,
    state_of,
    states,
)

if TYPE_CHECKING:
    from checker.exchange.po import Unit

LOCK = "translations.lock.yaml"

since_option = click.option(
    "--since",
    metavar="REF",
    help="Against the texts as they stood at a git ref, not against their stamps.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def command() -> None:
    """Keep the languages of each text together.

    \b
    Examples:
      klar translations status
      klar translations status --since main
      klar translations stamp visitors/purposes/safety/text --by "Kari Nordmann"
      klar translations export --to sv --out sv.po
      klar translations import sv.po
    """


@command.command("status")
@policy_option
@since_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to print it.",
)
def status(policy: str, since: str | None, form: str) -> None:
    """Show which texts are missing, stale, changed or new.

    Stale: some languages have changed since the text was stamped, and the others have not. Changed:
    all of them have. New: never stamped in all languages. With --since, what has changed since a
    git ref, and which languages have not followed.

    \b
    Examples:
      klar translations status
      klar translations status --since origin/main --format json
    """
    result = _compiled(policy)
    before = _texts_at(policy, since) if since is not None else None
    from checker.report.translations import json_status, text_status

    found = list(states(result.policy))
    if before is not None:
        found = [
            one
            for one in _since(result.policy, before)
            # Lacking a language is a state, and no change if it lacked it then.
            if _checksums(one.text) != _checksums(before.get(one.text.route))
        ]
    if form == "json":
        click.echo(json_status(result, policy, found, before, since), nl=False)
        return
    for line in text_status(result, policy, found, before, since):
        click.echo(line)


@command.command("stamp")
@policy_option
@click.argument("routes", nargs=-1, required=True, metavar="ROUTE...")
@click.option("--by", "name", required=True, metavar="NAME", help="Who has reviewed them.")
def stamp(policy: str, routes: tuple[str, ...], name: str) -> None:
    """Say that texts have been reviewed in all their languages together.

    Also when a change in one language asked for none in the others. A ROUTE is that of a text, or
    of something all of whose texts are meant, such as an activity.

    \b
    Examples:
      klar translations stamp visitors/purposes/safety/text --by "Kari Nordmann"
      klar translations stamp visitors newsletter --by "Kari Nordmann"
    """
    name = " ".join(name.split())
    if not name or not name.isprintable() or len(name) > 100:
        raise click.BadParameter("write a name of at most 100 characters.", param_hint="--by")
    result = _compiled(policy)
    chosen = _chosen(result.policy, routes)
    languages = result.policy.statement.languages if result.policy.statement else ()
    lacking = [
        (text.route, language)
        for text in chosen
        for language in languages
        if language not in text.languages
    ]
    if lacking:
        for route, language in lacking[:20]:
            click.echo(f"{route} lacks {language}", err=True)
        click.echo("Nothing was stamped: a text without a language cannot be reviewed.", err=True)
        sys.exit(EXIT_FINDINGS)
    lines = {text.route: result.policy.stamps.get(text.route) for text in result.policy.texts}
    gone = len(result.policy.stamps.keys() - lines.keys())
    for text in chosen:
        line = lines[text.route]
        own = stamp_of(text, languages, name)
        if not line or parse_stamp(line).checksums != own.checksums:
            lines[text.route] = str(own)
    from checker.exchange.lock import lock_file

    written = lock_file({route: line for route, line in lines.items() if line}, _modeline(result))
    _write(policy, {LOCK: written.encode()})
    from checker.report.summary import counted

    dropped = f"; dropped {counted(gone, 'stamp')} of texts that are gone" if gone else ""
    click.echo(f"Stamped {counted(len(chosen), 'text')}{dropped}.", err=True)


@command.command("export")
@policy_option
@since_option
@click.option("--to", "target", required=True, metavar="LANG", help="The language to translate to.")
@click.option("--from", "source", metavar="LANG", help="From which. Default: the first other one.")
@click.option("--all", "everything", is_flag=True, help="Every text, not only what needs work.")
@click.option("--out", metavar="FILE", help="Where to write it. Default: stdout.")
def export(
    policy: str,
    since: str | None,
    target: str,
    source: str | None,
    everything: bool,
    out: str | None,
) -> None:
    """Write a PO file for a translator.

    It holds the texts that are missing, stale, changed or new; with --since those that have changed
    since a git ref, each with the source as it read then.

    \b
    Examples:
      klar translations export --to sv --out sv.po
      klar translations export --to sv --from nb --since v1.0.0 --out sv.po
      klar translations export --to sv --all > sv.po
    """
    result = _compiled(policy)
    source, target = _languages(result.policy, source, target)
    before = _texts_at(policy, since) if since is not None else {}
    found = _since(result.policy, before) if since is not None else list(states(result.policy))
    if everything:
        by_route = {one.text.route: one for one in found}
        found = [by_route.get(text.route, State(text, REVIEWED)) for text in result.policy.texts]
    units = [
        _unit(result, one, source, target, before.get(one.text.route))
        for one in found
        if source in one.text.languages and (everything or _needs(one, source, target))
    ]
    from checker.exchange.po import written
    from checker.report.summary import counted, shown_path

    content = written(result.policy, units, source, target, lambda path: shown_path(policy, path))
    if out is None:
        click.echo(content, nl=False)
    else:
        _write_out(out, content.encode())
        click.echo(f"{counted(len(units), 'text')} from {source} into {target}: {out}", err=True)
    taken = {unit.text.route for unit in units}
    left = [
        one
        for one in found
        if one.text.route not in taken and target in (*one.missing, *one.behind)
    ]
    if left:
        # Where another language is the one that has changed, or this one lacks the text as well.
        better = {name for one in left for name in one.changed or one.text.languages}
        click.echo(
            f"{counted(len(left), 'text')} more for {target}, but not from {source}: "
            f"use --from {' or '.join(sorted(better))}",
            err=True,
        )


@command.command("import")
@policy_option
@click.argument("file", type=click.Path(), metavar="FILE")
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
def import_(policy: str, file: str, dry_run: bool) -> None:
    """Take a translator's PO file into the policy.

    All of it or nothing: an entry whose source has changed since, that brings a link or markup of
    its own, or that the check would refuse, is named with its line. What is fuzzy or empty is left
    for later. A translation is no review: stamp the texts when they have been compared.

    \b
    Examples:
      klar translations import sv.po --dry-run
      klar translations import sv.po
    """
    result = _compiled(policy)
    from checker.exchange.incoming import ImportRefusedError, imported
    from checker.exchange.po import PoError

    try:
        with open(file, "rb") as stream:
            data = stream.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise KlarError(f"{file} is larger than 4 MiB: take it in in parts")
        taken = imported(result, data.decode("utf-8"))
    except OSError as error:
        raise KlarError(f"cannot read {file}: {(error.strerror or str(error)).lower()}") from None
    except UnicodeDecodeError:
        raise KlarError(f"{file} is not UTF-8") from None
    except PoError as error:
        raise KlarError(f"{file}: {error}") from None
    except ImportRefusedError as refused:
        from checker.report.summary import printable

        for one in refused.refusals:
            place = f"{file}:{one.line}" if one.line else file
            click.echo(printable(f"{place}: {one.route}: {one.why}"))
        number = len(refused.refusals)
        entries = "one entry was" if number == 1 else f"{number} entries were"
        click.echo(f"Nothing was changed: {entries} refused.", err=True)
        sys.exit(EXIT_FINDINGS)
    from checker.report.summary import counted

    changed = [one.text.route for one in taken.incoming.changed]
    if taken.files and not dry_run:
        _write(policy, taken.files)
    for route in changed:
        click.echo(route)
    would = "would change" if dry_run else "changed"
    click.echo(
        f"{counted(len(changed), 'text')} {would} in {counted(len(taken.files), 'file')}; as they "
        f"were: {taken.incoming.same}; fuzzy or empty: {taken.incoming.unfinished}.",
        err=True,
    )
    if changed and not dry_run:
        click.echo("Compare them, then stamp them: klar translations stamp ROUTE...", err=True)


def _compiled(policy: str) -> Result:
    result = compile_policy(policy, only=("text-missing-language",))
    if result.policy.statement is None or not result.complete:
        where = _broken(result, policy)
        raise KlarError(
            f"some files cannot be read, so texts would be missing{where}: run `klar check`"
        )
    return result


def _texts_at(policy: str, ref: str) -> dict[str, Text]:
    """The texts of the policy at a git ref, by their routes."""
    try:
        documents = tree_at(policy, ref)
    except RefError as error:
        raise click.BadParameter(str(error), param_hint="--since") from None
    except GitError as error:
        raise KlarError(str(error)) from None
    result = compile_documents(documents, only=("text-missing-language",))
    if not result.complete:
        where = _broken(result, policy)
        raise KlarError(
            f"the policy as it stood at {ref} is not one that this version of klar reads{where}"
        )
    return {text.route: text for text in result.policy.texts}


def _broken(result: Result, root: str) -> str:
    """The first place that cannot be read, in brackets; nothing if there is none."""
    from checker.report.summary import position

    for finding in result.findings:
        if finding.rule.id != "text-missing-language":
            return f" ({position(root, finding.span)}: {finding.message})"
    return ""


def _since(policy: Policy, before: dict[str, Text]) -> list[State]:
    """How the texts stand against an earlier day: those that lack something or have changed."""
    languages = policy.statement.languages if policy.statement else ()
    found = []
    for text in policy.texts:
        state = state_of(text, languages, _checksums(before.get(text.route)))
        if state.state != REVIEWED:
            found.append(state)
    return found


def _checksums(text: Text | None) -> dict[str, str]:
    return {one: checksum(words) for one, words in text.languages.items()} if text else {}


def _chosen(policy: Policy, routes: tuple[str, ...]) -> list[Text]:
    """The texts that some routes name, in the order of the source, each once."""
    below: dict[str, list[Text]] = {}
    for text in policy.texts:
        route = text.route
        while route:
            below.setdefault(route, []).append(text)
            route = route.rpartition("/")[0]
    # It heads the texts of many files, and nobody reviews those in one go.
    below.pop(HEAD, None)
    chosen: set[str] = set()
    for route in routes:
        if route == HEAD:
            raise click.BadParameter(
                f"{HEAD!r} would be texts of several files: name them, such as "
                f"'{HEAD}/title' (`klar translations status` lists them).",
                param_hint="ROUTE",
            )
        if route not in below:
            near = nearest(route, below)
            hint = f" Did you mean {near!r}?" if near else ""
            raise click.BadParameter(f"there is no text {route!r}.{hint}", param_hint="ROUTE")
        chosen.update(text.route for text in below[route])
    return [text for text in policy.texts if text.route in chosen]


def _languages(policy: Policy, source: str | None, target: str) -> tuple[str, str]:
    languages = policy.statement.languages if policy.statement else ()
    others = [one for one in languages if one != target]
    for option, language in (("--to", target), ("--from", source or target)):
        if language not in languages:
            known = ", ".join(languages)
            raise click.BadParameter(f"the statement is in {known}.", param_hint=option)
    if source == target or not others:
        raise click.BadParameter("there is no other language to take.", param_hint="--from")
    return source or others[0], target


def _needs(state: State, source: str, target: str) -> bool:
    """Whether a text needs a translator from one language into another."""
    if state.state == MISSING:
        return target in state.missing
    if state.state == STALE:
        return target in state.behind and source in state.changed
    return state.state in (CHANGED, NEW)


def _unit(result: Result, state: State, source: str, target: str, old: Text | None) -> Unit:
    from checker.exchange.help import description
    from checker.exchange.po import Unit

    text = state.text
    found = result.routes.find(text.route)
    stale = state.state == STALE and target in state.behind
    was = old.languages.get(source) if old else None
    return Unit(
        text,
        result.routes.span(text.route),
        description(found[0].document, found[0].path) if found else "",
        stale,
        was if was is not None and was != text.languages[source] else None,
    )


def _modeline(result: Result) -> str:
    """The first line of the statement's own file, which says where the schemas are."""
    first = result.documents["statement.yaml"].lines[0]
    if first.startswith("# yaml-language-server:"):
        return first.replace("statement.schema", "translations.lock.schema")
    return ""


def _write_out(out: str, content: bytes) -> None:
    """Write a file that somebody named: through links, and into a pipe or a terminal."""
    if os.path.exists(out) and not os.path.isfile(out):
        try:
            with open(out, "wb") as stream:
                stream.write(content)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise KlarError(f"cannot write {out}: {reason}") from None
        return
    folder, name = os.path.split(os.path.realpath(out))
    _write(folder, {name: content})


def _write(root: str, files: dict[str, bytes]) -> None:
    from checker.exchange.rewrite import rewrite

    try:
        rewrite(root, files)
    except OSError as error:
        names = ", ".join(files)
        raise KlarError(
            f"cannot write {names}: {(error.strerror or str(error)).lower()}; nothing was changed"
        ) from None
