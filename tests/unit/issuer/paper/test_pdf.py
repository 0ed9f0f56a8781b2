import io
from typing import Any

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from issuer.paper import Bilingual, FitError, PaperError, Press, TooLargeError, UndrawableError, undrawable
from issuer.paper.ornament import ornament_svg
from tests.unit.issuer.paper.sheets import LONGEST, link, sheet


@pytest.fixture(scope="module")
def press() -> Press:
    return Press()


def _opened(written: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(written), strict=True)


def test_the_file_travels_inside_byte_for_byte(press: Press) -> None:
    certificate = '{"name":"阿卜杜热西提·买买提","quote":"\\"\\\\","odd":"\u2028\u0001𠅤"}\r\n'.encode()
    attachments = _opened(press.pdf(sheet(certificate_json=certificate))).attachments
    assert dict(attachments) == {"certificate.json": [certificate]}


def test_the_attachment_is_declared_as_pdf_a_3_asks(press: Press) -> None:
    reader = _opened(press.pdf(sheet()))
    root: Any = reader.trailer["/Root"]
    (declared,) = root["/AF"]
    assert declared["/UF"] == "certificate.json"
    assert declared["/AFRelationship"] == "/Data"
    assert declared["/EF"]["/F"]["/Subtype"] == "/application/json"
    metadata = root["/Metadata"].get_data()
    assert b"<pdfaid:part>3</pdfaid:part>" in metadata
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in metadata


def test_the_same_sheet_gives_the_same_bytes(press: Press) -> None:
    first = press.pdf(sheet())
    press.pdf(sheet(holder_name="李四"))
    assert press.pdf(sheet()) == first
    assert Press().pdf(sheet()) == first


def test_the_only_time_is_the_day_of_issue(press: Press) -> None:
    information = _opened(press.pdf(sheet())).metadata
    assert information is not None
    assert str(information["/CreationDate"]) == "D:20260620000000Z"


def test_only_the_shipped_font_is_used_and_it_is_embedded(press: Press) -> None:
    page: Any = _opened(press.pdf(sheet(test_network=True))).pages[0]
    fonts = page["/Resources"]["/Font"].values()
    names = {font["/DescendantFonts"][0]["/BaseFont"].partition("+")[2] for font in fonts}
    assert names == {"NotoSerifSC-Regular"}
    assert all("/FontFile2" in font["/DescendantFonts"][0]["/FontDescriptor"] for font in fonts)


@pytest.mark.parametrize("changes", LONGEST.values(), ids=LONGEST)
def test_the_longest_names_and_titles_fit_on_one_page(press: Press, changes: dict[str, Any]) -> None:
    reader = _opened(press.pdf(sheet(**changes)))
    assert len(reader.pages) == 1
    assert [round(float(side)) for side in reader.pages[0].mediabox[2:]] == [595, 842]


_DRAWABLE = st.characters(exclude_categories=("C", "Z")).filter(lambda character: not undrawable(character))


@given(st.text(_DRAWABLE, min_size=1, max_size=40), st.text(_DRAWABLE, min_size=1, max_size=60))
@settings(max_examples=25, deadline=None)
def test_any_drawable_text_is_printed_or_refused_for_its_length(press: Press, name: str, title: str) -> None:
    printed = sheet(holder_name=name, standard=Bilingual(title, title))
    try:
        written = press.pdf(printed)
    except FitError:
        event("too long")
    else:
        assert len(_opened(written).pages) == 1


@pytest.mark.parametrize(
    "text", ["#panic()", "*x* _y_ $z$", '"] #eval("1")', "\\u{41}", "<a> @b", "= 标题", "//", "https://a.b"]
)
def test_no_text_is_markup(press: Press, text: str) -> None:
    page = _opened(press.pdf(sheet(holder_name=text))).pages[0]
    assert "".join(text.split()) in "".join(page.extract_text().split())


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"holder_name": "张" * 80}, "holder_name"),
        ({"holder_name": "W" * 60}, "holder_name"),
        ({"holder_document": Bilingual("证" * 80, "x")}, "holder_document"),
        ({"standard": Bilingual("标准" * 60, "Standard")}, "standard.zh"),
        ({"standard": Bilingual("标准", "Standard " * 40 + "end")}, "standard.en"),
        ({"level": Bilingual("级" * 120, "Level")}, "level.zh"),
        ({"level": Bilingual("级", "w" * 200)}, "level.en"),
        ({"organisation_zh": "公司" * 40}, "organisation_zh"),
        ({"organisation_en": "Company " * 40 + "Ltd"}, "organisation_en"),
        ({"certificate_number": "9" * 200}, "certificate_number"),
        ({"key_fingerprint": "F" * 200}, "key_fingerprint"),
        ({"network": Bilingual("链" * 200, "chain")}, "network.zh"),
        ({"network": Bilingual("链", "0x" + "f" * 300)}, "network.en"),
        ({"link": f"https://{'a' * 100}.example/v#1/ABC"}, "verifier"),
    ],
)
def test_what_does_not_fit_is_refused_by_name(press: Press, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(FitError) as refusal:
        press.pdf(sheet(**changes))
    assert refusal.value.field == field


@pytest.mark.parametrize("field", ["holder_name", "organisation_zh", "organisation_en", "certificate_number"])
def test_a_character_without_glyph_is_refused_not_left_out(press: Press, field: str) -> None:
    with pytest.raises(UndrawableError, match=r"U\+0141") as refusal:
        press.pdf(sheet(**{field: "Łukasz"}))
    assert refusal.value.characters == ("Ł",)
    assert isinstance(refusal.value, PaperError)


def test_a_link_too_large_for_paper_is_refused(press: Press) -> None:
    with pytest.raises(TooLargeError):
        press.pdf(sheet(link=link(2100)))


def test_a_refusal_does_not_spoil_the_next_sheet(press: Press) -> None:
    before = press.pdf(sheet())
    with pytest.raises(FitError):
        press.pdf(sheet(holder_name="张" * 80))
    assert press.pdf(sheet()) == before


def test_the_ornament_stays_on_the_sheet() -> None:
    numbers = ornament_svg().replace("C", " ").replace("M", " ")
    paths = [part.split('"')[0] for part in numbers.split(' d="')[1:4]]
    values = [float(number) for path in paths for number in path.split()]
    assert min(values) > 8
    assert max(values) < 297 - 8
