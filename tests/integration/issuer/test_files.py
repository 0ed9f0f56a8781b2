"""What is handed out: PDF and QR beside the JSON, many batches, other processes."""

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from pypdf import PdfReader

from certificate.bundle import Bundle
from certificate.facts import Facts
from certificate.judge import judge
from certificate.merkle import verify_inclusion
from certificate.qr_payload import decode_link
from certificate.verdict import Outcome
from chain.embedded import EmbeddedChain
from issuer.errors import DraftError, ReleaseError
from issuer.intake import RosterFile
from issuer.issuing import IssueReport, issue
from issuer.outputs import Outputs
from issuer.results import write_results
from issuer.roster.identity import check_digit
from issuer.workers import Processes
from tests.integration.issuer.house import FEW, House, make_workspace, open_house
from tests.world import build_world

GENESIS = 1_781_000_000
RARE = "𪚥"
"""A dragon four times, U+2A6A5: in Unicode since 2001 and in hardly any font."""


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    world = build_world(EmbeddedChain(GENESIS))
    make_workspace(world, tmp_path)
    with open_house(world, tmp_path) as opened:
        yield opened


def issue_on_paper(house: House, roster: str = FEW, *, go_on: bool = False) -> IssueReport:
    outputs = Outputs(house.folder / "out", pdf=True, qr=house.folder / "qr")
    standards = {house.world.standard.family: house.world.standard}
    file = RosterFile("roster.csv", roster.encode())
    return issue(
        house.desk,
        file,
        session=house.world.session("June"),
        label="June",
        standards=standards,
        outputs=outputs,
        go_on=go_on,
    )


def many(count: int) -> str:
    """A roster of `count` people who pass."""
    lines = [FEW.splitlines()[0]]
    for number in range(count):
        digits = f"99010119900101{number:03}" if number < 1_000 else f"99010119900102{number - 1_000:03}"
        lines.append(f"贾梓若,201,{digits}{check_digit(digits)},X-BIM,1,78,78,T{number},甲校")
    return "\n".join(lines) + "\n"


def test_pdf_and_qr_carry_the_very_same_certificate(house: House) -> None:
    report = issue_on_paper(house)
    assert report.unprinted == ()
    assert len(house.files) == 3
    for name, data in house.files.items():
        pdf = PdfReader(house.folder / "out" / name.replace(".json", ".pdf"))
        assert pdf.attachments["certificate.json"] == [data]
        [code] = zxingcpp.read_barcodes(Image.open(house.folder / "qr" / name.replace(".json", ".png")))
        assert code.text.startswith("https://verify.example/v#1/")
        assert decode_link(code.text) == data


def test_a_name_that_no_font_draws_is_reported_before_anything_is_issued(house: House) -> None:
    roster = FEW.replace("罗思", f"罗{RARE}")
    with pytest.raises(DraftError, match=r"3 \(U\+2A6A5\)"):
        issue_on_paper(house, roster)
    assert not house.files
    report = issue_on_paper(house, roster, go_on=True)
    assert report.certificates == len(house.files) == 3
    [unprinted] = report.unprinted
    assert "U+2A6A5" in unprinted.problem
    assert not (house.folder / "out" / f"{unprinted.number}.pdf").exists()


def test_a_full_disk_stops_with_one_sentence_and_the_next_run_goes_on(house: House) -> None:
    (house.folder / "out").write_bytes(b"in the way")
    with pytest.raises(ReleaseError, match="cannot be written"):
        house.issue()
    (house.folder / "out").unlink()
    assert house.issue().certificates == 3


def test_several_batches_are_one_transaction(house: House) -> None:
    report = house.issue(many(1_030))
    [submission] = report.submissions
    assert len(submission.batches) == 2
    assert len(house.files) == 1_030
    bundles = [Bundle.parse(data) for data in house.files.values()]
    assert {bundle.certificate.address.batch for bundle in bundles} == {0, 1}
    for bundle in (bundles[0], bundles[1_023], bundles[-1]):
        facts = house.network.reader.read(bundle.certificate.address, bundle.issuer_proof.key)
        assert isinstance(facts, Facts)
        assert facts.batch is not None
        index = bundle.certificate.address.index
        verify_inclusion(
            bundle.leaf, index=index, size=facts.batch.size, path=bundle.anchor_proof.path, root=facts.batch.root
        )
        assert (
            judge(bundle, facts, house.network.strict_policy(house.world.standard), now=house.desk.clock()).outcome
            is Outcome.VALID
        )


def test_other_processes_do_the_same_work(house: House) -> None:
    with Processes(2) as workers:
        report = replace(house, desk=replace(house.desk, workers=workers)).issue(many(300))
    assert report.certificates == len(house.files) == 300


def test_the_results_tell_of_everybody(house: House) -> None:
    report = house.issue()
    write_results(house.workspace.engine, report.job, house.folder / "results.csv")
    text = (house.folder / "results.csv").read_text(encoding="utf-8-sig")
    lines = text.splitlines()
    assert len(lines) == 5
    assert lines[3].startswith("4,T3,何丽,")
    assert "W 未达合格分" in lines[3]
    assert "990101200401025573" not in text


def test_a_picture_of_the_code_is_sharp_enough_to_print(house: House) -> None:
    issue_on_paper(house)
    for path in (house.folder / "qr").glob("*.png"):
        with Image.open(io.BytesIO(path.read_bytes())) as image:
            assert image.width == image.height >= 400
