"""`xcert verify FILE…`: judge certificates and learners' proofs, and say so by words, JSON and exit status."""

import json
from datetime import UTC, datetime
from pathlib import Path

import click

from certificate.verdict import Outcome
from verifier.answer import Answer
from verifier.answer_json import answer_members
from verifier.files import AnyReader, exit_status, verify_any
from verifier.language import Language, moment_words
from verifier.page_words import PAGE_WORDS
from verifier.proof_answer import ProofAnswer, proof_members, proof_message, proof_title, proven_rows
from verifier.proof_reason import ProofOutcome
from verifier.reading.upload import MAXIMUM_UPLOAD
from verifier.trust import Trust
from verifier.wording import message, outcome_title
from xcert.readers import open_reader
from xcert.trusted import load_trust, trust_options
from xcert.workspaces import load_standards


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object for each file, one on a line.")
@click.option("--language", type=click.Choice([entry.value for entry in Language]), default="en", show_default=True)
@click.option("--allow-test-network", is_flag=True, help="Count VALID on a test network as valid.")
@trust_options
def verify(
    files: tuple[Path, ...],
    trust: Path | None,
    rpc: tuple[str, ...],
    language: str,
    *,
    as_json: bool,
    allow_test_network: bool,
) -> int:
    """Verify certificates (JSON files, PDFs, pictures of a QR code as PNG or JPEG) and learners' proofs (JSON).

    \b
    Exit status: 0 all VALID, VALID WITH NOTICE or PROVEN (on a test network only with --allow-test-network);
                 1 any other verdict; 2 wrong usage; 3 something could not be checked and nothing was bad.
    """  # noqa: D301 -- a backspace character is how click is told to keep the lines
    networks = load_trust(trust, rpc)
    known = Trust(networks, load_standards(None).values())
    reader = open_reader(networks)
    answers = []
    for path in files:
        answer = _verify(path, reader, known)
        answers.append(answer)
        click.echo(_json_line(path, answer) if as_json else _sentence(path, answer, Language(language)))
    if not (as_json or allow_test_network) and any(map(_is_on_test_network, answers)):
        click.echo("These answers hold for a TEST NETWORK only; --allow-test-network counts them as valid.", err=True)
    return exit_status(answers, allow_test_network=allow_test_network)


def _is_on_test_network(answer: Answer | ProofAnswer) -> bool:
    """Tell whether a good answer holds for a test network only; about others there is nothing to add."""
    good = answer.outcome in {Outcome.VALID, Outcome.VALID_WITH_NOTICE, ProofOutcome.PROVEN}
    return good and answer.network is not None and answer.network.test


def _verify(path: Path, reader: AnyReader, trust: Trust) -> Answer | ProofAnswer:
    try:
        with path.open("rb") as file:
            # One byte more than is accepted: a larger file is refused for its size without being read whole.
            data = file.read(MAXIMUM_UPLOAD + 1)
    except OSError as error:
        raise click.UsageError(f"{path} cannot be read: {error.strerror}; check the name") from error
    return verify_any(data, reader, trust, datetime.now(UTC))


def _sentence(path: Path, answer: Answer | ProofAnswer, language: Language) -> str:
    if isinstance(answer, ProofAnswer):
        return _proof_sentences(path, answer, language)
    rule = f" [{answer.rule}]" if answer.rule else ""
    network = "" if answer.network is None else f" ({answer.network.name.within(language)})"
    title = outcome_title(answer.outcome).within(language)
    return f"{path}: {title}{rule}{network}: {message(answer).within(language)}"


def _proof_sentences(path: Path, answer: ProofAnswer, language: Language) -> str:
    """One line for the outcome, and one for each step that was proven."""
    network = "" if answer.network is None else f" ({answer.network.name.within(language)})"
    title, said = proof_title(answer).title.within(language), proof_message(answer).within(language)
    rows = () if answer.learned is None else proven_rows(answer.learned)
    steps = [
        f"  {PAGE_WORDS[row.label].within(language)}, {moment_words(row.time).within(language)}: "
        f"{row.value.within(language)}"
        for row in rows
    ]
    return "\n".join([f"{path}: {title}{network}: {said}", *steps])


def _json_line(path: Path, answer: Answer | ProofAnswer) -> str:
    members = proof_members(answer) if isinstance(answer, ProofAnswer) else answer_members(answer)
    return json.dumps({"file": str(path), **members}, ensure_ascii=False, separators=(",", ":"))
