from datetime import date
from typing import Any

import pytest

from issuer.paper import Bilingual, LinkError, SheetError
from tests.unit.issuer.paper.sheets import sheet


def test_the_printed_address_is_the_one_in_the_code() -> None:
    assert sheet(link="http://127.0.0.1:8000/v#1/ABC").verifier == "http://127.0.0.1:8000/v"


def test_every_printed_text_is_listed_by_name() -> None:
    texts = sheet(organisation_en="Centre").texts()
    assert texts["holder_name"] == "贾梓若"
    assert texts["standard.en"] == "Building Information Modelling"
    assert texts["organisation_en"] == "Centre"
    assert "link" not in texts
    assert len(texts) == 13


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"holder_name": ""}, "holder_name"),
        ({"holder_name": " 张三"}, "holder_name"),
        ({"holder_name": "张三\u3000"}, "holder_name"),
        ({"holder_name": "张\n三"}, "holder_name"),
        ({"holder_name": "张\u202e三"}, "holder_name"),
        ({"holder_name": "张\u200b三"}, "holder_name"),
        ({"holder_name": "张\u2028三"}, "holder_name"),
        ({"holder_name": "张\ud800"}, "holder_name"),
        ({"holder_document": Bilingual("尾号 1", "")}, "holder_document.en"),
        ({"standard": Bilingual("", "Logistics")}, "standard.zh"),
        ({"level": Bilingual("初级", "")}, "level.en"),
        ({"organisation_zh": ""}, "organisation_zh"),
        ({"organisation_en": ""}, "organisation_en"),
        ({"certificate_number": "1\t2"}, "certificate_number"),
        ({"key_fingerprint": ""}, "key_fingerprint"),
        ({"network": Bilingual("链", "")}, "network.en"),
        ({"certificate_json": b""}, "certificate_json"),
        ({"certificate_json": b"x" * 65_537}, "certificate_json"),
        ({"certificate_json": b"\xff\xfe"}, "certificate_json"),
    ],
)
def test_a_value_that_cannot_be_printed_is_refused_by_name(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(SheetError) as refusal:
        sheet(**changes)
    assert refusal.value.field == field


def test_another_link_is_refused() -> None:
    with pytest.raises(LinkError):
        sheet(link="https://verify.example/")


def test_a_sheet_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        sheet().issued_on = date(2026, 1, 1)  # type: ignore[misc]
