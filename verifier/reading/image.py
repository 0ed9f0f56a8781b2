"""The QR code of a certificate in a PNG or JPEG: an export, a screenshot, a scan or a photograph."""

import io
import re

import zxingcpp
from PIL import Image, ImageFilter, UnidentifiedImageError

from verifier.reading.errors import ReadingError, ReadingFault

MAXIMUM_PIXELS = 50_000_000
"""Pixels of an image; a scan of A4 at 600 dpi has 35 million."""

# Looking for finder patterns takes time that grows with the cube of their number: 16 million pixels tiled with
# patterns of 9 pixels kept the reader busy for 45 s. Large images are therefore smoothed first, which removes
# patterns with modules under 2 pixels and leaves those that a camera resolves; then the same image takes 4 s.
_SHARP_PIXELS = 3_000_000
_SMOOTHED_PIXELS = 16_000_000
_SMOOTHING = ImageFilter.BoxBlur(1)

# A progressive JPEG may come in thousands of scans of a few bytes, each as dear to decode as the whole image.
# Within a scan, FF is always followed by 00 or a restart marker, so this counts scans, and too many at worst.
_START_OF_SCAN = b"\xff\xda"
_MAXIMUM_SCANS = 256

_LINK = re.compile(r"https?://[!-\"$-~]{1,200}/v#[0-9]{1,3}/[!-~]{1,4296}", re.ASCII)

_QR_CODE = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)

_TRIPPED = (
    Image.DecompressionBombError, Image.DecompressionBombWarning, UnidentifiedImageError,
    ArithmeticError, AttributeError, LookupError, MemoryError, OSError, RuntimeError, SyntaxError, TypeError,
    ValueError,
)  # fmt: skip


def link_in(data: bytes) -> str:
    """Return the text of the one certificate's QR code in the PNG or JPEG `data`; raises `ReadingError`."""
    texts = _texts_in(_grey(data))
    if not texts:
        raise ReadingError(ReadingFault.NO_QR_CODE)
    links = {text for text in texts if _LINK.fullmatch(text)}
    if not links:
        raise ReadingError(ReadingFault.NOT_A_LINK)
    # The same code may be seen twice, on a page and on its copy; two certificates are two questions.
    if len(links) > 1:
        raise ReadingError(ReadingFault.SEVERAL_CERTIFICATES)
    return links.pop()


def _grey(data: bytes) -> Image.Image:
    if data.count(_START_OF_SCAN) > _MAXIMUM_SCANS and data.startswith(b"\xff\xd8"):
        raise ReadingError(ReadingFault.FILE_UNREADABLE)
    try:
        image = Image.open(io.BytesIO(data), formats=("PNG", "JPEG"))
        if image.width * image.height > MAXIMUM_PIXELS:
            raise ReadingError(ReadingFault.PICTURE_TOO_LARGE)
        image.draft("L", image.size)
        return _flattened(image)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ReadingError(ReadingFault.PICTURE_TOO_LARGE) from error
    except _TRIPPED as error:
        raise ReadingError(ReadingFault.FILE_UNREADABLE) from error


def _flattened(image: Image.Image) -> Image.Image:
    """Return `image` in shades of grey on white, because a transparent background would otherwise turn black."""
    if "transparency" not in image.info and image.mode not in {"LA", "PA", "RGBA"}:
        return image.convert("L")
    opaque = image.convert("LA")
    page = Image.new("L", image.size, 255)
    page.paste(opaque.getchannel("L"), mask=opaque.getchannel("A"))
    return page


def _texts_in(image: Image.Image) -> list[str]:
    if image.width * image.height <= _SHARP_PIXELS:
        return _read(image)
    return _read(_shrunk(image, _SMOOTHED_PIXELS).filter(_SMOOTHING)) or _read(_shrunk(image, _SHARP_PIXELS))


def _shrunk(image: Image.Image, pixels: int) -> Image.Image:
    factor = (pixels / (image.width * image.height)) ** 0.5
    if factor >= 1:
        return image
    size = (max(1, int(image.width * factor)), max(1, int(image.height * factor)))
    return image.resize(size, Image.Resampling.BOX)


def _read(image: Image.Image) -> list[str]:
    try:
        codes = zxingcpp.read_barcodes(image, formats=_QR_CODE, text_mode=zxingcpp.TextMode.Plain)
    except _TRIPPED as error:
        raise ReadingError(ReadingFault.FILE_UNREADABLE) from error
    return [code.text for code in codes]
