import io
import math

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from issuer.paper import LinkError, TooLargeError, encode, png, svg, terminal
from issuer.paper.qr import QUIET_ZONE
from tests.unit.issuer.paper.sheets import BASE41, LETTERS, VERIFIER, link

# ISO/IEC 18004, table 7: data codewords at level L for versions 10 to 26.
_CODEWORDS = {
    10: 274, 11: 324, 12: 370, 13: 428, 14: 461, 15: 523, 16: 589, 17: 647, 18: 721, 19: 795, 20: 861, 21: 932,
    22: 1006, 23: 1094, 24: 1174, 25: 1276, 26: 1370,
}  # fmt: skip


def _bits(text: str) -> int:
    """Bits of the two segments in versions 10 to 26: bytes up to '#', alphanumeric from there on (tables 2 and 3)."""
    head, _, tail = text.partition("#")
    characters = len(tail)
    return (4 + 16 + 8 * (len(head) + 1)) + (4 + 11 + 11 * (characters // 2) + 6 * (characters % 2))


def _version_needed(text: str) -> int:
    version = next(version for version, codewords in _CODEWORDS.items() if _bits(text) <= 8 * codewords)
    return 24 if version == 23 else version


def _longest_of(version: int) -> int:
    digits = 400
    while _bits(f"{VERIFIER}#1/" + "A" * (digits + 1)) <= 8 * _CODEWORDS[version]:
        digits += 1
    return digits


def _read(image: Image.Image) -> list[str]:
    return [code.text for code in zxingcpp.read_barcodes(image)]


@pytest.mark.parametrize("version", range(12, 27))
def test_a_version_is_filled_to_its_last_bit(version: int) -> None:
    # Only a writer that switches to alphanumeric right after '#' fits this many digits. No digits: those could
    # become a third, numeric segment.
    text = link(_longest_of(version), alphabet=LETTERS)
    assert encode(text).version == (24 if version == 23 else version)


@pytest.mark.parametrize("version", range(12, 26))
def test_one_digit_more_needs_the_next_version(version: int) -> None:
    text = link(_longest_of(version) + 1, alphabet=LETTERS)
    assert encode(text).version == (24 if version in {22, 23} else version + 1)


@given(st.integers(600, 1948), st.integers(0, 10_000))
@settings(max_examples=60, deadline=None)
def test_the_version_is_never_larger_than_the_bit_count_says_and_never_23(digits: int, seed: int) -> None:
    text = link(digits, seed=seed)
    version = encode(text).version
    assert version <= _version_needed(text)
    assert version != 23


@pytest.mark.parametrize("digits", [600, 900, 1226, 1350, 1412, 1440, 1500, 1600, 1900])
def test_the_png_at_print_size_reads_back(digits: int) -> None:
    text = link(digits)
    symbol = encode(text)
    image = Image.open(io.BytesIO(png(symbol)))
    assert _read(image) == [text]
    pixels = math.floor(symbol.print_millimetres / 25.4 * 300)
    assert image.size == (pixels, pixels)
    assert image.info["dpi"] == pytest.approx((300, 300), abs=0.1)
    assert image.mode == "1"


@pytest.mark.parametrize(("version", "millimetres"), [(12, 40), (21, 40), (22, 40), (24, 50), (26, 50)])
def test_the_print_size_follows_the_version_and_keeps_modules_wide(version: int, millimetres: int) -> None:
    symbol = encode(link(_longest_of(version), alphabet=LETTERS))
    assert symbol.print_millimetres == millimetres
    assert millimetres / symbol.side >= 0.33
    assert millimetres / 25.4 * 300 // symbol.side >= 4


def test_the_png_has_at_least_four_light_modules_around() -> None:
    symbol = encode(link(1350))
    image = Image.open(io.BytesIO(png(symbol))).convert("L")
    left, top, right, bottom = image.point(lambda grey: 255 - grey).getbbox() or (0, 0, 0, 0)
    module = (right - left) / len(symbol.rows)
    assert module == int(module)
    assert min(left, top, image.width - right, image.height - bottom) >= QUIET_ZONE * module


def test_the_svg_draws_exactly_the_modules() -> None:
    symbol = encode(link(900))
    drawn = svg(symbol)
    assert f'viewBox="0 0 {symbol.side} {symbol.side}"' in drawn
    runs = sum(len(row.replace(b"\0", b" ").split()) for row in symbol.rows)
    assert drawn.count("M") == runs + 1


@pytest.mark.parametrize("digits", [700, 1350, 1440, 1900])
def test_the_terminal_shows_the_same_code(digits: int) -> None:
    text = link(digits)
    lines = terminal(text).splitlines()
    image = Image.new("L", (len(lines[0]), 2 * len(lines)), 0)
    for y, line in enumerate(lines):
        for x, block in enumerate(line):
            image.putpixel((x, 2 * y), 255 if block in "█▀" else 0)
            image.putpixel((x, 2 * y + 1), 255 if block in "█▄" else 0)
    assert _read(image.resize((4 * image.width, 4 * image.height), Image.Resampling.NEAREST)) == [text]
    assert len(lines[0]) == 4 * encode(text).version + 17 + 8


@pytest.mark.parametrize("write", [encode, terminal])
def test_a_link_beyond_version_26_is_refused(write: object) -> None:
    assert callable(write)
    text = link(_longest_of(26) + 1, alphabet=LETTERS)
    with pytest.raises(TooLargeError, match="version 27"):
        write(text)


@pytest.mark.parametrize("write", [encode, terminal])
@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        f"{VERIFIER}",
        f"{VERIFIER}#1/",
        f"{VERIFIER}#0/ABC",
        f"{VERIFIER}#1/abc",
        f"{VERIFIER}#1/A B",
        f"{VERIFIER}#1/ABC\n",
        f"{VERIFIER}?x=1#1/ABC",
        "https://user@verify.example/v#1/ABC",
        "https://verify.example/w#1/ABC",
        "ftp://verify.example/v#1/ABC",
        "javascript:alert(1)/v#1/ABC",
        "https://查验.example/v#1/ABC",
        f"{VERIFIER}#1/" + "A" * 4001,
    ],
)
def test_only_a_verifiers_link_becomes_a_code(write: object, text: str) -> None:
    assert callable(write)
    with pytest.raises(LinkError, match="https://VERIFIER/v#1/"):
        write(text)


def test_every_digit_of_the_alphabet_is_carried() -> None:
    text = f"{VERIFIER}#1/{BASE41 * 12}"
    assert _read(Image.open(io.BytesIO(png(encode(text))))) == [text]
