import hashlib
from pathlib import Path

import pytest

from issuer.paper import undrawable
from issuer.paper.fonts import FOLDER


@pytest.mark.parametrize(
    "text",
    [
        "贾梓若",
        "阿卜杜热西提·买买提",
        "Mary-Jane O'Neill",
        "O’Neill",
        "𠅤䶮㛃𬭎",
        "José Müñoz Ångström Lǚ",
        "XBIM2600001",
        "",
    ],
)
def test_names_of_rosters_can_be_drawn(text: str) -> None:
    assert undrawable(text) == ()


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Łukasz Wałęsa", ("Ł", "ł", "ę")),
        ("张\U00031350三\U00031350", ("\U00031350",)),
        ("محمد", ("م", "ح", "د")),
        ("a\u200bb", ("\u200b",)),
        ("张\n三", ("\n",)),
        ("😀", ("😀",)),
        ("\ue000", ("\ue000",)),
    ],
)
def test_what_the_font_lacks_is_named_once_in_order(text: str, missing: tuple[str, ...]) -> None:
    assert undrawable(text) == missing


@pytest.mark.parametrize("file", ["NotoSerifSC_400Regular.ttf", "LICENSE_FONT"])
def test_the_files_are_those_of_the_package(file: str) -> None:
    origin = Path(FOLDER, "ORIGIN.md").read_text("utf-8")
    assert hashlib.sha256(Path(FOLDER, file).read_bytes()).hexdigest() in origin


def test_only_one_font_lies_there() -> None:
    assert [path.name for path in FOLDER.glob("*.[to]tf")] == ["NotoSerifSC_400Regular.ttf"]
