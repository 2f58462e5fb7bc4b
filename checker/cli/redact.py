"""`klar redact`."""

from __future__ import annotations

import click

from checker.cli import EXIT_FINDINGS, KlarError
from checker.cli.options import day, policy_option
from checker.cli.publishing import end_as_interrupted
from checker.nearest import nearest
from checker.report.summary import counted, printable, shown_path


@click.command()
@click.argument("version")
@click.argument("words", nargs=-1, required=True)
@click.option("--by", required=True, metavar="NAME", help="Who decided it. It is recorded.")
@click.option("--reason", required=True, metavar="TEXT", help="Why. It is recorded.")
@click.option("--on", callback=day, metavar="DATE", help="On which day. Default: today.")
@policy_option
@click.pass_context
def command(
    ctx: click.Context,
    version: str,
    words: tuple[str, ...],
    by: str,
    reason: str,
    on: str | None,
    policy: str,
) -> None:
    """Take words out of a released version, where a person asks to be erased.

    GDPR Art. 17(1). Each of WORDS is a name, an address or a number, whole and in quotation marks.
    It goes from every file of the release, in every form it takes there, also as a genitive and
    inside an address; […] stands in its place, or "redacted" in an id. That something was redacted
    stays on record, by whom, when and why, with the hash of each file before and after, and `klar
    history` shows it. The words themselves are not recorded.

    What this cannot do: git still has them in earlier commits, as has whoever took a copy. Pages
    that were published must be rendered and put up anew. What is in today's source is edited there.

    \b
    Examples:
      klar redact 1.0.0 "Kari Nordmann" kari@example.com --by "Ola Hansen" \\
        --reason "Erasure, case 2026/17"
    """
    from checker.report.history import problem_lines
    from checker.versions.frozen import HistoryError
    from checker.versions.history import Kind, read_history
    from checker.versions.record import FOLDER, REDACTIONS, Listed, digest
    from checker.versions.redact import RedactionError, holds, redact
    from checker.versions.store import StoreError, exclusively, write_release

    if not by.strip() or not reason.strip():
        raise click.UsageError("--by and --reason must say something.")
    if on is None:
        from datetime import date

        on = date.today().isoformat()
    if not read_history(policy).releases:
        raise KlarError(f"{policy} has no releases")
    end_as_interrupted()
    try:
        with exclusively(policy):
            history = read_history(policy)
            problems = [one for one in history.problems if one.kind is not Kind.LEFT_OVER]
            if problems:
                for line in problem_lines(problems, policy):
                    click.echo(line)
                click.echo("Nothing was redacted.", err=True)
                ctx.exit(EXIT_FINDINGS)
            releases = {one.version: one for one in history.releases}
            if version not in releases:
                near = nearest(version, releases)
                hint = f" Did you mean {near!r}?" if near else ""
                raise click.UsageError(f"{version!r} is not released.{hint}")
            release = releases[version]
            redacted = redact(release, words, by.strip(), reason.strip(), on)
            others = [
                name for name, one in releases.items() if name != version and holds(one, words)
            ]
            record = Listed(version, release.sha256, digest(redacted.files[REDACTIONS]))
            write_release(policy, record, redacted.files)
    except RedactionError as error:
        raise click.UsageError(f"{str(error)[0].upper()}{str(error)[1:]}.") from None
    except (HistoryError, StoreError) as error:
        raise KlarError(str(error)) from None
    for path, count in redacted.places.items():
        shown = shown_path(policy, f"{FOLDER}/{version}/{path}")
        click.echo(printable(f"{shown}: {counted(count, 'place')}"))
    if others:
        click.echo(f"The words also stand in {', '.join(others)}.", err=True)
    click.echo("Earlier commits of git still hold the words.", err=True)
