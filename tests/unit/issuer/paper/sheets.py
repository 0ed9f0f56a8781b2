"""Sheets and links for the tests of paper and of uploads; every value is invented."""

import random
from dataclasses import replace
from datetime import date
from typing import Any

from issuer.paper import Bilingual, Sheet

VERIFIER = "https://verify.example/v"
BASE41 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ$*-.:"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def link(digits: int, *, seed: int = 1, alphabet: str = BASE41) -> str:
    """Return a link with `digits` random base41 digits, the same for the same `seed`."""
    chosen = random.Random(seed)  # noqa: S311 - test data that is the same on every run
    return f"{VERIFIER}#1/" + "".join(chosen.choice(alphabet) for _ in range(digits))


_SHEET = Sheet(
    holder_name="贾梓若",
    holder_document=Bilingual("居民身份证 尾号 5573", "Resident identity card ending 5573"),
    standard=Bilingual("建筑信息模型(BIM)", "Building Information Modelling"),
    level=Bilingual("初级 BIM建模", "Junior: BIM modelling"),
    organisation_zh="廊坊市中科建筑产业化创新研究中心",
    organisation_en=None,
    certificate_number="XBIM2600001",
    issued_on=date(2026, 6, 20),
    certificate_json='{"id":"urn:uuid:1","name":"贾梓若"}'.encode(),
    link=link(1350),
    key_fingerprint="3F9A 61C2 08BE 77D4 · 1E50 A2B9 94C3 0D6F",
    network=Bilingual(
        "示例联盟链 eip155:31337 · 登记簿 0x5fbdb2315678afecb367f032d93f642f64180aa3",
        "Example consortium chain eip155:31337 · registry 0x5fbdb2315678afecb367f032d93f642f64180aa3",
    ),
    test_network=False,
)


def sheet(**changes: Any) -> Sheet:
    """Return an ordinary sheet with `changes`."""
    return replace(_SHEET, **changes)


LONGEST: dict[str, dict[str, Any]] = {
    "roster": {"holder_name": "阿卜杜热西提·买买提", "test_network": True},
    "latin": {"holder_name": "Mary-Jane O'Neill", "holder_document": None},
    "extension-b": {"holder_name": "𠅤䶮"},
    "catalogue": {
        "standard": Bilingual("人工智能工程技术人员", "Artificial-intelligence engineering personnel"),
        "level": Bilingual("一级 高级技师", "L1 Senior technician"),
        "organisation_zh": "廊坊市中科建筑产业化创新研究中心",
        "organisation_en": "Langfang Zhongke Research Centre for Innovation in Industrialised Construction",
    },
    "beyond": {
        "holder_name": "Wolfeschlegelsteinhausenbergerdorff Maria-Magdalena O’Shaughnessy-Featherstonehaugh",
        "standard": Bilingual(
            "人工智能工程技术人员与服务机器人应用技术员联合职业技能标准（试行）二〇二六年修订版",
            "Joint vocational skill standard for artificial-intelligence engineering personnel and "
            "service-robot application technicians, revised edition",
        ),
        "organisation_zh": "全国新能源智能网联汽车产业化技术创新与职业技能培训评价联合中心（北京）有限责任公司",
        "organisation_en": "National Joint Centre for Technological Innovation and Skill Assessment in Intelligent "
        "Connected New-Energy Vehicles (Beijing)",
        "certificate_number": "Y000123456789012345678901234567890",
        "link": link(1900),
        "test_network": True,
    },
}
"""The longest names and titles of catalogue and roster, and longer ones than any of them."""
