"""Paper: a signed certificate as a PDF to frame, as a QR code, and in a terminal.

`Press().pdf(sheet)` gives the PDF/A-3b with `certificate.json` inside, `png(encode(sheet.link))` the QR code alone at
300 dpi, and `undrawable(name)`, before anything is issued, the characters that the font lacks.
"""

from issuer.paper.errors import (
    FitError,
    LinkError,
    PaperError,
    SheetError,
    TooLargeError,
    UndrawableError,
    WriterError,
)
from issuer.paper.fonts import undrawable
from issuer.paper.pdf import Press
from issuer.paper.qr import Symbol, encode, png, svg, terminal
from issuer.paper.sheet import Bilingual, Sheet

__all__ = [
    "Bilingual",
    "FitError",
    "LinkError",
    "PaperError",
    "Press",
    "Sheet",
    "SheetError",
    "Symbol",
    "TooLargeError",
    "UndrawableError",
    "WriterError",
    "encode",
    "png",
    "svg",
    "terminal",
    "undrawable",
]
