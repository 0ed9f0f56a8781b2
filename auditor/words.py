"""Every fact that a rule can find, as a sentence in both languages."""

from collections.abc import Mapping
from typing import Final

from auditor.language import Words
from auditor.words_authority import AUTHORITY_WORDS
from auditor.words_outcome import OUTCOME_FACT_WORDS
from auditor.words_people import PEOPLE_WORDS
from auditor.words_scoring import SCORING_WORDS

UNWORDED: Final = Words("规则发现：{fact}。", "The rule found: {fact}.")
"""Stands for a fact of a newer rule that has no words yet; a test lets none through."""

FACT_WORDS: Final[Mapping[str, Words]] = {**AUTHORITY_WORDS, **PEOPLE_WORDS, **SCORING_WORDS, **OUTCOME_FACT_WORDS}
"""By code of the fact."""
