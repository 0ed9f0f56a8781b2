"""Standards: one spelling, one hash, nothing that contradicts itself, and a catalogue complete in both languages."""

import hashlib
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from certificate.bilingual import Bilingual
from certificate.catalogue import read_catalogue, standards_from_catalogue
from certificate.criteria import criteria_en, criteria_narrative, criteria_zh
from certificate.errors import CertificateError, MalformedError, UnknownVersionError
from certificate.jcs import JsonValue, write_jcs
from certificate.pass_rule import AllParts, Part, PartMark, PartWeight, PassRule, Weighted, WeightedWithFloors
from certificate.standard import Level, Occupation, Reassessment, Standard, parse_standard, write_standard
from certificate.text import MAXIMUM_NARRATIVE, MAXIMUM_TEXT, require_text

CATALOGUE = (Path(__file__).parents[3] / "xcert/data/catalogue.json").read_bytes()
STANDARDS = standards_from_catalogue(CATALOGUE)
BIM = STANDARDS["X-BIM"]

titles = st.text("建筑信息模型𠅤ABC abc·é()'\"\\/", min_size=1, max_size=30).filter(lambda text: text == text.strip())
bilinguals = st.builds(Bilingual, zh=titles, en=titles)


@st.composite
def rules(draw: st.DrawFn, parts: tuple[Part, ...]) -> PassRule:
    marks = tuple(PartMark(part.code, draw(st.integers(1, part.maximum))) for part in parts)
    if any(part.from_level > 1 for part in parts) or draw(st.booleans()):
        return AllParts(marks)
    cuts = sorted(draw(st.sets(st.integers(1, 999), min_size=len(parts) - 1, max_size=len(parts) - 1)))
    shares = [high - low for low, high in zip([0, *cuts], [*cuts, 1000], strict=True)]
    weights = tuple(PartWeight(part.code, share) for part, share in zip(parts, shares, strict=True))
    reachable = sum(part.maximum * share for part, share in zip(parts, shares, strict=True)) // 1000
    pass_mark = draw(st.integers(1, max(1, reachable)))
    floored = draw(st.booleans())
    return WeightedWithFloors(pass_mark, weights, marks) if floored else Weighted(pass_mark, weights)


@st.composite
def standards(draw: st.DrawFn) -> Standard:
    levels = draw(
        st.lists(
            st.builds(Level, bilinguals, st.integers(0, 10_000)),
            min_size=1,
            max_size=16,
            unique_by=lambda level: level.title,
        )
    )
    codes = draw(st.lists(st.sampled_from("WPRABC"), min_size=1, max_size=4, unique=True))
    first = draw(st.lists(st.integers(1, len(levels)), min_size=len(codes), max_size=len(codes)))
    maxima = draw(st.lists(st.integers(2, 1_000_00), min_size=len(codes), max_size=len(codes)))
    parts = tuple(
        Part(code, draw(bilinguals), maximum, draw(st.integers(0, 10_000)), 1 if place == 0 else level)
        for place, (code, level, maximum) in enumerate(zip(codes, first, maxima, strict=True))
    )
    interval = draw(st.integers(0, 600))
    return Standard(
        family=draw(st.from_regex(r"[A-Z][A-Z0-9]{0,3}(-[A-Z0-9]{1,5}){0,2}", fullmatch=True)),
        title=draw(bilinguals),
        occupation=Occupation(
            draw(st.from_regex(r"[0-9]-[0-9]{2}-[0-9]{2}-[0-9]{2}", fullmatch=True)), draw(bilinguals)
        ),
        levels=tuple(levels),
        parts=parts,
        pass_rule=draw(rules(parts)),
        reassessment=Reassessment(
            interval, draw(st.integers(0, 600)) if interval else 0, draw(st.integers(0, interval))
        ),
        difficulty_permille=draw(st.integers(1, 10_000)),
        utc_offset_minutes=draw(st.integers(-720, 840)),
    )


@given(standards())
def test_a_written_standard_reads_as_the_same(standard: Standard) -> None:
    assert parse_standard(write_standard(standard)) == standard


@given(standards())
def test_the_hash_is_over_the_tag_and_canonical_json(standard: Standard) -> None:
    document = write_standard(standard)
    again = rfc8785.dumps(json.loads(document))
    assert document == again
    assert standard.version == hashlib.sha256(b"xcert/standard/v0\x00" + again).digest()


@given(standard=standards(), place=st.integers(0, 10_000), byte=st.integers(0, 255))
def test_what_reads_writes_the_same_bytes(standard: Standard, place: int, byte: int) -> None:
    document = bytearray(write_standard(standard))
    document[place % len(document)] = byte
    try:
        read = parse_standard(bytes(document))
    except CertificateError:
        return
    assert write_standard(read) == bytes(document)


@given(st.binary(max_size=200) | st.text(max_size=100).map(str.encode))
def test_arbitrary_bytes_are_refused_with_our_error(data: bytes) -> None:
    with pytest.raises(CertificateError):
        parse_standard(data)


def test_every_change_of_a_standard_is_another_version() -> None:
    changed = [
        replace(BIM, family="X-BIN"),
        replace(BIM, difficulty_permille=1101),
        replace(BIM, utc_offset_minutes=0),
        replace(BIM, levels=BIM.levels[:2]),
        replace(BIM, reassessment=Reassessment(36, 12, 2)),
        replace(BIM, pass_rule=AllParts((PartMark("W", 60_00), PartMark("P", 60_01)))),
    ]
    assert len({standard.version for standard in (BIM, *changed)}) == len(changed) + 1


REMOVED = "(removed)"


def edited(path: str, value: object) -> bytes:
    """Write BIM with the member at `path`, such as `parts.0.code`, set to `value`."""
    document = json.loads(write_standard(BIM))
    *way, last = path.split(".")
    place = document
    for step in way:
        place = place[int(step) if step.isdigit() else step]
    place[last] = value
    if value == REMOVED:
        del place[last]
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


@pytest.mark.parametrize(
    ("path", "value", "reason"),
    [
        ("extra", "x", "has a member that is not known"),
        ("levels", REMOVED, "lacks levels"),
        ("family", 1, "family is not a text"),
        ("levels", "X", "levels is not an array"),
        ("levels", [], "the number of levels: 0"),
        ("levels", ["X"], "a level is not a JSON object"),
        ("difficultyPermille", True, "difficultyPermille is not a whole number"),
        ("difficultyPermille", "1", "difficultyPermille is not a whole number"),
        ("difficultyPermille", 1.0, "1.0 is no whole number"),
        ("title", None, "title is not a JSON object"),
        ("title.zh", "", "the Chinese text has 0 characters"),
        ("title.en", "BIM\u202e", "U\\+202E"),
        ("parts.0.fromLevel", REMOVED, "a part lacks fromLevel"),
        ("passRule.rule", "BEST_OF", "ALL_PARTS, WEIGHTED or"),
        ("passRule.passMark", 60, "has a member that is not known"),
        ("passRule.passMarks.R", 60, "has a member that is not known"),
        ("passRule.passMarks", [1], "passMarks is not a JSON object"),
        ("passRule", "ALL_PARTS", "ALL_PARTS, WEIGHTED or"),
    ],
)
def test_another_form_is_refused(path: str, value: object, reason: str) -> None:
    with pytest.raises(MalformedError, match=reason):
        parse_standard(edited(path, value))


def test_another_version_of_the_form_is_named_as_such() -> None:
    with pytest.raises(UnknownVersionError, match="a newer xcert may read it"):
        parse_standard(edited("format", "xcert/standard/v1"))


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        (b"{", b" {", "canonical spelling"),
        (b'"family":"X-BIM"', b'"family":"X\\u002dBIM"', "canonical spelling"),
        (b'"family":"X-BIM"', b'"family":"X-BIM","family":"X-BIM"', "a name twice"),
        (b'"family":"X-BIM"', b'"family":"\\ud800"', "a standard's code"),
        (b"1100", b"1.1e3", "no whole number"),
        (b"1100", b"NaN", "no whole number"),
        (b"1100", b"null", "not a whole number"),
        (b"1100", b"9" * 5000, "not JSON"),
        (b"{", b"\xef\xbb\xbf{", "not JSON"),
        (b"X-BIM", b"X-B\xffM", "not JSON"),
        (b"{", b"[" * 9000, "not JSON"),
        (b"}}", b"}}" + b" " * 17_000, "at most 16384"),
    ],
)
def test_another_spelling_is_refused(old: bytes, new: bytes, reason: str) -> None:
    document = write_standard(BIM)
    assert old in document
    with pytest.raises(MalformedError, match=reason):
        parse_standard(document.replace(old, new, 1))


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"family": "x-bim"}, "a standard's code"),
        ({"family": "X--BIM"}, "a standard's code"),
        ({"family": "X-BIM\n"}, "a standard's code"),
        ({"family": "X" * 17}, "a standard's code"),
        ({"occupation": Occupation("4-4-5-4", BIM.title)}, "an occupation's code"),
        ({"difficulty_permille": 0}, "the difficulty in thousandths: 0"),
        ({"utc_offset_minutes": 900}, "the minutes ahead of UTC: 900"),
        ({"levels": BIM.levels * 6}, "the number of levels: 18"),
        ({"levels": (BIM.levels[0], BIM.levels[0])}, "two levels have the same title"),
        ({"levels": (Level(BIM.title, -1),)}, "training hours: -1"),
        ({"parts": ()}, "the number of parts: 0"),
        ({"parts": (BIM.parts[0], BIM.parts[0])}, "two parts have the same code"),
        ({"parts": tuple(replace(part, from_level=2) for part in BIM.parts)}, "level 1 has no part"),
        ({"parts": (BIM.parts[0], replace(BIM.parts[1], from_level=4))}, "the first level of part P: 4"),
        ({"parts": BIM.parts[:1]}, "one pass mark for each part"),
        ({"reassessment": Reassessment(601, 0, 0)}, "months to reassessment: 601"),
        ({"reassessment": Reassessment(12, -1, 0)}, "months to make up: -1"),
        ({"reassessment": Reassessment(12, 0, 13)}, "months of lead: 13"),
        ({"reassessment": Reassessment(0, 6, 0)}, "never reassessed has nothing to make up"),
    ],
)
def test_a_standard_that_contradicts_itself_cannot_be_made(changes: dict[str, Any], reason: str) -> None:
    with pytest.raises(MalformedError, match=reason):
        replace(BIM, **changes)


@pytest.mark.parametrize("value", ["\ud800", {"a": "\udfff"}], ids=["alone", "inside"])
def test_what_json_cannot_carry_is_not_written(value: JsonValue) -> None:
    with pytest.raises(MalformedError, match="cannot be written as canonical JSON"):
        write_jcs(value)


@pytest.mark.parametrize("level", [0, 4, -1])
def test_a_level_that_is_not_there_is_refused(level: int) -> None:
    assert not BIM.has_level(level)
    with pytest.raises(MalformedError, match="X-BIM has levels 1 to 3"):
        BIM.level(level)


def test_the_catalogue_has_its_twelve_standards() -> None:
    assert list(STANDARDS) == [
        "X-BIM", "X-WEB", "X-LOG", "X-ELD", "X-AUTO", "X-NEV", "X-PY", "X-ROB", "X-CLD", "N-AI", "N-SRB", "N-HEA",
    ]  # fmt: skip
    assert STANDARDS["X-PY"].pass_rule == Weighted(60_00, (PartWeight("W", 400), PartWeight("P", 600)))
    assert BIM.level(1).title == Bilingual(zh="初级 BIM建模", en="Junior: BIM modelling")
    assert BIM.reassessment == Reassessment(interval_months=36, makeup_months=12, lead_months=3)


@pytest.mark.parametrize(("family", "levels"), [("N-AI", [2, 3]), ("N-SRB", [4, 5]), ("N-HEA", [2, 3])])
def test_the_review_is_for_the_two_highest_levels(family: str, levels: list[int]) -> None:
    standard = STANDARDS[family]
    every = range(1, len(standard.levels) + 1)
    assert [level for level in every if "R" in {part.code for part in standard.parts_due(level)}] == levels


def test_the_catalogue_is_whole_in_both_languages() -> None:
    entries = read_catalogue(CATALOGUE)
    texts = [entry.awarding_organisation for entry in entries if entry.awarding_organisation]
    for each in STANDARDS.values():
        texts += [each.title, each.occupation.title, *(level.title for level in each.levels)]
        texts += [part.title for part in each.parts]
    assert len(texts) == 98
    for text in texts:
        assert re.search("[\u4e00-\u9fff]", text.zh), text
        assert text.en.isascii(), text
        assert "/" not in text.zh + text.en, text


@given(standards())
def test_every_narrative_fits_a_certificate(standard: Standard) -> None:
    for level in range(1, len(standard.levels) + 1):
        require_text(criteria_narrative(standard, level), what="the narrative", maximum=MAXIMUM_NARRATIVE)


def test_the_longest_narrative_and_name_fit_a_certificate() -> None:
    parts = tuple(Part(code, Bilingual("长" * 36, "L" * 36), 999_99, 60) for code in "WPRA")
    weights = tuple(PartWeight(code, 250) for code in "WPRA")
    floors = tuple(PartMark(code, 999_99) for code in "WPRA")
    longest = Bilingual("长" * 96, "L" * 96)
    standard = replace(
        BIM,
        title=longest,
        levels=(Level(longest, 1),),
        parts=parts,
        pass_rule=WeightedWithFloors(999_99, weights, floors),
    )
    require_text(criteria_narrative(standard, 1), what="the narrative", maximum=MAXIMUM_NARRATIVE)
    require_text(f"{standard.title.zh} {standard.levels[0].title.zh}", what="the name", maximum=MAXIMUM_TEXT)


def test_criteria_say_the_rule_in_words() -> None:
    floored = WeightedWithFloors(
        60_00, (PartWeight("W", 405), PartWeight("P", 595)), (PartMark("W", 50_00), PartMark("P", 40_50))
    )
    assert criteria_zh(BIM, 1) == "各科均须合格：理论知识考试60分（满分100）、技能考核60分（满分100）。"
    assert criteria_en(BIM, 1) == ("Every part passed: Written examination 60 of 100, Practical examination 60 of 100.")
    assert criteria_en(STANDARDS["X-PY"], 2) == (
        "Composite of at least 60: Written examination 40%, Practical examination 60%."
    )
    assert criteria_zh(STANDARDS["X-PY"], 2) == "综合成绩不低于60分：理论知识考试占40%、技能考核占60%。"
    assert criteria_en(replace(BIM, pass_rule=floored), 1) == (
        "Composite of at least 60: Written examination 40.5% (at least 50), "
        "Practical examination 59.5% (at least 40.5)."
    )
    assert criteria_zh(replace(BIM, pass_rule=floored), 1) == (
        "综合成绩不低于60分：理论知识考试占40.5%（最低50分）、技能考核占59.5%（最低40.5分）。"
    )
    assert "综合评审" not in criteria_zh(STANDARDS["N-AI"], 1)
    assert "综合评审60分" in criteria_zh(STANDARDS["N-AI"], 2)
    with pytest.raises(MalformedError, match="has levels 1 to 3"):
        criteria_zh(BIM, 4)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "not JSON"),
        (b"{}", "not a JSON array"),
        (b'"X-BIM"', "not a JSON array"),
        (b"[1]", "a catalogue entry is not a JSON object"),
        (b"[{}]", "a catalogue entry lacks standard"),
        (b'[{"standard":{}}]', "the standard lacks"),
        (b"[" + b" " * 1_000_000 + b"]", "at most 1000000"),
        (b"[%s,%s]" % ((b'{"standard":' + write_standard(BIM) + b"}",) * 2), "a code twice"),
        (b'[{"awardingOrganisation":{"zh":"x"},"standard":%s}]' % write_standard(BIM), "awardingOrganisation lacks en"),
    ],
)
def test_a_catalogue_that_cannot_be_taken_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(MalformedError, match=reason):
        read_catalogue(data)
