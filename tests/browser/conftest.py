"""A real browser and a running verifier."""

import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.site import Site, running_site

ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
# A finger and no mouse, which emulating a telephone's screen alone does not give.
TOUCH = "--blink-settings=availablePointerTypes=2,primaryPointerType=2,availableHoverTypes=1,primaryHoverType=1"
PHONE = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True}

OpenPage = Callable[..., Page]


def chromium() -> str:
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert found, "no Chromium on this machine; install the package chromium"
    return found


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    with running_site() as running:
        yield running


@pytest.fixture(scope="session")
def browsers() -> Iterator[dict[bool, Browser]]:
    """A browser with a mouse (False) and one with a finger (True)."""
    with sync_playwright() as playwright:
        path = chromium()
        yield {
            touch: playwright.chromium.launch(executable_path=path, args=[*ARGUMENTS, *([TOUCH] if touch else [])])
            for touch in (False, True)
        }


@pytest.fixture
def open_page(browsers: dict[bool, Browser], site: Site) -> Iterator[OpenPage]:
    """Open pages that fail the test if a script fails or anything is asked of another site."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def own(address: str) -> bool:
        return address.startswith((site.address, "data:", "blob:", "about:"))

    def build(*, locale: str = "en-GB", phone: bool = False, scripts: bool = True) -> Page:
        options = PHONE if phone else {"viewport": {"width": 1280, "height": 900}}
        context = browsers[phone].new_context(locale=locale, java_script_enabled=scripts, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.on("request", lambda request: None if own(request.url) else faults.append(request.url))
        return page

    yield build
    cookies = [cookie for context in contexts for cookie in context.cookies()]
    for context in contexts:
        context.close()
    assert faults == []
    assert cookies == []
