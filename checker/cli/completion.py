"""`klar completion`."""

from __future__ import annotations

import click


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """Print the completion script for a shell.

    \b
    Examples:
      klar completion bash >> ~/.bashrc
      klar completion fish > ~/.config/fish/completions/klar.fish
    """
    from click.shell_completion import get_completion_class

    root = ctx.find_root().command
    completion = get_completion_class(shell)
    assert completion is not None
    click.echo(completion(root, {}, "klar", "_KLAR_COMPLETE").source())
