"""The QR code of a certificate: one verifier's link as modules, PNG, SVG path or terminal text.

zxing-cpp writes in bulk (2 ms); `qrcode` writes the terminal's. Sizes follow docs/format.md, section 6: error
correction L, versions up to 22 at 40 mm, up to 26 at 50 mm with the quiet zone, never version 23.
"""

import io
import math
import re
from dataclasses import dataclass
from typing import Any, cast

import qrcode
import zxingcpp
from PIL import Image
from qrcode.constants import ERROR_CORRECT_L

from issuer.paper.errors import TooLargeError, WriterError
from issuer.paper.link import require_link

QUIET_ZONE = 4
"""Light modules around the code (ISO/IEC 18004)."""
DOTS_PER_INCH = 300
"""Resolution of the PNG files: what an office printer resolves."""

_LARGEST_AT_40_MM = 22
_LARGEST_AT_50_MM = 26
# A reader found in many pages (jsQR) has a wrong table for 23-L and fails on a perfect image.
_MISREAD_VERSION = 23
_MILLIMETRES_PER_INCH = 25.4
_MODULES_OF_VERSION_0 = 17
_DARK_IS_1 = bytes([1]) + bytes(255)
_DARK_RUN = re.compile(rb"\x01+")


@dataclass(frozen=True, slots=True)
class Symbol:
    """A QR code of `version` as `rows` of modules, one byte each: 1 dark, 0 light, without the quiet zone."""

    version: int
    rows: tuple[bytes, ...]

    @property
    def side(self) -> int:
        """Return the modules on one side with the quiet zone."""
        return len(self.rows) + 2 * QUIET_ZONE

    @property
    def print_millimetres(self) -> int:
        """Return the side on paper with the quiet zone, 40 or 50."""
        return 40 if self.version <= _LARGEST_AT_40_MM else 50


def encode(link: str) -> Symbol:
    """Write `link` as a QR code; raises `LinkError`, `TooLargeError` above version 26, `WriterError`."""
    require_link(link)
    barcode = _create(link)
    symbol = _symbol_of(barcode)
    if symbol.version == _MISREAD_VERSION:
        barcode = _create(link, version=_MISREAD_VERSION + 1)
        symbol = _symbol_of(barcode)
    # The writer ignores options it does not know, so what was asked for is looked at again.
    if symbol.version == _MISREAD_VERSION or barcode.ec_level != "L":
        raise WriterError(
            f"the QR writer made {symbol.version}-{barcode.ec_level}; this version of it is not supported"
        )
    _require_printable(symbol.version)
    return symbol


def svg(symbol: Symbol) -> str:
    """Return `symbol` as an SVG of one path, one unit per module, with the quiet zone."""
    commands: list[str] = []
    for y, row in enumerate(symbol.rows, start=QUIET_ZONE):
        for run in _DARK_RUN.finditer(row):
            width = run.end() - run.start()
            commands.append(f"M{run.start() + QUIET_ZONE} {y}h{width}v1h-{width}z")
    box = f"0 0 {symbol.side} {symbol.side}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{symbol.side}v{symbol.side}h-{symbol.side}z"/>'
        f'<path d="{"".join(commands)}"/></svg>'
    )


def png(symbol: Symbol) -> bytes:
    """Return `symbol` as a PNG of exactly its print size at 300 dpi; modules are whole pixels, the rest is white."""
    pixels = int(symbol.print_millimetres / _MILLIMETRES_PER_INCH * DOTS_PER_INCH)
    scale = pixels // symbol.side
    modules = len(symbol.rows)
    code = Image.frombytes("L", (modules, modules), b"".join(symbol.rows)).point(lambda dark: 0 if dark else 255)
    code = code.resize((modules * scale, modules * scale), Image.Resampling.NEAREST)
    page = Image.new("L", (pixels, pixels), 255)
    margin = (pixels - code.width) // 2
    page.paste(code, (margin, margin))
    written = io.BytesIO()
    page.convert("1").save(written, "PNG", dpi=(DOTS_PER_INCH, DOTS_PER_INCH), optimize=True)
    return written.getvalue()


def terminal(link: str) -> str:
    """Return `link` as half-block characters for a dark terminal; raises `LinkError`, `TooLargeError`."""
    require_link(link)
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_L, border=QUIET_ZONE, mask_pattern=3)
    code.add_data(link)
    version = code.best_fit()
    if version == _MISREAD_VERSION:
        code.version = version = _MISREAD_VERSION + 1
    _require_printable(version)
    code.make(fit=False)
    written = io.StringIO()
    code.print_ascii(out=written, invert=True)
    return written.getvalue()


def _create(link: str, **options: int) -> zxingcpp.Barcode:
    return zxingcpp.create_barcode(link, zxingcpp.BarcodeFormat.QRCode, ec_level="L", **options)


def _symbol_of(barcode: zxingcpp.Barcode) -> Symbol:
    # The image offers the buffer protocol, one byte a pixel, which the library's type stubs do not say.
    image = cast("Any", barcode.to_image(scale=1, add_quiet_zones=False))
    pixels = memoryview(image).tobytes()
    modules = math.isqrt(len(pixels))
    dark = pixels.translate(_DARK_IS_1)
    rows = tuple(dark[start : start + modules] for start in range(0, len(dark), modules))
    return Symbol((modules - _MODULES_OF_VERSION_0) // 4, rows)


def _require_printable(version: int) -> None:
    if version > _LARGEST_AT_50_MM:
        raise TooLargeError(
            f"the link needs a QR code of version {version}; {_LARGEST_AT_50_MM} is the largest that phones read at "
            "50 mm; shorten names and titles or anchor in smaller batches"
        )
