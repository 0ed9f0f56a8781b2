"""Errors of paper: a certificate cannot be printed as it stands."""

from issuer.errors import IssuerError


class PaperError(IssuerError):
    """The base of every refusal in this package."""


class SheetError(PaperError):
    """A value for the sheet is missing or of the wrong form; `field` names it."""

    def __init__(self, field: str, message: str) -> None:
        """Keep `field` beside the sentence `message`."""
        super().__init__(message)
        self.field = field


class UndrawableError(PaperError):
    """The font has no glyph for `characters`, so that they would be missing on paper."""

    def __init__(self, characters: tuple[str, ...]) -> None:
        """Name `characters` with their code points."""
        listed = ", ".join(f"U+{ord(character):04X}" for character in characters)
        super().__init__(f"the font cannot draw {listed}; write the text with other characters")
        self.characters = characters


class FitError(PaperError):
    """A text does not fit into its place even at its smallest size; `field` names it."""

    def __init__(self, field: str) -> None:
        """Keep `field`."""
        super().__init__(f"{field} is too long for the sheet even at its smallest size; shorten it")
        self.field = field


class LinkError(PaperError):
    """A text is not a verifier's link that a QR code of a certificate may carry."""


class TooLargeError(PaperError):
    """A link needs a QR code larger than version 26, which a phone cannot read at 50 mm."""


class WriterError(PaperError):
    """The typesetter or the QR writer did something else than it was asked to."""
