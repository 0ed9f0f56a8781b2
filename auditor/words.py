"""Every fact that a rule can find, as a sentence in both languages."""

from collections.abc import Mapping
from typing import Final

from auditor.language import Words

UNWORDED: Final = Words("规则发现：{fact}。", "The rule found: {fact}.")
"""Stands for a fact that has no words yet; a test lets none through."""

FACT_WORDS: Final[Mapping[str, Words]] = {}
"""By code of the fact."""
