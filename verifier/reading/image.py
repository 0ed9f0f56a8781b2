"""The QR code of a certificate in a PNG or JPEG: an export, a screenshot, a scan or a photograph."""

import io
import re
import threading

import zxingcpp
from PIL import Image, ImageFilter, UnidentifiedImageError
from PIL.JpegImagePlugin import JpegImageFile

from verifier.reading.errors import ReadingError, ReadingFault

MAXIMUM_PIXELS = 50_000_000
"""Pixels of an image; a scan of A4 at 600 dpi has 35 million."""
MAXIMUM_DECODED = 100_000_000
"""Bytes of memory that decoding an image takes: enough for a photograph of 12 megapixels, however it was saved."""

# As Pillow keeps them; a file may have more bits, which it drops while decoding. Every other mode takes four.
_BYTES_PER_PIXEL = {"1": 1, "L": 1, "P": 1, "I;16": 2}

# A picture small enough to send may take a hundred megabytes to decode. One at a time, they do not add up.
_DECODING = threading.Lock()

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
    with _DECODING:
        image = _shrunk(_grey(data), _SMOOTHED_PIXELS)
    texts = _texts_in(image)
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
        # A JPEG in colour is decoded to grey alone.
        image.draft("L", image.size)
        pixels = image.width * image.height
        if pixels > MAXIMUM_PIXELS or pixels * _bytes_per_pixel(image, data) > MAXIMUM_DECODED:
            raise ReadingError(ReadingFault.PICTURE_TOO_LARGE)
        return _flattened(image)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ReadingError(ReadingFault.PICTURE_TOO_LARGE) from error
    except _TRIPPED as error:
        raise ReadingError(ReadingFault.FILE_UNREADABLE) from error


def _bytes_per_pixel(image: Image.Image, data: bytes) -> float:
    """Return what decoding `image` keeps in memory for each pixel."""
    decoded = _BYTES_PER_PIXEL.get(image.mode, 4)
    if "transparency" in image.info:
        return decoded + 4
    # In several scans, a JPEG is not decoded until the last one has come: two bytes for each sample wait for it. Two
    # starts of a scan are still one scan if the first is that of the small preview which cameras put in front.
    if isinstance(image, JpegImageFile) and ("progressive" in image.info or data.count(_START_OF_SCAN) > 2):
        return decoded + 2 * _samples_per_pixel(image)
    return decoded


def _samples_per_pixel(image: JpegImageFile) -> float:
    shares = [across * down for _, across, down, _ in image.layer]
    return sum(shares) / max(shares)


def _flattened(image: Image.Image) -> Image.Image:
    """Return `image` in shades of grey on white, because a transparent background would otherwise turn black."""
    if "transparency" in image.info:
        image = image.convert("RGBA")
    if image.mode not in {"LA", "PA", "RGBA"}:
        return image.convert("L")
    page = Image.new("L", image.size, 255)
    page.paste(image.convert("L"), mask=image.getchannel("A"))
    return page


def _texts_in(image: Image.Image) -> list[str]:
    if image.width * image.height <= _SHARP_PIXELS:
        return _read(image)
    return _read(image.filter(_SMOOTHING)) or _read(_shrunk(image, _SHARP_PIXELS))


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
