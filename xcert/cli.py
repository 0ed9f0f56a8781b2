"""The door: `xcert`, its groups, and how a failure reaches the terminal."""

import importlib
import sys
from collections.abc import Sequence
from typing import Final

import click

from assessment.errors import AssessmentError
from auditor.errors import AuditError
from authority.errors import AuthorityError
from certificate.errors import CertificateError
from certificate.verdict import Outcome, Reason
from chain.errors import (
    ChainError,
    DisagreeError,
    TrustFileError,
    UnreachableError,
    WentBackError,
    WrongContractError,
    WrongNetworkError,
)
from issuer.errors import IssuerError, ReleaseError
from verifier.errors import ConfigError, VerifierError

USAGE: Final = 2
"""Exit status of a call that was not understood."""
UNREACHABLE: Final = 3
"""Exit status when a chain could not be asked: nothing is known, nothing was changed."""

_COMMANDS: Final = {
    "audit": ("xcert.audit_commands", "audit", "Auditors: prove how certificates came about."),
    "authority": ("xcert.authority_commands", "authority", "The regulator: accredit, publish standards, hold."),
    "chain": ("xcert.chain_commands", "chain", "A local chain: serve it, move its clock, fund accounts."),
    "issuer": ("xcert.issuer_commands", "issuer", "Organisations: rosters in, certificates out."),
    "verifier": ("xcert.verifier_commands", "verifier", "The web verifier."),
    "verify": ("xcert.verify_command", "verify", "Verify certificate files."),
}
_UNREAD = frozenset(reason.value for reason in Reason if reason.outcome is Outcome.COULD_NOT_CHECK)
_UNANSWERED = (DisagreeError, UnreachableError, WentBackError, WrongContractError, WrongNetworkError)


class _Lazy(click.Group):
    """Imports a group when it is used: nobody who verifies a file waits for the embedded chain."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 -- click's signature
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        module, name, _ = _COMMANDS[cmd_name]
        command = getattr(importlib.import_module(module), name)
        if not isinstance(command, click.Command):
            raise TypeError(f"{module}.{name} is no command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, _COMMANDS[name][2]) for name in self.list_commands(ctx)])


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="xcert")
def xcert() -> None:
    """Vocational skill certificates that anyone can check for as long as the chain lives."""


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit status; a refusal is one sentence on standard error."""
    try:
        status = xcert.main(list(arguments), prog_name="xcert", standalone_mode=False)
    except click.exceptions.Abort:
        click.echo("xcert: stopped", err=True)
        return 1
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except _UNANSWERED as error:
        click.echo(f"xcert: {error}", err=True)
        return UNREACHABLE
    except (TrustFileError, ConfigError) as error:
        click.echo(f"xcert: {error}", err=True)
        return USAGE
    except ReleaseError as error:
        click.echo(f"xcert: {error}", err=True)
        # Nothing bad was found; the chain was lost while it was read back, and the same command goes on.
        return UNREACHABLE if error.reason in _UNREAD else 1
    except (
        AssessmentError,
        AuditError,
        AuthorityError,
        CertificateError,
        ChainError,
        IssuerError,
        VerifierError,
    ) as error:
        click.echo(f"xcert: {error}", err=True)
        return 1
    return status if isinstance(status, int) else 0


def main() -> None:
    """Run the command line of this process."""
    sys.exit(run(sys.argv[1:]))
