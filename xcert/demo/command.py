"""`python -m xcert.demo`: run the demonstration, judge what it made, and serve it."""

import contextlib
import shutil
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import click

from certificate.qr_payload import encode_link
from certificate.verdict import Outcome
from chain.embedded import EmbeddedChain
from chain.serve import DEFAULT_PORT, ChainServer
from issuer.paper import encode, png
from verifier.app import create_app
from verifier.config import VerifierConfig
from verifier.serving import Server
from xcert.demo.examining import Examined, examine
from xcert.demo.forging import altered_of, unknown_of
from xcert.demo.journey import Issued, give_revocation_notice, hold_session, revoke
from xcert.demo.opening import open_rogue, open_session
from xcert.demo.report import (
    Exhibit,
    audit_chapter,
    judge_exhibits,
    rigged_chapter,
    session_chapter,
    write_report,
)
from xcert.demo.rigged import EXPECTED, rig_session
from xcert.demo.stage import CHAIN_FILE, Stage, prepare_people, set_stage
from xcert.demo.telling import tell_audit, tell_honest, tell_rigged, tell_verdicts
from xcert.progress import DrawnProgress

_HOST: Final = "127.0.0.1"
_DEFAULT_OUT: Final = Path("demo-out")


@dataclass(frozen=True, slots=True)
class _Ports:
    """Where the verifier and the chain are served, on loopback."""

    verifier: int
    chain: int

    @property
    def verifier_url(self) -> str:
        return f"http://{_HOST}:{self.verifier}"

    @property
    def chain_url(self) -> str:
        return f"http://{_HOST}:{self.chain}"


@click.command()
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), default=_DEFAULT_OUT, show_default=True)
@click.option("--once", is_flag=True, help="Do not serve; status 0 only if everything came out as it must.")
@click.option("--port", default=8080, show_default=True, type=click.IntRange(1, 65_535), help="Of the verifier.")
@click.option("--chain-port", default=DEFAULT_PORT, show_default=True, type=click.IntRange(1, 65_535))
def demo(out: Path, port: int, chain_port: int, *, once: bool) -> None:
    """Examine 71 candidates on a chain of its own, issue, verify, audit; then catch a rigged organisation."""
    ports = _Ports(port, chain_port)
    _prepare(out)
    now = datetime.now(UTC).replace(microsecond=0)
    with DrawnProgress() as progress:
        stage = set_stage(out, now=now, rpc=ports.chain_url, verifier=ports.verifier_url, progress=progress)
        issued = hold_session(stage, prepare_people(stage), progress)
        revocation = give_revocation_notice(stage, issued)
        rogue = rig_session(stage, progress)
        revoke(stage, revocation)
        stage.move_to(int(now.timestamp()))
        opened = open_session(stage, issued, progress)
    exhibits = _exhibit(stage, issued, revocation.number)
    findings = judge_exhibits(stage, exhibits, now=now)
    clean = examine(stage, stage.organisation, out, opened.package.parent)
    caught = examine(stage, rogue.organisation, out / "rigged", open_rogue(stage, rogue))
    chapters = {
        "session": session_chapter(stage, opened, now=now),
        "audit": audit_chapter(out, clean),
        "rigged": rigged_chapter(out, caught, rogue.refusals, EXPECTED),
    }
    passed = write_report(out, findings, certificates=len(issued.certificates), chapters=chapters)
    stage.chain.close()
    tell_honest(stage.timetable, issued.candidates, len(issued.certificates), out)
    tell_verdicts(findings)
    tell_audit(clean, opened.proof, chapters)
    tell_rigged(stage.timetable, rogue.refusals, caught)
    if not passed:
        click.echo(f"demo: something did not come out as it must; see {out / 'report.json'}", err=True)
        sys.exit(1)
    if not once:
        _serve(stage, ports, exhibits, (clean, caught))


def _prepare(out: Path) -> None:
    """Make an empty folder; one that an earlier demonstration made is emptied, any other is left alone."""
    if out.exists() and any(out.iterdir()):
        if not (out / CHAIN_FILE).exists():
            raise click.UsageError(f"{out} is not empty and no demonstration made it; choose another folder with --out")
        shutil.rmtree(out)
    out.mkdir(parents=True, exist_ok=True)


def _exhibit(stage: Stage, issued: Issued, revoked: str) -> tuple[Exhibit, ...]:
    """Lay out one certificate of each kind, as files a person would have; all the others must be VALID."""
    shown = stage.folder / "shown"
    shown.mkdir()
    numbers = [path.stem for path in issued.certificates if path.stem != revoked]
    genuine = issued.certificates[0].read_bytes()
    return (
        Exhibit("valid", _files(stage, numbers[0]), Outcome.VALID),
        Exhibit("altered", _write_exhibit(stage, shown / "altered.json", altered_of(genuine)), Outcome.NOT_VALID),
        Exhibit("revoked", _files(stage, revoked), Outcome.GENUINE_NOT_CURRENT),
        Exhibit("unknown", _write_exhibit(stage, shown / "unknown.json", unknown_of(genuine)), Outcome.NOT_FOUND),
        Exhibit("others", tuple(path for number in numbers[1:] for path in _files(stage, number)), Outcome.VALID),
    )


def _files(stage: Stage, number: str) -> tuple[Path, ...]:
    certificates = stage.folder / "certificates"
    return (certificates / f"{number}.json", certificates / f"{number}.pdf", stage.folder / "qr" / f"{number}.png")


def _write_exhibit(stage: Stage, path: Path, data: bytes) -> tuple[Path, ...]:
    picture = path.with_suffix(".png")
    path.write_bytes(data)
    picture.write_bytes(png(encode(encode_link(data, verifier=stage.verifier))))
    return (path, picture)


def _serve(stage: Stage, ports: _Ports, exhibits: tuple[Exhibit, ...], audits: tuple[Examined, Examined]) -> None:
    """Serve chain and verifier on loopback until interrupted; the chain goes on from its file, now with a clock."""
    with (
        EmbeddedChain(0, path=stage.folder / CHAIN_FILE, clock=lambda: int(datetime.now(UTC).timestamp())) as chain,
        ChainServer(chain, host=_HOST, port=ports.chain),
        Server(
            create_app(
                VerifierConfig((stage.trusted,), tuple(stage.standards.values())),
                stage.reader(chain),
                sessions=stage.reader(chain),
            ),
            host=_HOST,
            port=ports.verifier,
        ) as server,
    ):
        click.echo(
            f"\nOpen {ports.verifier_url}/ and give it any certificate or proof above, or scan a QR code with it."
        )
        click.echo("Or open a QR code's link, as a phone would after scanning:")
        for exhibit in exhibits[:4]:
            link = encode_link(exhibit.files[0].read_bytes(), verifier=stage.verifier)
            click.echo(f"\n  {exhibit.name}: {link}")
        click.echo("\nThe audit reports are files that a browser opens:")
        for audit in audits:
            click.echo(f"  {audit.html.resolve().as_uri()}")
        click.echo(
            f"\nThe chain answers at {ports.chain_url}; trust file: {stage.folder / 'trust.json'}. Stop with Ctrl-C."
        )
        with contextlib.suppress(KeyboardInterrupt):
            server.run()
