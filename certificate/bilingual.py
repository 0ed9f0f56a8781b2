"""A text in the two languages that every page, file and message of xcert speaks."""

from dataclasses import dataclass
from typing import Final

from certificate.jcs import JsonValue
from certificate.members import Members
from certificate.text import require_text

MAXIMUM_TITLE: Final = 96
"""Characters in a title: a standard's and a level's together still fit the 200 of docs/format.md, 1.3."""


@dataclass(frozen=True, slots=True)
class Bilingual:
    """The same text in Chinese (`zh`) and English (`en`); raises `MalformedError` if one of them cannot be printed."""

    zh: str
    en: str

    def __post_init__(self) -> None:
        """Refuse what a certificate could not carry."""
        require_text(self.zh, what="the Chinese text", maximum=MAXIMUM_TITLE)
        require_text(self.en, what="the English text", maximum=MAXIMUM_TITLE)


def read_bilingual(members: Members, name: str) -> Bilingual:
    """Read the member `name`, an object with `zh` and `en`; raises `MalformedError`."""
    text = members.inner(name, {"en", "zh"})
    return Bilingual(zh=text.text("zh"), en=text.text("en"))


def bilingual_json(text: Bilingual) -> JsonValue:
    """Return `text` as the JSON that `read_bilingual` reads."""
    return {"en": text.en, "zh": text.zh}
