"""The two languages of a report, and how numbers are put into a sentence."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import Final

ZONE_MINUTES: Final = 480
"""Reports write times in UTC+08:00, the time of the country whose rules are audited."""


class Language(Enum):
    """A language that a report is wholly written in."""

    ZH = "zh"
    EN = "en"

    @property
    def tag(self) -> str:
        """The BCP 47 tag for the `lang` attribute."""
        return "zh-CN" if self is Language.ZH else "en"


@dataclass(frozen=True, slots=True)
class Words:
    """One text in Chinese (`zh`) and English (`en`), with places such as {n} for values."""

    zh: str
    en: str

    def within(self, language: Language) -> str:
        """Return the text in `language`."""
        return self.zh if language is Language.ZH else self.en

    def filled(self, language: Language, values: Mapping[str, int | str]) -> str:
        """Return the text in `language` with `values`; a value that was not given shows as an ellipsis."""
        return self.within(language).format_map(_Lenient(values))


class _Lenient(dict[str, int | str]):
    """Values that never make a sentence fail: a report with a gap is better than none."""

    def __missing__(self, name: str) -> str:
        return "…"


def local(moment: int) -> datetime:
    """Return Unix seconds as the clock of reports shows them."""
    return datetime.fromtimestamp(moment, UTC) + timedelta(minutes=ZONE_MINUTES)


def moment_text(moment: int) -> str:
    """Write Unix seconds to the second, such as 2026-07-01 09:30:00."""
    return local(moment).strftime("%Y-%m-%d %H:%M:%S")


def day_text(moment: int) -> str:
    """Write the local day of Unix seconds, such as 2026-07-01."""
    return local(moment).strftime("%Y-%m-%d")
