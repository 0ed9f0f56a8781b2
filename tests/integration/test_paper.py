"""Paper as it reaches people: the PDF rendered by poppler, its code read back, its words on the page."""

import io
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from issuer.paper import Press, encode, png
from tests.unit.issuer.paper.sheets import LONGEST, link, sheet
from verifier.reading import JsonBytes, QrText, read_upload

_MILLIMETRE = 72 / 25.4
_WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')


@pytest.fixture(scope="module")
def press() -> Press:
    return Press()


def _rendered(path: Path, dots_per_inch: int) -> bytes:
    return subprocess.run(
        ["pdftoppm", "-r", str(dots_per_inch), "-png", "-singlefile", str(path)], check=True, capture_output=True
    ).stdout


def _printed(press: Press, path: Path, **changes: Any) -> Path:
    path.write_bytes(press.pdf(sheet(**changes)))
    return path


@pytest.mark.parametrize("dots_per_inch", [150, 300])
@pytest.mark.parametrize("digits", [600, 1100, 1350, 1412, 1440, 1700, 1948])
def test_the_code_on_the_rendered_page_reads_back(
    press: Press, tmp_path: Path, digits: int, dots_per_inch: int
) -> None:
    text = link(digits)
    page = _printed(press, tmp_path / "page.pdf", link=text, test_network=True)
    assert read_upload(_rendered(page, dots_per_inch)) == QrText(text)


@pytest.mark.parametrize(("digits", "millimetres"), [(1350, 40), (1700, 50)])
def test_the_code_has_its_print_size_on_the_page(press: Press, tmp_path: Path, digits: int, millimetres: int) -> None:
    symbol = encode(link(digits))
    page = _printed(press, tmp_path / "page.pdf", link=link(digits))
    image = Image.open(io.BytesIO(_rendered(page, 300))).convert("L")
    # The code's left edge stands at 27 mm, flush with the text above; the text beside it begins 5 mm after the code.
    dots = 300 / 25.4
    area = image.crop((20 * dots, 210 * dots, (27 + millimetres + 3) * dots, 263 * dots))
    left, top, right, bottom = area.point(lambda grey: 255 if grey < 100 else 0).getbbox() or (0, 0, 0, 0)
    expected = millimetres * len(symbol.rows) / symbol.side / 25.4 * 300
    assert right - left == pytest.approx(expected, abs=2)
    assert bottom - top == pytest.approx(expected, abs=2)


def test_the_png_is_the_same_code_as_on_the_page(press: Press, tmp_path: Path) -> None:
    text = link(1350)
    page = _printed(press, tmp_path / "page.pdf", link=text)
    assert read_upload(png(encode(text))) == read_upload(_rendered(page, 300)) == QrText(text)


def test_poppler_and_our_reader_take_out_the_same_attachment(press: Press, tmp_path: Path) -> None:
    certificate = '{"name":"阿卜杜热西提·买买提 𠅤"}'.encode()
    page = _printed(press, tmp_path / "page.pdf", certificate_json=certificate)
    saved = tmp_path / "certificate.json"
    subprocess.run(["pdfdetach", "-savefile", "certificate.json", "-o", str(saved), str(page)], check=True)
    assert saved.read_bytes() == certificate
    assert read_upload(page.read_bytes()) == JsonBytes(certificate)


def _words(page: Path) -> list[tuple[float, float, float, float, str]]:
    found = subprocess.run(["pdftotext", "-bbox", str(page), "-"], check=True, capture_output=True).stdout.decode()
    return [(float(a), float(b), float(c), float(d), text) for a, b, c, d, text in _WORD.findall(found)]


@pytest.mark.parametrize("changes", LONGEST.values(), ids=LONGEST)
def test_words_stay_inside_the_frame_and_off_each_other(press: Press, tmp_path: Path, changes: dict[str, Any]) -> None:
    # Without the watermark, which lies across everything on purpose.
    words = _words(_printed(press, tmp_path / "page.pdf", **{**changes, "test_network": False}))
    assert len(words) > 40
    frame = 18 * _MILLIMETRE
    for left, _, right, _, text in words:
        assert frame < left < right < 210 * _MILLIMETRE - frame, text
    for index, (left, top, right, bottom, text) in enumerate(words):
        for other_left, other_top, other_right, other_bottom, other in words[index + 1 :]:
            across = min(right, other_right) - max(left, other_left)
            # Boxes are as high as the font's line, which leaves room above and below the characters.
            down = min(bottom, other_bottom) - max(top, other_top)
            assert across < 1 or down < 0.55 * min(bottom - top, other_bottom - other_top), (text, other)


def _text(page: Path) -> str:
    return subprocess.run(["pdftotext", "-layout", str(page), "-"], check=True, capture_output=True).stdout.decode()


def test_every_value_and_both_languages_stand_on_the_page(press: Press, tmp_path: Path) -> None:
    printed = sheet(organisation_en="Langfang Centre", holder_name="𠅤䶮")
    page = tmp_path / "page.pdf"
    page.write_bytes(press.pdf(printed))
    text = "".join(_text(page).split())
    for value in [*printed.texts().values(), printed.verifier, "2026年6月20日", "20 June 2026"]:
        assert "".join(value.split()) in text
    for label in (
        "颁发机构",
        "Issued by",
        "发证日期",
        "Date of issue",
        "证书编号",
        "Certificate No.",
        "存证账本",
        "Ledger",
    ):
        assert "".join(label.split()) in text
    for sentence in (
        "先打开查验网站",
        "Open the verifier at this address first",
        "呈现件",
        "A rendering of an electronic",
    ):
        assert "".join(sentence.split()) in text


@pytest.mark.parametrize("test_network", [True, False])
def test_only_a_test_network_is_announced(press: Press, tmp_path: Path, *, test_network: bool) -> None:
    text = _text(_printed(press, tmp_path / "page.pdf", test_network=test_network))
    assert ("测试网络：本页不证明任何技能" in "".join(text.split())) is test_network
    assert ("Test network: this page certifies nothing" in text) is test_network


@pytest.mark.parametrize("name", ["#panic()", "*粗* _斜_ $x$", '"]#eval("1")', "= 标题", "<script>"])
def test_a_name_is_printed_as_it_is_spelt(press: Press, tmp_path: Path, name: str) -> None:
    text = _text(_printed(press, tmp_path / "page.pdf", holder_name=name))
    assert "".join(name.split()) in "".join(text.split())
