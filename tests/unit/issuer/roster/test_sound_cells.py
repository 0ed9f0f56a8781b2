"""The short cuts for cells that are sound find what the long way finds."""

import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from issuer.roster.mend import mend_code, mend_mark, mend_name
from issuer.roster.names import LONGEST_NAME, is_plain_text, name_problem
from issuer.roster.reasons import Reason

CHINESE = [chr(code) for code in range(0x4E00, 0xA000)]
USUAL = CHINESE[: 0x9FEF - 0x4E00 + 1]
ASCII = [chr(code) for code in range(0x20, 0x7F)]
CELLS = st.text(st.sampled_from([*ASCII, "\t", "\u3000", "\uff11", "é", "张"]), max_size=6)


def test_no_chinese_character_has_another_form() -> None:
    assert [character for character in CHINESE if unicodedata.normalize("NFC", character) != character] == []
    assert [character for character in CHINESE if mend_name(character).changes] == []


def test_every_usual_name_is_made_of_letters() -> None:
    assert {unicodedata.category(character) for character in USUAL} == {"Lo"}
    assert {name_problem(character) for character in USUAL} == {None}
    assert {is_plain_text(character, longest=1) for character in USUAL} == {True}


def test_a_usual_name_may_be_too_long() -> None:
    assert name_problem("张" * LONGEST_NAME) is None
    assert name_problem("张" * (LONGEST_NAME + 1)) is Reason.NAME_TOO_LONG
    assert not is_plain_text("张" * 101, longest=100)


@given(CELLS)
def test_a_code_is_mended_as_the_steps_say(text: str) -> None:
    mended = re.sub(r"^[\t']+|\t+$", "", text).strip(" \u3000").replace("\uff11", "1")
    mended = mended.upper() if mended.isascii() else mended
    assert mend_code(text).text == mended
    assert bool(mend_code(text).changes) == (mended != text)


@given(CELLS)
def test_a_mark_is_mended_as_the_steps_say(text: str) -> None:
    mended = text.strip(" \u3000").replace("\uff11", "1")
    assert mend_mark(text).text == mended
    assert bool(mend_mark(text).changes) == (mended != text)
