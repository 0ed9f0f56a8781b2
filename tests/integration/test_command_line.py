"""`xcert` for people who make mistakes: one sentence that helps, the status that scripts go by, nothing half done."""

import io
import json
import os
import shlex
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click
import openpyxl
import pytest

from issuer.workspace import open_workspace
from tests.integration.issuer.house import PASSPHRASE, ROSTER, open_house
from tests.integration.nodes.estate import XCERT, Estate, Said, build_estate, people, xcert
from tests.nodes import ROOT, Node, run_anvil
from xcert.cli import xcert as door
from xcert.demo.forging import altered_of

EXPECTED = ROOT / "tests" / "vectors" / "rosters" / "roster-web-messy-40.expected.json"
MESSY = ROOT / "xcert" / "data" / "rosters" / "roster-web-messy-40.csv"
KEY = "z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK"
SPARSE = 100_000_000


@dataclass(frozen=True)
class Desk:
    """An organisation with one certificate, and files that people take for other files."""

    estate: Estate
    number: str

    def run(self, line: str) -> Said:
        """Run a command line in which {names} stand for files and addresses."""
        folder = self.estate.folder
        words = {path.stem: str(path) for path in (folder / "desk").iterdir()}
        words |= {
            "workspace": str(self.estate.workspace),
            "trust": str(self.estate.trust_file),
            "certificate": str(self.estate.certificates[0]),
            "right": str(self.estate.passphrase_file()),
            "node": self.estate.trusted.rpc[0],
            "out": str(folder / "elsewhere"),
            "number": self.number,
            "port": self.estate.trusted.rpc[0].rsplit(":", 1)[1],
        }
        return xcert(*(word.format(**words) for word in shlex.split(line)))


def write_private(path: Path, text: str) -> Path:
    path.touch(mode=0o600)
    path.write_text(text, "utf-8")
    return path


@pytest.fixture(scope="module")
def node() -> Iterator[Node]:
    """A node of its own: on a shared one others move the clock, and these commands have the machine's."""
    with run_anvil() as running:
        yield running


@pytest.fixture(scope="module")
def desk(node: Node, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    estate = build_estate(node.url, tmp_path_factory.mktemp("estate"))
    with open_house(estate.world, estate.folder) as house:
        house.issue(people(["D1"]), session="released")
        (number,) = house.numbers()
    files = estate.folder / "desk"
    files.mkdir()
    (files / "roster.csv").write_text(people(["D2"]), "utf-8")
    (files / "empty.csv").touch()
    (files / "folder").mkdir()
    (files / "prose.csv").write_text("Dear colleagues,\nplease find attached\n", "utf-8")
    (files / "columns.csv").write_text("name,mark\nA,80\n", "utf-8")
    (files / "binary.csv").write_bytes(bytes(range(256)) * 20)
    (files / "altered.json").write_bytes(altered_of(estate.certificates[0].read_bytes()))
    (files / "damaged.json").write_bytes(estate.certificates[0].read_bytes()[:-100])
    (files / "sparse.csv").touch()
    os.truncate(files / "sparse.csv", SPARSE)
    write_private(files / "wrong", "not the passphrase at all\n")
    write_private(files / "short", "short\n")
    write_private(files / "readable", PASSPHRASE.text).chmod(0o644)
    assert xcert("authority", "key", files / "stranger.json", "--passphrase-file", estate.passphrase_file()).status == 0
    return Desk(estate, number)


SESSION = "ab" * 32
ISSUE = f"issuer issue {{roster}} -w {{workspace}} --session {SESSION} --out {{out}} --processes 1"
INIT = (
    "issuer init {folder}/new --did did:web:a.example --name A --url https://a.example --number-prefix S1 "
    "--verifier https://v.example --trust {trust}"
)
STRANGER = "--key {stranger} --passphrase-file {right} --trust {trust}"
DEPLOY = "authority deploy --key {stranger} --passphrase-file {right}"
DATES = "--from 2026-01-01 --until 2030-01-01"
ACCOUNT = "0x" + "12" * 20

MISTAKES = [
    # Files that are something else.
    ("issuer roster check {folder}/none.csv", 1, "cannot be read (No such file or directory); check the path"),
    ("issuer roster check {folder}", 1, "cannot be read (not a file)"),
    ("issuer roster check {empty}", 1, "empty.csv is empty; export the roster again."),
    ("issuer roster check {prose}", 1, "prose.csv is not a table; the first line must hold column titles"),
    ("issuer roster check {columns}", 1, "columns.csv lacks the columns 证件类型 (ID type)"),
    ("issuer roster check {binary}", 1, "neither CSV text in UTF-8 or GB18030 nor an XLSX workbook"),
    ("issuer roster check {sparse}", 1, "sparse.csv is larger than 10 MB; split it"),
    ("issuer roster check --json {empty}", 1, "empty.csv is empty"),
    (f"{ISSUE} --passphrase-file {{right}} --catalogue {{roster}}", 1, "is not JSON"),
    (
        f"issuer issue {{columns}} -w {{workspace}} --session {SESSION} --passphrase-file {{right}}",
        1,
        "lacks the columns",
    ),
    (f"authority publish {{roster}} {STRANGER}", 1, "is not JSON"),
    (f"authority accredit {{roster}} --scope X-BIM:1 {DATES} {STRANGER}", 1, "is not JSON"),
    (f"authority register-key {{roster}} {STRANGER}", 1, "is not JSON"),
    ("verify {folder}/none.json --trust {trust}", 2, "cannot be read: No such file or directory; check the name"),
    ("verify {certificate} --trust {roster}", 2, "the trust file cannot be read: the file is not JSON"),
    ("verify {certificate} --trust {folder}/none", 2, "cannot be read (No such file or directory); name one with"),
    ("verifier serve --trust {folder}/none", 2, "cannot be read (No such file or directory); name one with"),
    ("chain serve --port 0 --file {roster}", 1, "it does not begin with its format"),
    # Passphrases and keys.
    (f"{ISSUE} --passphrase-file {{wrong}}", 1, "signing.pem does not open: wrong passphrase"),
    (f"{ISSUE} --passphrase-file {{readable}}", 1, "has mode 0644; run: chmod 600"),
    (f"{ISSUE} --passphrase-file {{empty}}", 1, "has mode 0644; run: chmod 600"),
    (f"{ISSUE} --passphrase-file {{folder}}/none", 2, "does not exist"),
    (f"{INIT} --passphrase-file {{short}}", 1, "a new passphrase has at least 12 characters"),
    ("issuer keys backup {folder}/backup -w {workspace} --passphrase-file {wrong}", 1, "wrong passphrase"),
    ("authority deploy --key {stranger} --passphrase-file {wrong} --rpc {node}", 1, "wrong passphrase"),
    ("authority deploy --key {roster} --passphrase-file {right} --rpc {node}", 1, "has mode 0644; run: chmod"),
    ("authority key {stranger} --passphrase-file {right}", 1, "exists already and is not overwritten"),
    # Numbers, names and days.
    ("issuer resend S1 -w {workspace}", 1, "certificate S1 was not released from this workspace; check the number"),
    (
        "issuer suspend S1 -w {workspace} --reason investigation --passphrase-file {right}",
        1,
        "no anchored certificates",
    ),
    ("issuer lift S1 -w {workspace} --reason cleared --passphrase-file {right}", 1, "no anchored certificates"),
    (
        "issuer suspend -w {workspace} --reason investigation --passphrase-file {right}",
        2,
        "choose certificates in one way",
    ),
    (
        "issuer suspend {number} -w {workspace} --reason deceased --passphrase-file {right}",
        2,
        "'deceased' is not one of",
    ),
    ("issuer revoke decide 7 -w {workspace} --passphrase-file {right}", 1, "there is no case 7"),
    ("issuer revoke decide 7 -w {workspace} --day 1900-01-01 --passphrase-file {right}", 2, "is before 1970-01-01"),
    ("issuer revoke decide 7 {number} --dismiss -w {workspace} --passphrase-file {right}", 2, "give --dismiss"),
    ("issuer accredited 99 -w {workspace} --passphrase-file {right}", 1, "belongs to organisation 1"),
    (f"{ISSUE} --passphrase-file {{right}} --session s", 2, "s is no session; write its 64 hexadecimal digits"),
    (f"{ISSUE} --passphrase-file {{right}} --label ' '", 1, "a session is called by 1 to 100 visible characters"),
    (f"authority hold 0 --since 2026-01-01 {STRANGER}", 2, "0 is not in the range"),
    (f"authority hold 99999999999 --since 2026-01-01 {STRANGER}", 2, "is not in the range"),
    (f"authority hold 99 --since 2026-01-01 {STRANGER}", 1, "there is no organisation 99"),
    (f"authority hold 1 --since soon {STRANGER}", 2, "soon is no day; write it like 2026-06-20"),
    (f"authority hold 1 --since 1960-01-01 {STRANGER}", 2, "is before 1970-01-01"),
    (f"authority compromise-key 1 {KEY} --since yesterday {STRANGER}", 2, "'yesterday' is not a valid integer"),
    (f"authority retire-key 1 z6Mk {STRANGER}", 1, "expected an Ed25519 key"),
    (f"authority accreditor {ACCOUNT} --scope nonsense --until 2030-01-01 {STRANGER}", 2, "nonsense is no scope"),
    (f"authority accreditor 0x12 --scope X-BIM:1 --until 2030-01-01 {STRANGER}", 2, "0x12 is no account"),
    (f"authority root {STRANGER}", 2, "give either --propose ACCOUNT or --accept"),
    # Rights and money.
    (f"authority accreditor {ACCOUNT} --scope X-BIM:1 --until 2030-01-01 {STRANGER}", 1, "is not the root authority"),
    (f"authority root --accept {STRANGER}", 1, "was not proposed as root authority"),
    (f"authority account 1 {ACCOUNT} none {STRANGER}", 1, "neither administers organisation 1 nor"),
    (f"{DEPLOY} --rpc {{node}}", 1, "of the network's coin and may need"),
    # Places.
    (f"{DEPLOY} --rpc http://127.0.0.1:1", 3, "does not answer (Connection refused)"),
    (f"{DEPLOY} --rpc nonsense", 2, "a node's address begins with https:// or http://"),
    ("verify {certificate} --trust {trust} --rpc nonsense", 2, "a node's address begins with https:// or http://"),
    ("verify {certificate} --trust {trust} --rpc http://127.0.0.1:99999", 2, "this is no address of a node"),
    (f"authority root --accept {STRANGER} --rpc nonsense", 2, "a node's address begins with https:// or http://"),
    (f"{DEPLOY} --rpc {{node}} --finality soon", 2, "soon is no finality"),
    (f"{DEPLOY} --rpc {{node}} --max-head-age 0", 2, "0 is not in the range"),
    (f"{DEPLOY} --rpc {{node}} --trust-out {{folder}}/none/trust.json", 2, "name a file in a folder that exists"),
    (
        f"{INIT} --passphrase-file {{right}} --request-out {{folder}}/none/x.json",
        2,
        "name a file in a folder that exists",
    ),
    (f"{ISSUE} --passphrase-file {{right}} --results {{folder}}/none/x.csv", 2, "name a file in a folder that exists"),
    ("issuer resend {number} -w {workspace} --out {folder}/none/x.json", 2, "name a file in a folder that exists"),
    (f"{ISSUE.replace('{workspace}', '{folder}')} --passphrase-file {{right}}", 1, "run: chmod 700"),
    (f"{ISSUE.replace('{workspace}', '{folder}/none')} --passphrase-file {{right}}", 2, "does not exist"),
    ("chain advance --days 1 --rpc http://127.0.0.1:1", 3, "does not answer (Connection refused)"),
    ("chain serve --port {port} --file {folder}/chain.jsonl", 1, "cannot be used"),
    ("verifier serve --port {port} --trust {trust}", 2, "cannot be used (Address already in use); choose another port"),
    ("verifier serve --host nonsense --trust {trust}", 2, "no IP address to listen at"),
    # Words.
    ("nonsense", 2, "No such command 'nonsense'"),
    ("verify", 2, "Missing argument"),
]


@pytest.mark.parametrize(("line", "status", "sentence"), MISTAKES, ids=[line for line, _, _ in MISTAKES])
def test_a_mistake_gets_one_sentence_and_its_status(desk: Desk, line: str, status: int, sentence: str) -> None:
    said = desk.run(line)
    assert (said.status, said.out) == (status, "")
    reasons = [text for text in said.err.splitlines() if text.startswith(("xcert: ", "Error: "))]
    assert len(reasons) == 1
    assert sentence in reasons[0]
    assert PASSPHRASE.text not in said.err
    assert not (desk.estate.folder / "elsewhere").exists()


@pytest.fixture
def opened_to_others(desk: Desk, request: pytest.FixtureRequest) -> Iterator[str]:
    path = desk.estate.workspace / request.param
    mode = path.stat().st_mode
    path.chmod(0o755 if path.is_dir() else 0o644)
    yield path.name
    path.chmod(mode)


@pytest.mark.parametrize("opened_to_others", ["signing.pem", "anchoring.json", "workspace.json", "."], indirect=True)
def test_what_others_can_read_is_not_used(desk: Desk, opened_to_others: str) -> None:
    said = desk.run(f"{ISSUE} --passphrase-file {{right}}")
    assert said.status == 1
    assert opened_to_others in said.err
    assert "run: chmod" in said.err


IN_USE = [
    f"{ISSUE} --passphrase-file {{right}}",
    "issuer resend {number} -w {workspace} --out {out}",
    "issuer suspend {number} -w {workspace} --reason investigation --passphrase-file {right}",
    "issuer revoke cases -w {workspace}",
    "issuer accredited 1 -w {workspace} --passphrase-file {right}",
    "issuer keys backup {folder}/backup -w {workspace} --passphrase-file {right}",
]


@pytest.mark.parametrize("line", IN_USE)
def test_a_workspace_is_used_by_one_process_at_a_time(desk: Desk, line: str) -> None:
    with open_workspace(desk.estate.workspace):
        said = desk.run(line)
    assert (said.status, said.out) == (1, "")
    assert "another process works in" in said.err


def test_without_a_terminal_nobody_is_asked_for_ever(desk: Desk) -> None:
    line = f"{ISSUE}".format(roster=ROSTER, workspace=desk.estate.workspace, out=desk.estate.folder / "elsewhere")
    ended = subprocess.run(
        [str(XCERT), *shlex.split(line)],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        start_new_session=True,
    )
    assert ended.returncode == 1
    assert "xcert: stopped" in ended.stderr
    assert "Traceback" not in ended.stderr


VERDICTS = [
    ("{certificate}", 0, ["VALID"]),
    ("{altered}", 1, ["NOT_VALID"]),
    ("{damaged}", 1, ["NOT_VALID"]),
    ("{empty}", 3, ["COULD_NOT_CHECK"]),
    ("{roster}", 3, ["COULD_NOT_CHECK"]),
    ("{sparse}", 3, ["COULD_NOT_CHECK"]),
    ("{certificate} {roster}", 3, ["VALID", "COULD_NOT_CHECK"]),
    ("{certificate} {altered} {roster}", 1, ["VALID", "NOT_VALID", "COULD_NOT_CHECK"]),
    ("{certificate} {certificate}", 0, ["VALID", "VALID"]),
]


@pytest.mark.parametrize(("files", "status", "verdicts"), VERDICTS)
def test_the_status_of_verify_is_that_of_the_worst_file(
    desk: Desk, files: str, status: int, verdicts: list[str]
) -> None:
    said = desk.run(f"verify --json --allow-test-network --trust {{trust}} {files}")
    assert (said.status, [json.loads(line)["verdict"] for line in said.out.splitlines()]) == (status, verdicts)


def test_without_permission_a_test_network_is_no_proof(desk: Desk) -> None:
    said = desk.run("verify --trust {trust} {certificate}")
    assert said.status == 1
    assert "Valid (local test network)" in said.out
    assert "--allow-test-network" in said.err


def test_verify_speaks_chinese(desk: Desk) -> None:
    said = desk.run("verify --allow-test-network --language zh --trust {trust} {certificate}")
    assert said.status == 0
    assert "有效" in said.out
    assert "Valid" not in said.out


def test_a_certificate_is_sent_again_byte_for_byte(desk: Desk) -> None:
    said = desk.run("issuer resend {number} -w {workspace} --out {folder}/again.json --salt")
    assert (said.status, len(said.out.split("salt ")[1].strip())) == (0, 32)
    again = desk.estate.folder / "desk" / "folder" / "again.json"
    assert again.read_bytes() == desk.estate.certificates[0].read_bytes()


def test_the_messy_roster_as_a_program_reads_it() -> None:
    said = xcert("issuer", "roster", "check", MESSY, "--json")
    assert said.status == 1
    assert said.json == {"accepted": 26, "refused": json.loads(EXPECTED.read_bytes())}


def test_the_messy_roster_as_a_person_reads_it_names_lines_and_nobody() -> None:
    said = xcert("issuer", "roster", "check", MESSY)
    *lines, last = said.out.splitlines()
    assert [int(line.split()[1].rstrip(":")) for line in lines] == [
        entry["row"] for entry in json.loads(EXPECTED.read_bytes())
    ]
    assert last == "roster-web-messy-40.csv: 26 rows accepted, 14 refusals, 3 cells mended"
    cells = [row.split(",") for row in MESSY.read_bytes().decode("gb18030").splitlines()[1:]]
    people_in_it = {cell for row in cells for cell in (row[0].strip(), row[2]) if len(cell) > 1}
    assert not [cell for cell in people_in_it if cell in said.out]


def test_a_workbook_is_as_good_as_a_text(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active
    for row in people(["X1", "X2"]).splitlines():
        book.active.append(row.split(","))
    content = io.BytesIO()
    book.save(content)
    (tmp_path / "roster.xlsx").write_bytes(content.getvalue())
    said = xcert("issuer", "roster", "check", tmp_path / "roster.xlsx", "--json")
    assert (said.status, said.json) == (0, {"accepted": 2, "refused": []})


def commands(group: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    if path:
        yield path
    if isinstance(group, click.Group):
        context = click.Context(group)
        for name in group.list_commands(context):
            inner = group.get_command(context, name)
            assert inner
            yield from commands(inner, (*path, name))


@pytest.mark.parametrize("path", list(commands(door)), ids=" ".join)
def test_every_command_explains_itself(path: tuple[str, ...]) -> None:
    said = xcert(*path, "--help")
    assert said.status == 0
    explanation = said.out.partition("\n\n")[2].partition("\n\n")[0]
    assert len(explanation.strip()) >= len("Lift a suspension.")
