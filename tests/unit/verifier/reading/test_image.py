import io
import struct
import threading
import zlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
import qrcode
from hypothesis import event, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageFilter, ImageOps

from issuer.paper import encode, png
from tests.unit.issuer.paper.sheets import link
from verifier.reading import QrText, ReadingError, ReadingFault, read_upload
from verifier.reading import image as image_module

_LINK = link(1350)
_CODE = png(encode(_LINK))


def _image(data: bytes = _CODE) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("L")


def _saved(image: Image.Image, kind: str = "PNG", **options: int | bool) -> bytes:
    written = io.BytesIO()
    image.save(written, kind, **options)
    return written.getvalue()


def _foreign(text: str) -> Image.Image:
    return qrcode.make(text).get_image().convert("L")


def _side_by_side(*images: Image.Image) -> Image.Image:
    page = Image.new("L", (sum(image.width for image in images), max(image.height for image in images)), 255)
    left = 0
    for image in images:
        page.paste(image, (left, 0))
        left += image.width
    return page


def _fault(data: bytes) -> ReadingFault:
    with pytest.raises(ReadingError) as refusal:
        read_upload(data)
    return refusal.value.fault


def _photograph(pixels_per_module: float, size: tuple[int, int]) -> Image.Image:
    """A page on a grey table: turned, a little out of focus, unevenly lit."""
    code = _image()
    side = round(code.width / 4 * pixels_per_module)
    page = Image.new("L", size, 205)
    page.paste(code.resize((side, side), Image.Resampling.BICUBIC), (size[0] // 5, size[1] // 4))
    turned = page.rotate(8, Image.Resampling.BICUBIC, fillcolor=120).filter(ImageFilter.GaussianBlur(0.8))
    return Image.composite(turned, turned.point(lambda grey: grey // 2), Image.linear_gradient("L").resize(size))


@pytest.mark.parametrize("digits", [600, 1100, 1350, 1440, 1900])
def test_the_written_code_is_read(digits: int) -> None:
    text = link(digits)
    assert read_upload(png(encode(text))) == QrText(text)


_TREATMENTS: dict[str, Callable[[Image.Image], Image.Image]] = {
    "quarter-turn": lambda image: image.rotate(90),
    "turned": lambda image: image.rotate(33, Image.Resampling.BICUBIC, expand=True, fillcolor=255),
    "mirrored": ImageOps.mirror,
    "inverted": ImageOps.invert,
    "three-quarters": lambda image: image.resize((354, 354), Image.Resampling.BICUBIC),
    "soft": lambda image: image.filter(ImageFilter.GaussianBlur(1)),
    "coloured": lambda image: ImageOps.colorize(image, "#203040", "#f5efe0"),
    "seen-twice": lambda image: _side_by_side(image, image),
    "beside-a-foreign-code": lambda image: _side_by_side(image, _foreign("https://shop.example/")),
}


@pytest.mark.parametrize("treatment", _TREATMENTS.values(), ids=_TREATMENTS)
@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_changed_picture_of_the_code_is_still_read(
    treatment: Callable[[Image.Image], Image.Image], kind: str
) -> None:
    assert read_upload(_saved(treatment(_image()), kind)) == QrText(_LINK)


@pytest.mark.parametrize(
    ("pixels_per_module", "size"),
    [(5.0, (1600, 1200)), (4.8, (4000, 3000)), (12.0, (4000, 3000)), (8.0, (6400, 4800))],
    ids=["screen", "page-at-12-megapixels", "close-up", "30-megapixels"],
)
def test_a_photograph_is_read(pixels_per_module: float, size: tuple[int, int]) -> None:
    photograph = _photograph(pixels_per_module, size)
    assert read_upload(_saved(photograph, "JPEG", quality=80, progressive=True)) == QrText(_LINK)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_png_mode_is_read(mode: str) -> None:
    assert read_upload(_saved(_image().convert(mode))) == QrText(_LINK)


def test_dark_modules_on_a_transparent_ground_are_read() -> None:
    picture = Image.new("RGBA", (472, 472), (0, 0, 0, 0))
    picture.paste((0, 0, 0, 255), mask=ImageOps.invert(_image()))
    assert read_upload(_saved(picture)) == QrText(_LINK)


@pytest.mark.parametrize(
    "picture", [Image.new("L", (400, 300), 200), Image.effect_noise((600, 600), 90), Image.new("1", (1, 1))]
)
def test_a_picture_without_code_says_so(picture: Image.Image) -> None:
    assert _fault(_saved(picture)) is ReadingFault.NO_QR_CODE


def test_half_a_code_says_so() -> None:
    assert _fault(_saved(_image().crop((0, 0, 472, 250)))) is ReadingFault.NO_QR_CODE


def test_a_carpet_of_finder_patterns_finds_nothing() -> None:
    # The pattern that keeps the reader busy; smoothing of large pictures takes it away (image.py).
    tile = Image.new("L", (9, 9), 255)
    for ring, grey in ((1, 0), (2, 255), (3, 0)):
        tile.paste(grey, (ring, ring, 9 - ring - 1, 9 - ring - 1))
    row = _side_by_side(*[tile] * 250)
    carpet = Image.new("L", (row.width, 9 * 200), 255)
    for line in range(200):
        carpet.paste(row, (0, 9 * line))
    assert _fault(_saved(carpet)) is ReadingFault.NO_QR_CODE


@pytest.mark.parametrize(
    "text",
    [
        "https://shop.example/",
        "https://verify.example/v",
        "https://verify.example/v?id=7",
        "https://verify.example/w#1/ABC",
        "https://verify.example/v#x/ABC",
        "https://verify.example/v#1/",
        "ftp://verify.example/v#1/ABC",
        " https://verify.example/v#1/ABC",
        "https://verify.example/v#1/ABC\n",
        "https://verify.example/v#1/证书",
        '{"id":"urn:uuid:1"}',
    ],
)
def test_a_foreign_code_is_told_apart_from_none(text: str) -> None:
    assert _fault(_saved(_foreign(text))) is ReadingFault.NOT_A_LINK


def test_the_codes_of_two_certificates_are_refused() -> None:
    other = _image(png(encode(link(1350, seed=2))))
    assert _fault(_saved(_side_by_side(_image(), other))) is ReadingFault.SEVERAL_CERTIFICATES


def _claiming(width: int, height: int, *, bits: int = 8, colour: int = 0, before: bytes = b"") -> bytes:
    """A PNG whose header claims a size that its few bytes never fill; `before` is transparency."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, 0))
    header += chunk(b"PLTE", bytes(6)) if colour == 3 else b""
    header += chunk(b"tRNS", before) if before else b""
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")


@pytest.mark.parametrize("side", [7_100, 10_000, 14_000, 60_000, 2_000_000_000])
def test_a_picture_that_claims_too_many_pixels_is_refused_before_it_is_unpacked(side: int) -> None:
    assert _fault(_claiming(side, side)) is ReadingFault.PICTURE_TOO_LARGE


# Colour types of PNG (ISO/IEC 15948, 11.2.2): 0 grey, 2 colour, 3 palette, 4 grey with alpha, 6 colour with alpha.
_MEMORY = [
    (8, 0, b"", 50),
    (1, 0, b"", 50),
    (8, 3, b"", 50),
    (16, 0, b"", 50),
    (8, 2, b"", 25),
    (16, 2, b"", 25),
    (8, 4, b"", 25),
    (16, 4, b"", 25),
    (8, 6, b"", 25),
    (16, 6, b"", 25),
    (8, 3, b"\0", 20),
    (8, 0, b"\0\0", 20),
    (8, 2, bytes(6), 12.5),
]


@pytest.mark.parametrize(("bits", "colour", "before", "megapixels"), _MEMORY)
def test_how_many_pixels_are_decoded_depends_on_what_each_of_them_takes(
    bits: int, colour: int, before: bytes, megapixels: float
) -> None:
    columns = round(megapixels * 1_000)
    largest = _claiming(columns, 1_000, bits=bits, colour=colour, before=before)
    assert _fault(largest) is ReadingFault.FILE_UNREADABLE
    larger = _claiming(columns, 1_001, bits=bits, colour=colour, before=before)
    assert _fault(larger) is ReadingFault.PICTURE_TOO_LARGE


@pytest.mark.parametrize(
    ("mode", "options", "megapixels"),
    [
        ("L", {}, 50),
        ("RGB", {}, 50),
        ("CMYK", {}, 25),
        ("L", {"progressive": True}, 33.3),
        ("RGB", {"progressive": True, "subsampling": 2}, 25),
        ("RGB", {"progressive": True, "subsampling": 0}, 14.2),
        ("CMYK", {"progressive": True}, 8.3),
    ],
)
def test_a_jpeg_in_several_scans_takes_more_than_its_pixels(
    mode: str, options: dict[str, int | bool], megapixels: float
) -> None:
    small = _saved(Image.new(mode, (16, 16)), "JPEG", **options)
    frame = small.index(b"\xff\xc2" if "progressive" in options else b"\xff\xc0") + 5
    for height, fault in ((1_000, ReadingFault.FILE_UNREADABLE), (1_010, ReadingFault.PICTURE_TOO_LARGE)):
        size = struct.pack(">HH", height, round(megapixels * 1_000))
        # Cut off after the first scan has begun, so that nothing of that size is really decoded.
        claiming = small[:frame] + size + small[frame + 4 : small.index(b"\xff\xda") + 16]
        assert _fault(claiming) is fault


def test_a_jpeg_of_separate_planes_is_one_of_several_scans() -> None:
    small = _saved(Image.new("RGB", (16, 16)), "JPEG", subsampling=0)
    frame = small.index(b"\xff\xc0") + 5
    large = small[:frame] + struct.pack(">HH", 1_000, 20_000) + small[frame + 4 :]
    assert _fault(large[:-2] + b"\xff\xda\0\0" * 2) is ReadingFault.PICTURE_TOO_LARGE


def test_pictures_are_decoded_one_after_another(monkeypatch: pytest.MonkeyPatch) -> None:
    decoding: list[int] = []
    most: list[int] = []
    decode = image_module._flattened

    def watched(picture: Image.Image) -> Image.Image:
        decoding.append(1)
        most.append(len(decoding))
        threading.Event().wait(0.02)
        decoding.pop()
        return decode(picture)

    monkeypatch.setattr(image_module, "_flattened", watched)
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(read_upload, [_CODE] * 8)) == [QrText(_LINK)] * 8
    assert most == [1] * 8


def test_a_jpeg_of_thousands_of_scans_is_refused() -> None:
    photograph = _saved(_image(), "JPEG", progressive=True)
    start = photograph.index(b"\xff\xda")
    scan = photograph[start : photograph.index(b"\xff\xda", start + 2)]
    assert _fault(photograph[:start] + scan * 300 + photograph[start:]) is ReadingFault.FILE_UNREADABLE


@pytest.mark.parametrize(
    "data",
    [
        _CODE[:8],
        _CODE[:60],
        _CODE[: len(_CODE) // 2],
        b"\x89PNG\r\n\x1a\n" + b"\0" * 500,
        b"\xff\xd8\xff",
        b"\xff\xd8\xff\xe0" + b"\0" * 500,
        _saved(_image(), "JPEG")[:3000],
        _claiming(0, 10),
        _claiming(1000, 1000),
    ],
)
def test_a_broken_picture_is_unreadable(data: bytes) -> None:
    assert _fault(data) is ReadingFault.FILE_UNREADABLE


_ORIGINALS = [_CODE, _saved(_image(), "JPEG"), _saved(_image(), "JPEG", progressive=True)]


@given(st.sampled_from(_ORIGINALS), st.lists(st.tuples(st.integers(0, 100_000), st.binary(max_size=8)), min_size=1))
@settings(max_examples=200, deadline=None)
def test_whatever_is_changed_the_reader_answers_or_refuses(original: bytes, changes: list[tuple[int, bytes]]) -> None:
    data = bytearray(original)
    for place, replacement in changes:
        at = 8 + place % (len(data) - 8)
        data[at : at + len(replacement)] = replacement
    try:
        found = read_upload(bytes(data))
    except ReadingError as refusal:
        event(refusal.code)
    else:
        assert found == QrText(_LINK)
