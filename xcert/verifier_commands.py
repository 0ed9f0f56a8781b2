"""`xcert verifier`: the web pages and the HTTP interface."""

from pathlib import Path

import click

from verifier.app import create_app
from verifier.config import VerifierConfig
from verifier.errors import ConfigError
from verifier.serving import serve
from xcert.readers import open_reader
from xcert.trusted import load_trust, trust_options
from xcert.workspaces import load_standards


@click.group()
def verifier() -> None:
    """The web verifier: pages in Chinese and English, and POST /api/v1/verify."""


@verifier.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="IP address; put others behind TLS.")
@click.option("--port", default=8080, show_default=True, type=click.IntRange(0, 65_535))
@click.option("--public-host", help="The host name printed on pages for readers to compare.")
@click.option("--allow-host", multiple=True, help="Host name that requests may use; without one, every name is served.")
@trust_options
def serve_command(
    host: str,
    port: int,
    public_host: str | None,
    allow_host: tuple[str, ...],
    trust: Path | None,
    rpc: tuple[str, ...],
) -> None:
    """Serve the verifier until interrupted."""
    networks = load_trust(trust, rpc)
    config = VerifierConfig(
        networks, tuple(load_standards(None).values()), public_host=public_host, allowed_hosts=frozenset(allow_host)
    )
    try:
        serve(
            create_app(config, open_reader(networks)),
            host=host,
            port=port,
            announce=lambda url: click.echo(f"xcert verifier: open {url}", err=True),
        )
    except OSError as error:
        raise ConfigError(f"port {port} of {host} cannot be used ({error.strerror}); choose another port") from error
