"""`klar init`."""

from __future__ import annotations

import os
import shlex
import shutil
import tempfile

import click

from checker import resources
from checker.cli import KlarError
from checker.report.summary import printable


@click.command()
@click.argument("policy", metavar="[DIR]", default="privacy_policy")
@click.option(
    "--example",
    is_flag=True,
    help="Write the policy of a whole group of companies, with an example of each duty.",
)
@click.option(
    "--schemas-only", is_flag=True, help="Only write the schemas in DIR/schemas/, old ones anew."
)
def command(policy: str, example: bool, schemas_only: bool) -> None:
    """Start a policy in DIR: small, complete, with its schemas.

    DIR is the policy directory itself, privacy_policy unless you name another; it must not exist,
    or be empty. The policy is that of an invented company in Norwegian, Danish and Swedish, and
    klar finds nothing wrong with it: replace its facts and texts by your own.

    With --example it is a large one instead, to read and to take parts from: an invented group of
    companies with a club for children, joint controllers, transfers out of the EEA on every kind of
    ground, an automated decision, and rules that differ by market. klar finds nothing wrong with
    that one either.

    \b
    Examples:
      klar init
      klar init company/policy
      klar init --example example_policy
      klar init --schemas-only company/policy
    """
    if example and schemas_only:
        raise click.UsageError("--example and --schemas-only do not go together.")
    shown = printable(policy)
    try:
        if schemas_only:
            _write_schemas(policy, shown)
            click.echo(f"Wrote the schemas in {printable(os.path.join(policy, 'schemas'))}.")
            return
        if os.path.lexists(policy) and not (os.path.isdir(policy) and not os.listdir(policy)):
            raise click.UsageError(
                f"{shown} is there already and is not an empty directory; name another."
            )
        _write_policy(policy, "example" if example else "starter")
    except OSError as error:
        reason = (error.strerror or "unknown error").lower()
        raise KlarError(f"cannot write {shown}: {reason}") from None
    where = "" if policy == "privacy_policy" else f" -C {printable(shlex.quote(policy))}"
    what = "The policy of an invented group of companies" if example else "A small complete policy"
    click.echo(
        f"{what} lies in {shown} now. Next:\n"
        f"  klar check{where}\n"
        f"  klar render{where}\n"
        "Then make it yours: who you are in organisation.yaml, what you do with personal data in\n"
        "activities/, one file each, and what the page shows, in which order, in sections/ and\n"
        "statement.yaml. The schemas in schemas/ explain every field in an editor."
    )


def _write_policy(policy: str, template: str) -> None:
    """Write a shipped policy with the schemas, under another name first.

    So a failure leaves nothing half done.
    """
    target = os.path.abspath(policy)
    empty = os.path.isdir(target)
    parent = target if empty else os.path.dirname(target)
    os.makedirs(parent, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".klar-init-", dir=parent) as temporary:
        new = os.path.join(temporary, "policy")
        _copy(resources.path(template), new)
        _copy(resources.path("schemas"), os.path.join(new, "schemas"))
        if not empty:
            os.rename(new, target)
            return
        # An empty directory stays the one it is: it may be where the shell stands.
        moved: list[str] = []
        try:
            for name in sorted(os.listdir(new)):
                os.rename(os.path.join(new, name), os.path.join(target, name))
                moved.append(name)
        except BaseException:
            for name in moved:
                os.rename(os.path.join(target, name), os.path.join(new, name))
            raise


def _write_schemas(policy: str, shown: str) -> None:
    """Replace each schema by klar's; whatever else lies in that folder is left alone."""
    if not os.path.isdir(policy):
        raise KlarError(f"there is no directory {shown}")
    target = os.path.join(policy, "schemas")
    parent = os.path.dirname(os.path.abspath(policy))
    if not os.path.lexists(target) and os.path.isdir(os.path.join(parent, "schemas")):
        beside = printable(shlex.quote(os.path.relpath(parent)))
        raise click.UsageError(
            f"the schemas of {shown} lie beside it, not in it. To write those anew: "
            f"klar init --schemas-only {beside}"
        )
    if os.path.islink(target):
        raise click.UsageError(
            f"{printable(target)} is a link; klar writes no files through links."
        )
    with tempfile.TemporaryDirectory(prefix=".klar-init-", dir=policy) as temporary:
        new = os.path.join(temporary, "schemas")
        _copy(resources.path("schemas"), new)
        os.makedirs(target, exist_ok=True)
        for name in sorted(os.listdir(new)):
            os.replace(os.path.join(new, name), os.path.join(target, name))


def _copy(source: str, target: str) -> None:
    """Copy a shipped folder with the rights of new files, not those of the installation."""
    os.makedirs(target, exist_ok=True)
    with os.scandir(source) as entries:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir():
                _copy(entry.path, os.path.join(target, entry.name))
            elif entry.name.endswith((".yaml", ".json")):
                shutil.copyfile(entry.path, os.path.join(target, entry.name))
