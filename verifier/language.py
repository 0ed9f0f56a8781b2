"""The two languages of every page and answer: texts in both, and days the way each of them writes days."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from typing import Self

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


class Language(Enum):
    """A language that pages are wholly written in; the value is its place in the path, `/zh/` or `/en/`."""

    ZH = "zh"
    EN = "en"

    @property
    def tag(self) -> str:
        """The BCP 47 tag for the `lang` attribute."""
        return "zh-CN" if self is Language.ZH else "en"

    @property
    def other(self) -> "Language":
        """The one a reader can switch to."""
        return Language.EN if self is Language.ZH else Language.ZH


@dataclass(frozen=True, slots=True)
class Words:
    """One text in Chinese (`zh`) and English (`en`). A part in square brackets is left out when its value is not known.

    >>> str(Words("撤销[，自{day}起]", "revoked[ from {day}]").filled(day=None).en)
    'revoked'
    """

    zh: str
    en: str

    def within(self, language: Language) -> str:
        """Return the text in `language`."""
        match language:
            case Language.ZH:
                return self.zh
            case Language.EN:
                return self.en

    def filled(self, *, day: date | None) -> Self:
        """Return the text with the local `day` written out, or without the bracketed part if there is none."""
        written = None if day is None else day_words(day)
        return type(self)(
            _fill(self.zh, None if written is None else written.zh),
            _fill(self.en, None if written is None else written.en),
        )

    def followed_by(self, other: "Words") -> "Words":
        """Return both texts as one; English puts a space between sentences, Chinese does not."""
        return Words(self.zh + other.zh, f"{self.en} {other.en}")


def _fill(text: str, day: str | None) -> str:
    before, opened, rest = text.partition("[")
    if not opened:
        return text
    inside, _, after = rest.partition("]")
    return before + ("" if day is None else inside.replace("{day}", day)) + after


def day_words(day: date) -> Words:
    """Write a day as each language does: 2026年6月20日, 20 June 2026."""
    return Words(f"{day.year}年{day.month}月{day.day}日", f"{day.day} {_MONTHS[day.month - 1]} {day.year}")


def moment_words(moment: datetime, *, offset_minutes: int = 0) -> Words:
    """Write the aware `moment` to the minute at a fixed offset from UTC, and name the offset."""
    local = moment.astimezone(UTC) + timedelta(minutes=offset_minutes)
    hours, minutes = divmod(abs(offset_minutes), 60)
    zone = "UTC" if not offset_minutes else f"UTC{'-' if offset_minutes < 0 else '+'}{hours:02}:{minutes:02}"
    day, clock = day_words(local.date()), f"{local.hour:02}:{local.minute:02}"
    return Words(f"{day.zh} {clock}（{zone}）", f"{day.en}, {clock} ({zone})")


def moment_text(moment: datetime) -> str:
    """Write the aware `moment` for programs: UTC, whole seconds, `2026-07-01T12:00:00Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
