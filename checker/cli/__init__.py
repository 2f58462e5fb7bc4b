"""The command line: the only place with Click, the clock and exit codes."""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from typing import Any

import click

from checker import __version__
from checker.nearest import nearest
from checker.source import TreeError

EXIT_FINDINGS = 1
EXIT_FAILED = 3
EXIT_INTERRUPTED = 130

_COMMANDS = {
    "check": "Check the policy and list what is wrong, where, and what to do.",
    "render": "Write the statement in all its languages, for a website to take.",
    "release": "Freeze a version of the statement, chained to the one before.",
    "history": "List the releases, and verify that they are as they were released.",
    "redact": "Take words out of a released version, where a person asks to be erased.",
    "duties": "Show what people must be told, for each activity, and where it stands.",
    "graph": "Draw the data-flow graph.",
    "flows": "Show who gets which data, why, on what basis and for how long.",
    "diff": "Show what changed in meaning since another version, and whom it concerns.",
    "review": "Write the comment that a lawyer reads before approving a change.",
    "notice": "Draft the messages that tell people what changes for them.",
    "translations": "Keep the languages of each text together, and exchange them with translators.",
    "readability": "Show how hard the statement is to read, section by section.",
    "language": "Find words of another language in a text.",
    "rules": "List the rules.",
    "explain": "Explain one rule: what, why, how to mend, on what law, with an example.",
    "init": "Start a policy: small, complete, with its schemas.",
    "completion": "Print the completion script for a shell.",
}


class KlarError(Exception):
    """Something that ends a command with exit code 3. The text is one clear line."""


class _Commands(click.Group):
    """Imports a command only when it is used: a check pays for nothing else."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = import_module(f"checker.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and not args[0].startswith("-") and args[0] not in _COMMANDS:
            near = nearest(args[0], _COMMANDS)
            hint = f" Did you mean {near!r}?" if near else ""
            raise click.UsageError(f"There is no command {args[0]!r}.{hint}", ctx)
        return super().resolve_command(ctx, args)


@click.command(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 nothing to fail on, 1 findings, 2 wrong usage, 3 no such tree or klar "
    "failed.",
)
@click.version_option(__version__, prog_name="klar")
def klar() -> None:
    """Privacy statements as code.

    klar checks a privacy statement written as YAML against the GDPR, shows where personal data
    flow, and publishes the statement. It says what the statement states, never that it complies.
    """


def main() -> None:
    """Run klar as a command. Never shows a traceback."""
    # Hardly anything is thrown away before the end: collecting cycles would only cost time.
    gc.disable()
    for stream in (sys.stdout, sys.stderr):
        # The same bytes whatever the locale, and no crash on what a terminal cannot show.
        reconfigure: Any = getattr(stream, "reconfigure", None)
        if reconfigure:
            reconfigure(encoding="utf-8", errors="replace", newline="\n")
    try:
        code = klar(prog_name="klar", standalone_mode=False)
        if sys.stdout:
            sys.stdout.flush()
        sys.exit(code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(EXIT_INTERRUPTED)
    except TreeError as error:
        here = os.path.exists("statement.yaml")
        _fail(f"{error}{'; this folder is a policy itself: use -C .' if here else ''}")
    except KlarError as error:
        _fail(str(error))
    except BrokenPipeError:
        # Whoever read the output has had enough. Keep Python from complaining when it exits.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(EXIT_FAILED)
    except OSError as error:
        _fail(f"cannot write the output: {(error.strerror or str(error)).lower()}")
    except Exception as error:  # noqa: BLE001 - the last resort: klar itself failed
        _fail(f"klar itself failed, which is a bug: {type(error).__name__}: {error}")


def _fail(message: str) -> None:
    from checker.report.summary import printable

    click.echo(f"klar: {printable(message)}", err=True)
    try:
        if sys.stdout:
            sys.stdout.close()
    except OSError:
        # What was still to be written cannot be; that has just been said.
        os._exit(EXIT_FAILED)
    sys.exit(EXIT_FAILED)
