"""``pinyin-strip server``: what ``check`` finds, in an editor."""

from __future__ import annotations

import os
import sys

import click

from pinyin_strip.extras import install_line

__all__ = ["command"]


@click.command("server")
@click.option("--tcp", "port", type=click.IntRange(0, 65535), metavar="PORT", help="Listen on a port of this machine.")
@click.option("--stdio", is_flag=True, help="Use standard input and output, as it does anyway; many editors say it.")
@click.option("--config", metavar="FILE", help="Read these settings, instead of those above each file.")
@click.option("--isolated", is_flag=True, help="Read no settings file.")
def command(port: int | None, stdio: bool, config: str | None, isolated: bool) -> None:
    """Show in an editor what check finds, while somebody types: a language server.

    An editor starts it and speaks the Language Server Protocol with it, on standard input and output. Every text has the
    settings of its project, as with check, and is judged again when they change. What the editor says goes before them: the
    same keys (standard, select, ignore …), as initialization options or as its settings below "pinyin-strip".

    \b
    Examples:
      pinyin-strip server
      pinyin-strip server --tcp 2087
      pinyin-strip server --config house.toml
    """
    if port is not None and stdio:
        raise click.UsageError("--tcp and --stdio are two ways to speak with an editor; choose one")
    if config and isolated:
        raise click.UsageError("--isolated reads no settings file, and --config names one; choose one")
    try:
        from pinyin_strip.server.language_server import create
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("pygls", "lsprotocol"):
            raise
        raise ModuleNotFoundError(f"server needs pygls: {install_line('server')}", name=error.name) from error
    server = create(config, isolated=isolated)
    if port is None:
        with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as out:  # its own: it closes what it is given
            server.start_io(stdout=out)
    else:
        server.start_tcp("127.0.0.1", port)
