"""The two languages of a report, and how numbers are put into a sentence."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import Final

_PLACE: Final = re.compile(r"\{(\w+)(?::(\w+))?\}")

ZONE_MINUTES: Final = 480
"""Reports write times in UTC+08:00, the time of the country whose rules are audited."""
LAST_SECOND: Final = 253_402_214_400
"""The last day that the calendar can show; a record may claim any time."""


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
    """One text in Chinese (`zh`) and English (`en`) with places for values, such as {n} or {at:time}.

    >>> Words("晚了{by:span}", "{by:span} late").filled(Language.EN, {"by": 5400})
    '1 h 30 min late'
    """

    zh: str
    en: str

    def within(self, language: Language) -> str:
        """Return the text in `language`."""
        return self.zh if language is Language.ZH else self.en

    def filled(self, language: Language, values: Mapping[str, int | str]) -> str:
        """Return the text in `language` with `values`; a value that is not there shows as an ellipsis.

        A place names how its value is written: `time` and `day` (Unix seconds), `span` (seconds), `marks` (centimarks),
        `share` (thousandths), `short` (hexadecimal). A sentence never fails: a report with a gap is better than none.
        """

        def value(place: re.Match[str]) -> str:
            found = values.get(place[1])
            return "…" if found is None else _shown(found, place[2], language)

        return _PLACE.sub(value, self.within(language))


def _shown(value: int | str, form: str | None, language: Language) -> str:
    if isinstance(value, str):
        return value[:10] + "…" if form == "short" and len(value) > 12 else value
    match form:
        case "time":
            return moment_text(value)
        case "day":
            return day_text(value)
        case "span":
            return span_text(value, language)
        case "marks":
            return f"{value / 100:g}"
        case "share":
            return f"{value / 10:g} %" if language is Language.EN else f"{value / 10:g}%"
        case _:
            return str(value)


def span_text(seconds: int, language: Language) -> str:
    """Write a span of time by its two largest units, such as 1 h 30 min."""
    names = ("天", "小时", "分", "秒") if language is Language.ZH else (" d", " h", " min", " s")
    left, parts = abs(seconds), []
    for name, size in zip(names, (86_400, 3_600, 60, 1), strict=True):
        count, left = divmod(left, size)
        if count:
            parts.append(f"{count}{name}")
    joined = ("" if language is Language.ZH else " ").join(parts[:2]) or f"0{names[3]}"
    return f"-{joined}" if seconds < 0 else joined


def local(moment: int) -> datetime:
    """Return Unix seconds as the clock of reports shows them."""
    bounded = max(0, min(moment, LAST_SECOND))
    return datetime.fromtimestamp(bounded, UTC) + timedelta(minutes=ZONE_MINUTES)


def moment_text(moment: int) -> str:
    """Write Unix seconds to the second, such as 2026-07-01 09:30:00."""
    return local(moment).strftime("%Y-%m-%d %H:%M:%S")


def day_text(moment: int) -> str:
    """Write the local day of Unix seconds, such as 2026-07-01."""
    return local(moment).strftime("%Y-%m-%d")
