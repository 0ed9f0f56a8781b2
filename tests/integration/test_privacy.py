"""Nothing personal and no secret gets out: not onto the chain, nor into a log line, a message, a setting, a report."""

import csv
import hashlib
import io
import logging
import secrets
import subprocess
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from eth_utils.crypto import keccak
from sqlalchemy import select, text

from certificate.bundle import Bundle
from certificate.identity import hash_identity
from chain.accounts import KeyAccount
from chain.calls import Call
from chain.embedded import EmbeddedChain
from chain.errors import ChainError
from chain.faucet import fund
from chain.finality import Instant
from chain.sending import Sender
from issuer.chosen import choose_numbers
from issuer.database import reading, writing
from issuer.desk import Desk
from issuer.errors import IssuerError
from issuer.intake import RosterFile
from issuer.issuing import issue
from issuer.keys import KeyName
from issuer.network import open_network
from issuer.outputs import Outputs
from issuer.passphrase import AskPassphrase, Passphrase, passphrase_from_file
from issuer.schema import CANDIDATE
from issuer.settings import read_settings
from issuer.workspace import Workspace, open_workspace
from tests.integration.traces import Person, chain_of_messages, everything_on, leaks, secret_forms, traces
from tests.nodes import ROOT
from xcert.demo.journey import Issued, give_revocation_notice, hold_session, revoke
from xcert.demo.stage import FAMILY, Stage, data, prepare_people, set_stage
from xcert.progress import DrawnProgress

ROSTER = ROOT / "xcert" / "data" / "rosters" / "roster-bim-71.csv"
MESSY = "roster-web-messy-40.csv"
SECRET_FILES = ("platform-secret", "workspace/platform-secret")
PUBLIC = {"workspace/workspace.json", "trust.json", "chain.jsonl", "workspace/administration.json",
          "workspace/anchoring.json", "workspace/signing.pem", "workspace/lock", "register.jsonl",
          "workspace/register.evidence.jsonl", *SECRET_FILES}  # fmt: skip
"""What the demonstration writes that has no business with candidates; the register knows staff by number."""
MARKED = "a marked passphrase that nothing may repeat"
CANARY = "the log is being read"


@dataclass(frozen=True)
class Journey:
    """The demonstration's journey with everything it said, and everything it must keep to itself."""

    stage: Stage
    issued: Issued
    said: str
    secrets: tuple[bytes, ...]


@pytest.fixture(scope="module")
def people() -> list[Person]:
    return people_in(ROSTER.read_text("utf-8-sig"))


def people_in(roster: str) -> list[Person]:
    rows = csv.DictReader(io.StringIO(roster))
    return [Person(row["姓名"], row["证件号码"], row["准考证号"], row["培训院校"]) for row in rows]


def private_key(account: KeyAccount) -> bytes:
    return bytes(account._account.key)


def keys_of(stage: Stage) -> tuple[bytes, ...]:
    """The three private keys of the workspace, opened."""
    with open_workspace(stage.workspace) as workspace:
        signer = workspace.keys.signer(stage.ask)
        accounts = [workspace.keys.account(name, stage.ask) for name in (KeyName.ANCHORING, KeyName.ADMINISTRATION)]
    return (signer._key.private_bytes_raw(), *map(private_key, accounts))


@pytest.fixture(scope="module")
def journey(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journey]:
    """Accredit, assess, issue, print and revoke, with every logger at its most talkative."""
    made: list[KeyAccount] = []
    create = KeyAccount.create

    def remembered() -> KeyAccount:
        made.append(create())
        return made[-1]

    said, handler = io.StringIO(), logging.StreamHandler()
    handler.setStream(said)
    root = logging.getLogger()
    level = root.level
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(said), redirect_stderr(said):
        patch.setattr(KeyAccount, "create", remembered)
        patch.setattr(secrets, "token_urlsafe", lambda _size: MARKED)
        root.addHandler(handler)
        root.setLevel(logging.DEBUG)
        try:
            logging.getLogger("anything").debug(CANARY)
            stage, issued = run_journey(tmp_path_factory.mktemp("privacy"))
        finally:
            root.removeHandler(handler)
            root.setLevel(level)
    own = tuple(private_key(account) for account in made)
    with stage.chain:
        platform = bytes.fromhex((stage.folder / SECRET_FILES[0]).read_text("ascii").strip())
        yield Journey(stage, issued, said.getvalue(), (MARKED.encode(), *own, *keys_of(stage), platform))


def run_journey(folder: Path) -> tuple[Stage, Issued]:
    now = datetime.now(UTC).replace(microsecond=0)
    with DrawnProgress() as progress:
        stage = set_stage(
            folder, now=now, rpc="http://127.0.0.1:8545", verifier="http://127.0.0.1:8080", progress=progress
        )
        issued = hold_session(stage, prepare_people(stage), progress)
        revoke(stage, give_revocation_notice(stage, issued))
    return stage, issued


@pytest.fixture
def opened(journey: Journey) -> Iterator[Workspace]:
    with open_workspace(journey.stage.workspace) as workspace:
        yield workspace


@pytest.fixture(scope="module")
def published(journey: Journey) -> bytes:
    return everything_on(journey.stage.chain)


def test_nobody_is_on_the_chain(published: bytes, people: list[Person]) -> None:
    assert len(people) == 71
    assert traces(people, published) == set()


def test_what_is_on_the_chain_was_really_read(published: bytes, journey: Journey) -> None:
    """Calldata and logs are there: the root that was anchored, and the DID that the accreditor registered."""
    address = Bundle.parse(journey.issued.certificates[0].read_bytes()).certificate.address
    assert published.count(address.session) >= 2
    assert published.count(b"did:web:zhongke.example") >= 2
    assert len(published) > 30_000


def planted(person: Person) -> dict[str, bytes]:
    """What a careless release could write to a chain."""
    return {
        "the name": person.name.encode(),
        "the number": person.number.encode(),
        "the ticket": person.ticket.encode(),
        "the institution": person.institution.encode(),
        "the name in UTF-16": person.name.encode("utf-16-be"),
        "the hash of the number": hashlib.sha256(person.number.encode()).digest(),
        "the Keccak of the name": keccak(text=person.name),
        "the hash of both": hashlib.sha256((person.name + person.number).encode()).digest(),
        "the hash of both, apart": hashlib.sha256(f"{person.name}|{person.number}".encode()).digest(),
        "the hash of the ticket": hashlib.sha256(person.ticket.encode()).digest(),
        "twenty bytes of a hash": hashlib.sha256(person.number.encode()).digest()[:20],
    }


@pytest.mark.parametrize("what", planted(Person("", "", "", "")))
def test_a_trace_in_a_transaction_would_be_found(what: str, people: list[Person]) -> None:
    """The search itself under test: somebody's data in calldata of a real transaction is noticed."""
    person = people[0]
    chain, account = EmbeddedChain(1_780_000_000), KeyAccount.create()
    fund(chain, account.address)
    sender = Sender(chain, account, chain=chain.evm.chain_id, finality=Instant())
    before = everything_on(chain)
    sender.send(Call(account.address, b"\x01" + planted(person)[what] + b"\x02", "a careless transaction"))
    assert traces(people, before) == set()
    assert traces([person], everything_on(chain))


def test_a_document_is_known_by_a_salted_hash_whose_salt_stays_in_the_records(
    journey: Journey, opened: Workspace, published: bytes, people: list[Person]
) -> None:
    with reading(opened.engine) as connection:
        rows = connection.execute(select(CANDIDATE.c.number, CANDIDATE.c.salt).where(CANDIDATE.c.salt.is_not(None)))
        salts = {row.number: row.salt for row in rows}
    assert len(set(salts.values())) == len(journey.issued.certificates)
    numbers = {person.name: person.number.encode() for person in people}
    outside = published + b"".join(path.read_bytes() for path in journey.issued.certificates)
    for path in journey.issued.certificates:
        certificate = Bundle.parse(path.read_bytes()).certificate
        document, salt = certificate.holder.document, salts[certificate.number]
        assert document == hash_identity(document.kind, numbers[certificate.holder.name], salt=salt)
        assert document.digest not in published
        assert salt.encode() not in outside
        assert bytes.fromhex(salt) not in outside


def test_no_certificate_holds_a_number_ticket_or_school(journey: Journey, people: list[Person]) -> None:
    for path in journey.issued.certificates:
        content = path.read_bytes()
        for person in people:
            assert not any(text.encode() in content for text in (person.number, person.ticket, person.institution))


def test_paper_shows_no_more_of_a_number_than_its_end(journey: Journey, people: list[Person]) -> None:
    for path in journey.issued.certificates[:12]:
        command = ["pdftotext", "-raw", str(path.with_suffix(".pdf")), "-"]
        text = "".join(subprocess.run(command, check=True, capture_output=True, text=True).stdout.split())
        name = "".join(Bundle.parse(path.read_bytes()).certificate.holder.name.split())
        person = next(entry for entry in people if "".join(entry.name.split()) == name)
        assert name in text
        assert person.number[-4:] in text
        assert person.number[-5:] not in text


def test_only_the_records_and_the_certificates_know_anybody(journey: Journey, people: list[Person]) -> None:
    folder = journey.stage.folder
    others = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    others = {
        name for name in others if not name.startswith(("certificates/", "qr/", "session/", "workspace/records."))
    }
    assert others == PUBLIC
    for name in others:
        assert traces(people, (folder / name).read_bytes()) == set(), name


def test_no_file_is_named_after_anybody(journey: Journey, people: list[Person]) -> None:
    paths = "".join(str(path) for path in journey.stage.folder.rglob("*"))
    assert not any(text in paths for person in people for text in person.values)


def test_the_log_and_the_terminal_name_nobody(journey: Journey, people: list[Person]) -> None:
    assert CANARY in journey.said
    assert traces(people, journey.said.encode()) == set()


def test_the_secrets_of_the_journey_are_known_to_this_test(journey: Journey) -> None:
    """A passphrase, 30 accounts (25 of staff, two opened again) and the signing key; and what pseudonyms rest on."""
    assert len(set(journey.secrets)) == 1 + 3 + 25 + 3 + 1
    assert journey.secrets[0] == MARKED.encode()
    assert all(len(secret) == 32 for secret in journey.secrets[1:])


def test_no_key_or_passphrase_is_said(journey: Journey) -> None:
    assert leaks(journey.secrets, journey.said.encode()) == 0


def test_no_key_or_passphrase_is_on_the_chain(journey: Journey, published: bytes) -> None:
    assert leaks(journey.secrets, published) == 0


def test_no_key_or_passphrase_is_in_any_file(journey: Journey) -> None:
    """Settings, records, encrypted keys, chain, pictures: only what pseudonyms rest on has files of its own, 0600."""
    folder = journey.stage.folder
    own = [folder / name for name in SECRET_FILES]
    assert [path.stat().st_mode & 0o777 for path in own] == [0o600, 0o600]
    files = [path for path in folder.rglob("*") if path.is_file() and path not in own]
    assert len(files) > 180
    assert {path.name: leaks(journey.secrets, path.read_bytes()) for path in files} == dict.fromkeys(
        (path.name for path in files), 0
    )


@pytest.mark.parametrize("form", range(7))
def test_a_secret_in_any_spelling_would_be_found(journey: Journey, form: int) -> None:
    for secret in journey.secrets:
        forms = sorted(secret_forms(secret))
        assert leaks(journey.secrets, b"key=" + forms[form % len(forms)] + b";") >= 1


def test_the_settings_name_keys_by_uri(journey: Journey) -> None:
    settings = read_settings((journey.stage.workspace / "workspace.json").read_bytes())
    assert all(uri.startswith("file:") for uri in (settings.keys.signing, settings.keys.anchoring))
    assert "passphrase" not in (journey.stage.workspace / "workspace.json").read_text("utf-8").lower()


@pytest.mark.parametrize("database", ["postgresql://clerk:marked@host/records", "postgresql://:marked@host/records"])
def test_settings_with_a_password_in_them_are_refused_without_repeating_it(journey: Journey, database: str) -> None:
    settings = read_settings((journey.stage.workspace / "workspace.json").read_bytes())
    with pytest.raises(IssuerError, match="password") as refused:
        replace(settings, database=database)
    assert "marked" not in str(refused.value)


WRONG = "another passphrase that is wrong"


@pytest.mark.parametrize("name", list(KeyName))
def test_a_wrong_passphrase_is_not_repeated(journey: Journey, opened: Workspace, name: KeyName) -> None:
    ask: AskPassphrase = lambda _: Passphrase(WRONG)  # noqa: E731
    with pytest.raises(IssuerError, match="passphrase") as refused:
        opened.keys.signer(ask) if name is KeyName.SIGNING else opened.keys.account(name, ask)
    said = chain_of_messages(refused.value).encode()
    assert leaks((*journey.secrets, WRONG.encode()), said) == 0


@pytest.mark.parametrize("content", [f"{MARKED}\n{MARKED}", "", f"{MARKED}\x07"])
def test_a_passphrase_file_that_cannot_be_used_is_not_repeated(tmp_path: Path, content: str) -> None:
    path = tmp_path / "passphrase"
    path.write_text(content)
    path.chmod(0o600)
    with pytest.raises(IssuerError) as refused:
        passphrase_from_file(path)
    assert MARKED not in chain_of_messages(refused.value)


@pytest.mark.parametrize("key", [b"\x11" * 31, b"\x11" * 33, bytes(32), b"\xff" * 32])
def test_bytes_that_are_no_key_are_not_repeated(key: bytes) -> None:
    with pytest.raises(ChainError) as refused:
        KeyAccount(key)
    assert leaks((key,), chain_of_messages(refused.value).encode()) == 0


def desk_of(journey: Journey, workspace: Workspace) -> Desk:
    stage = journey.stage
    return Desk(
        workspace=workspace,
        network=open_network(workspace.settings, workspace.folder, [stage.chain]),
        signer=workspace.keys.signer(stage.ask),
        account=workspace.keys.account(KeyName.ANCHORING, stage.ask),
        clock=stage.clock,
    )


FRESH = Person("卜隐私", "990101199909091234", "XBIM2699999", "隐私测试学院")
"""Somebody whom no roster knows yet."""
Failing = Callable[[Journey, Workspace, Outputs], object]


def issue_again(journey: Journey, workspace: Workspace, outputs: Outputs, roster: RosterFile) -> object:
    desk = desk_of(journey, workspace)
    return issue(desk, roster, session=journey.issued.session, standards=journey.stage.standards, outputs=outputs)


def refused_rows(journey: Journey, workspace: Workspace, outputs: Outputs) -> object:
    return issue_again(journey, workspace, outputs, RosterFile(MESSY, data(f"rosters/{MESSY}")))


def same_people(journey: Journey, workspace: Workspace, outputs: Outputs) -> object:
    """Everybody who passed holds such a certificate already (rule R36)."""
    return issue_again(journey, workspace, outputs, RosterFile("same.csv", ROSTER.read_bytes() + b"\n"))


def no_roster(journey: Journey, workspace: Workspace, outputs: Outputs) -> object:
    """The file holds people and is no table of them."""
    return issue_again(journey, workspace, outputs, RosterFile("notes.csv", "\n".join(FRESH.values).encode()))


def unpaid(journey: Journey, workspace: Workspace, outputs: Outputs) -> object:
    """An account without money and without a right signs nothing."""
    header = ROSTER.read_text("utf-8-sig").splitlines()[0]
    row = f"{FRESH.name},201,{FRESH.number},{FAMILY},1,90,90,{FRESH.ticket},{FRESH.institution}"
    roster = RosterFile("fresh.csv", f"{header}\n{row}\n".encode())
    desk = replace(desk_of(journey, workspace), account=KeyAccount.create())
    return issue(desk, roster, session=journey.issued.session, standards=journey.stage.standards, outputs=outputs)


def unknown_number(_: Journey, workspace: Workspace, outputs: Outputs) -> object:
    return choose_numbers(workspace.engine, workspace.organisation, ["S000099000001269999999"])


def broken_records(_: Journey, workspace: Workspace, outputs: Outputs) -> object:
    """The database refuses a statement that holds a person's data."""
    with writing(workspace.engine) as connection:
        return connection.execute(text("INSERT INTO nowhere VALUES (:name, :number)"), vars(FRESH))


FAILURES: dict[str, Failing] = {
    "a roster with refused rows": refused_rows,
    "the same people again": same_people,
    "a file that is no roster": no_roster,
    "an account that may not anchor": unpaid,
    "a number that nobody has": unknown_number,
    "records that fail": broken_records,
}


@pytest.mark.parametrize("fail", FAILURES.values(), ids=FAILURES)
def test_what_goes_wrong_is_told_without_names_numbers_and_secrets(
    journey: Journey,
    opened: Workspace,
    people: list[Person],
    caplog: pytest.LogCaptureFixture,
    tmp_path: Path,
    fail: Failing,
) -> None:
    with caplog.at_level(logging.DEBUG), pytest.raises((IssuerError, ChainError)) as refused:
        fail(journey, opened, Outputs(tmp_path))
    said = (chain_of_messages(refused.value) + caplog.text).encode()
    assert traces([*people, *people_in(data(f"rosters/{MESSY}").decode("gb18030")), FRESH], said) == set()
    assert leaks(journey.secrets, said) == 0
    assert list(tmp_path.iterdir()) == []
