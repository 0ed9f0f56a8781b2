"""Markup in which every text is escaped: what a package says can never become an element."""

from html import escape
from typing import Final

_VOID: Final = frozenset({"meta", "rect", "line", "path", "circle"})


class Markup(str):
    """Text that is markup already; only `element` and `joined` make it."""

    __slots__ = ()


def element(tag: str, /, *inside: str, **attributes: str | float | None) -> Markup:
    """Return an element; plain texts inside are escaped. `class_` is `class`, `_` in a name is `-`; None leaves out."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    if tag in _VOID and not inside:
        return Markup(f"<{tag}{written}/>" if tag != "meta" else f"<{tag}{written}>")
    return Markup(f"<{tag}{written}>{joined(*inside)}</{tag}>")


def joined(*parts: str) -> Markup:
    """Return the parts in a row, texts escaped."""
    return Markup("".join(part if isinstance(part, Markup) else escape(part) for part in parts))
