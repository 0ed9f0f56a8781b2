from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from verifier.language import Language, Words, day_words, moment_text, moment_words


def test_days_are_written_as_each_language_does() -> None:
    assert day_words(date(2026, 6, 20)) == Words("2026年6月20日", "20 June 2026")


@pytest.mark.parametrize(
    ("offset", "zh", "en"),
    [
        (480, "2026年7月1日 20:05（UTC+08:00）", "1 July 2026, 20:05 (UTC+08:00)"),
        (-210, "2026年7月1日 08:35（UTC-03:30）", "1 July 2026, 08:35 (UTC-03:30)"),
        (0, "2026年7月1日 12:05（UTC）", "1 July 2026, 12:05 (UTC)"),
        (840, "2026年7月2日 02:05（UTC+14:00）", "2 July 2026, 02:05 (UTC+14:00)"),
    ],
)
def test_moments_name_their_offset(offset: int, zh: str, en: str) -> None:
    assert moment_words(datetime(2026, 7, 1, 12, 5, 59, tzinfo=UTC), offset_minutes=offset) == Words(zh, en)


def test_moments_for_programs_are_in_utc() -> None:
    moment = datetime(2026, 7, 1, 20, 0, tzinfo=timezone(timedelta(hours=8)))
    assert moment_text(moment) == "2026-07-01T12:00:00Z"


def test_a_day_that_is_not_known_takes_its_words_with_it() -> None:
    words = Words("撤销[，自{day}起]。", "revoked[ from {day}].")
    assert words.filled(day=None) == Words("撤销。", "revoked.")
    assert words.filled(day=date(2026, 1, 2)) == Words("撤销，自2026年1月2日起。", "revoked from 2 January 2026.")


def test_text_without_a_day_stays_as_it_is() -> None:
    assert Words("甲", "a").filled(day=date(2026, 1, 2)) == Words("甲", "a")


def test_sentences_are_joined_as_each_language_does() -> None:
    assert Words("甲。", "A.").followed_by(Words("乙。", "B.")) == Words("甲。乙。", "A. B.")


def test_each_language_leads_to_the_other() -> None:
    assert [language.other for language in Language] == [Language.EN, Language.ZH]
    assert [language.tag for language in Language] == ["zh-CN", "en"]
