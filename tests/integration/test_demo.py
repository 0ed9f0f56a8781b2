"""`scripts/demo --once`: what it writes, that paper and file are one, and what `xcert verify` says about all of it."""

import csv
import io
import json
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import jsonschema_rs
import pypdf
import pytest
import zxingcpp
from PIL import Image

from certificate.bundle import Bundle
from certificate.qr_payload import decode_link
from certificate.verdict import Outcome
from chain.embedded import EmbeddedChain
from chain.serve import ChainServer
from chain.trust import read_trust
from tests.integration.demo import Made
from tests.nodes import ROOT
from verifier.answer import nothing_to_judge
from verifier.input_reason import InputReason
from xcert.cli import run
from xcert.demo.report import Exhibit, Finding, write_report

ROSTER = ROOT / "xcert" / "data" / "rosters" / "roster-bim-71.csv"
PASS_MARK = 60
SHOWN = {"altered": "NOT_VALID", "unknown": "NOT_FOUND"}
DOTS_PER_INCH = 300
MILLIMETRES_PER_INCH = 25.4


@pytest.fixture(scope="module")
def candidates() -> list[dict[str, str]]:
    with ROSTER.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def passed(candidates: list[dict[str, str]]) -> list[str]:
    """The names of those who reached the pass mark in both parts, counted from the roster by hand."""
    parts = ("理论成绩", "实操成绩")
    return [row["姓名"] for row in candidates if all(int(row[part]) >= PASS_MARK for part in parts)]


def test_it_ends_with_status_0_and_names_every_verdict(made: Made) -> None:
    assert made.process.returncode == 0, made.process.stderr
    for words in ("71 candidates", "有效 Valid", "无效 Not valid", "真实，但当前不可用", "未找到 Not found"):
        assert words in made.process.stdout
    assert "Traceback" not in made.process.stderr


def test_what_it_prints_names_nobody(made: Made, candidates: list[dict[str, str]]) -> None:
    printed = made.process.stdout + made.process.stderr
    for row in candidates:
        assert not any(row[column] in printed for column in ("姓名", "证件号码", "准考证号"))


def test_exactly_those_who_passed_hold_a_certificate_in_all_three_forms(made: Made, passed: list[str]) -> None:
    numbers = [path.stem for path in made.certificates]
    assert [path.stem for path in sorted((made.folder / "certificates").glob("*.pdf"))] == numbers
    assert [path.stem for path in sorted((made.folder / "qr").glob("*.png"))] == numbers
    bundles = [Bundle.parse(path.read_bytes()) for path in made.certificates]
    assert Counter(bundle.certificate.holder.name for bundle in bundles) == Counter(passed)
    assert [bundle.certificate.number for bundle in bundles] == numbers
    assert made.report["certificates"] == len(passed)


def test_an_earlier_demonstration_leaves_nothing_behind(made: Made) -> None:
    assert not (made.folder / "certificates" / "EARLIER.json").exists()


def test_a_folder_that_no_demonstration_made_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    command = [sys.executable, "-m", "xcert.demo", "--once", "--out", str(tmp_path)]
    process = subprocess.run(command, check=False, capture_output=True, text=True, cwd=ROOT)
    assert process.returncode == 2
    assert "no demonstration made it; choose another folder" in process.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


@pytest.fixture(scope="module")
def schema() -> jsonschema_rs.Validator:
    """The schema that docs/api.md gives to everybody."""
    page = (ROOT / "docs" / "api.md").read_text("utf-8")
    block = re.search(r"## JSON Schema\s+```json\n(.*?)\n```", page, re.DOTALL)
    assert block
    return jsonschema_rs.validator_for(json.loads(block[1]), validate_formats=True)


def test_the_report_says_of_every_file_what_it_had_to_be(made: Made, schema: jsonschema_rs.Validator) -> None:
    report = made.report
    assert report["asExpected"] is True
    found = {(entry["exhibit"], entry["expected"], entry["answer"]["verdict"]) for entry in report["exhibits"]}
    assert found == {
        ("valid", "VALID", "VALID"),
        ("altered", "NOT_VALID", "NOT_VALID"),
        ("revoked", "GENUINE_NOT_CURRENT", "GENUINE_NOT_CURRENT"),
        ("unknown", "NOT_FOUND", "NOT_FOUND"),
        ("others", "VALID", "VALID"),
    }
    for entry in report["exhibits"]:
        schema.validate(entry["answer"])
    on_disk = {
        path.relative_to(made.folder).as_posix()
        for place in ("certificates", "qr", "shown")
        for path in (made.folder / place).iterdir()
    }
    assert {entry["file"] for entry in report["exhibits"]} == on_disk


def test_each_shown_certificate_fails_for_its_own_reason(made: Made) -> None:
    found = {
        (entry["exhibit"], entry["answer"]["rule"], entry["answer"]["reason"])
        for entry in made.report["exhibits"]
        if entry["exhibit"] != "others"
    }
    assert found == {
        ("valid", None, None),
        ("altered", "V6", "signature-wrong"),
        ("revoked", "V11", "revoked"),
        ("unknown", "V4", "not-anchored"),
    }


def test_one_wrong_verdict_or_none_at_all_fails_the_run(tmp_path: Path) -> None:
    answer = nothing_to_judge(InputReason.NO_QR_CODE, now=datetime(2026, 7, 1, tzinfo=UTC))
    right = Finding(Exhibit("blank", (), Outcome.COULD_NOT_CHECK), tmp_path / "a.png", answer)
    wrong = Finding(Exhibit("valid", (), Outcome.VALID), tmp_path / "b.png", answer)
    assert write_report(tmp_path, [right], certificates=1)
    assert not write_report(tmp_path, [right, wrong], certificates=1)
    assert json.loads((tmp_path / "report.json").read_text("utf-8"))["asExpected"] is False
    assert not write_report(tmp_path, [], certificates=0)


def read_qr(image: Image.Image) -> zxingcpp.Barcode:
    (code,) = zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode))
    return code


def extra(code: zxingcpp.Barcode) -> Mapping[str, Any]:
    """What the reader says beside the text; its type stubs call it an object."""
    return cast("Mapping[str, Any]", code.extra)


def test_every_qr_code_at_print_size_and_300_dpi_is_the_certificate(
    made: Made, record_property: Callable[[str, object], None]
) -> None:
    versions: Counter[int] = Counter()
    for path in made.certificates:
        image = Image.open(made.qr_of(path))
        code = read_qr(image)
        assert decode_link(code.text) == path.read_bytes()
        version = int(extra(code)["Version"])
        millimetres = 40 if version <= 22 else 50
        assert image.size == (int(millimetres / MILLIMETRES_PER_INCH * DOTS_PER_INCH),) * 2
        assert image.info["dpi"] == pytest.approx((DOTS_PER_INCH, DOTS_PER_INCH), abs=0.01)
        assert extra(code)["ECLevel"] == "L"
        versions[version] += 1
    record_property("QR versions of the demonstration", dict(sorted(versions.items())))
    print("QR versions of the demonstration:", dict(sorted(versions.items())))
    assert 23 not in versions
    assert max(versions) <= 22


def test_the_codes_of_what_is_shown_carry_what_is_shown(made: Made) -> None:
    for name in SHOWN:
        shown = made.folder / "shown" / f"{name}.json"
        assert decode_link(read_qr(Image.open(shown.with_suffix(".png"))).text) == shown.read_bytes()


def test_every_pdf_carries_the_certificate_as_its_only_attachment(made: Made) -> None:
    for path in made.certificates:
        reader = pypdf.PdfReader(path.with_suffix(".pdf"))
        assert dict(reader.attachments) == {"certificate.json": [path.read_bytes()]}
        assert len(reader.pages) == 1


def sample_of(made: Made) -> list[Path]:
    """The longest names, names with rare characters or apostrophes, the first and the last (which was revoked)."""

    def weight(path: Path) -> int:
        return len(Bundle.parse(path.read_bytes()).certificate.holder.name.encode())

    longest = sorted(made.certificates, key=weight, reverse=True)[:6]
    return sorted({*longest, made.certificates[0], made.certificates[-1]})


def test_the_code_on_the_rendered_page_is_the_certificate(made: Made) -> None:
    sample = sample_of(made)
    names = {Bundle.parse(path.read_bytes()).certificate.holder.name for path in sample}
    assert {"阿卜杜热西提·买买提", "Mary-Jane O'Neill"} <= names
    assert len(sample) >= 6
    for path in sample:
        command = ["pdftoppm", "-r", str(DOTS_PER_INCH), "-gray", "-singlefile", str(path.with_suffix(".pdf"))]
        page = subprocess.run(command, check=True, capture_output=True).stdout
        assert decode_link(read_qr(Image.open(io.BytesIO(page))).text) == path.read_bytes()


@dataclass(frozen=True)
class Terminal:
    """A second terminal: the demonstration's files, and its chain served again from the file it left."""

    made: Made
    url: str
    blank: str

    def files(self, *exhibits: str) -> list[str]:
        return [path for name in exhibits for path in ([self.blank] if name == "blank" else self.made.files_of(name))]

    def command(self, *files: str, allow: bool = True, url: str | None = None) -> list[str]:
        allowed = ["--allow-test-network"] if allow else []
        trust = str(self.made.folder / "trust.json")
        return ["verify", *files, "--trust", trust, "--rpc", url or self.url, *allowed]


@pytest.fixture(scope="module")
def terminal(made: Made, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terminal]:
    folder = tmp_path_factory.mktemp("terminal")
    blank = folder / "blank.png"
    Image.new("L", (400, 400), 255).save(blank)
    copy = folder / "chain.jsonl"
    shutil.copy(made.folder / "chain.jsonl", copy)
    with (
        EmbeddedChain(0, path=copy, clock=lambda: int(datetime.now(UTC).timestamp())) as chain,
        ChainServer(chain, port=0) as server,
    ):
        yield Terminal(made, server.url, str(blank))


COMBINATIONS = [
    (["valid"], True, 0),
    (["valid", "others"], True, 0),
    (["valid"], False, 1),
    (["altered"], True, 1),
    (["revoked"], True, 1),
    (["unknown"], True, 1),
    (["valid", "altered"], True, 1),
    (["valid", "revoked"], True, 1),
    (["valid", "unknown"], True, 1),
    (["altered", "revoked", "unknown", "valid"], True, 1),
    (["blank"], True, 3),
    (["valid", "blank"], True, 3),
    (["blank", "valid"], True, 3),
    (["blank", "altered"], True, 1),
    (["unknown", "blank"], True, 1),
    (["valid", "blank"], False, 1),
    ([], True, 2),
]


@pytest.mark.parametrize(("exhibits", "allow", "status"), COMBINATIONS)
def test_the_exit_status_of_xcert_verify(terminal: Terminal, exhibits: list[str], *, allow: bool, status: int) -> None:
    assert run(terminal.command(*terminal.files(*exhibits), allow=allow)) == status


STOPPED = [(["valid"], 3), (["unknown"], 3), (["revoked"], 3), (["altered"], 1), (["valid", "altered"], 1)]


@pytest.mark.parametrize(("exhibits", "status"), STOPPED)
def test_with_the_node_stopped_only_a_forgery_is_still_bad(
    terminal: Terminal, exhibits: list[str], status: int
) -> None:
    """A signature needs no chain; everything else is COULD NOT CHECK."""
    nobody = "http://127.0.0.1:1"
    assert run(terminal.command(*terminal.files(*exhibits), url=nobody)) == status


def test_usage_is_refused_before_anything_is_judged(
    terminal: Terminal, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    valid = terminal.files("valid")[0]
    damaged = tmp_path / "trust.json"
    damaged.write_bytes(b"{}")
    trusted = ["--trust", str(terminal.made.folder / "trust.json")]
    for arguments, words in [
        (["verify", str(tmp_path / "nothing.json"), *trusted], "cannot be read"),
        (["verify", valid, "--trust", str(tmp_path / "no-trust.json")], "cannot be read"),
        (["verify", valid, "--trust", str(damaged)], "the trust file lacks format, networks"),
        (["verify", valid, *trusted, "--colour"], "No such option"),
        (["verify", valid, *trusted, "--language", "fr"], "fr"),
        (["verify"], "Missing argument"),
    ]:
        assert run(arguments) == 2, arguments
        printed = capsys.readouterr()
        assert words in printed.err
        assert "VALID" not in printed.out


def test_json_is_one_answer_for_each_file_in_the_documented_shape(
    terminal: Terminal, schema: jsonschema_rs.Validator, capsys: pytest.CaptureFixture[str]
) -> None:
    files = terminal.files("valid", "altered", "revoked", "unknown", "blank")
    assert run([*terminal.command(*files), "--json"]) == 1
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [answer.pop("file") for answer in answers] == files
    for answer in answers:
        schema.validate(answer)
    verdicts = Counter(answer["verdict"] for answer in answers)
    assert verdicts == {"VALID": 3, "NOT_VALID": 2, "GENUINE_NOT_CURRENT": 3, "NOT_FOUND": 2, "COULD_NOT_CHECK": 1}
    assert all(answer["network"]["test"] for answer in answers if answer["network"])
    assert [answer["reason"] for answer in answers if answer["verdict"] == "COULD_NOT_CHECK"] == ["input-no-qr-code"]


@pytest.mark.parametrize(("language", "words"), [("en", "Valid"), ("zh", "有效")])
def test_without_allowing_it_a_test_network_is_announced(
    terminal: Terminal, capsys: pytest.CaptureFixture[str], language: str, words: str
) -> None:
    (file, *_) = terminal.files("valid")
    assert run([*terminal.command(file, allow=False), "--language", language]) == 1
    printed = capsys.readouterr()
    assert words in printed.out
    assert "TEST NETWORK" in printed.err


def test_the_command_as_a_process_of_its_own(terminal: Terminal) -> None:
    program = [sys.executable, "-c", "from xcert.cli import main; main()"]
    command = [*program, *terminal.command(*terminal.files("valid"))]
    process = subprocess.run(command, check=False, capture_output=True, text=True, cwd=ROOT)
    assert (process.returncode, process.stderr) == (0, "")
    assert process.stdout.count("Valid") == 3


def test_the_trust_file_is_for_this_chain_and_says_that_it_is_a_test(made: Made) -> None:
    (trusted,) = read_trust((made.folder / "trust.json").read_bytes())
    bundle = Bundle.parse(made.certificates[0].read_bytes())
    address = bundle.certificate.address
    assert (trusted.network.chain, trusted.network.registry) == (address.chain, address.registry)
    assert trusted.network.test
