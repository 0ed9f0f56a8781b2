"""The font that comes with xcert, and which characters it cannot draw: `undrawable("张三")` is `()`."""

from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

FAMILY = "Noto Serif SC"
"""Name of the only font that the typesetter sees."""
FOLDER = Path(__file__).parent
"""Where the font file lies, with its licence and origin."""

_FILE = FOLDER / "NotoSerifSC_400Regular.ttf"


def undrawable(text: str) -> tuple[str, ...]:
    """Return the characters of `text` for which the font has no glyph, each once, in order of appearance."""
    drawable = _drawable()
    return tuple(dict.fromkeys(character for character in text if ord(character) not in drawable))


@cache
def _drawable() -> frozenset[int]:
    with TTFont(_FILE, lazy=True) as font:
        return frozenset(font.getBestCmap())
