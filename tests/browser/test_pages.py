"""What a person does with a browser: scan, upload, paste, switch the language, look at it on a telephone."""

import io
import re

import pytest
import qrcode
from playwright.sync_api import Page, expect

from certificate.verdict import Reason
from tests.browser.conftest import OpenPage
from tests.browser.site import Site
from tests.proofs import file_of
from tests.scenes import SCENES, hostile, scene_of, valid
from verifier.language import Language
from verifier.outcome_words import OUTCOME_WORDS

ONE_OF_EACH = [
    None,
    Reason.REASSESSMENT_OPEN,
    Reason.REVOKED,
    Reason.SIGNATURE_WRONG,
    Reason.NOT_ANCHORED,
    Reason.CHAIN_UNREACHABLE,
]


def title_of(reason: Reason | None, language: Language) -> str:
    return "Valid" if reason is None else OUTCOME_WORDS[reason.outcome].title.within(language)


def choose(page: Page, data: bytes, name: str = "certificate.json", *, field: str = "#file") -> None:
    page.set_input_files(field, {"name": name, "mimeType": "application/octet-stream", "buffer": data})


def submit(page: Page, way: str) -> None:
    page.locator(f"section[aria-labelledby={way}] button").click()


def verdict(page: Page) -> str:
    return page.locator("#verdict").inner_text()


@pytest.mark.parametrize(
    ("locale", "tag", "title"), [("zh-CN", "zh-CN", "有效"), ("en-GB", "en", "Valid"), ("fr-FR", "en", "Valid")]
)
def test_a_scanned_link_opens_and_shows_valid(
    site: Site, open_page: OpenPage, locale: str, tag: str, title: str
) -> None:
    site.show(valid())
    page = open_page(locale=locale, phone=True)
    page.goto(site.link())
    expect(page.locator("#verdict")).to_have_text(title)
    expect(page.locator("html")).to_have_attribute("lang", tag)
    expect(page.locator(".rows dd").first).to_have_text("欧阳娜娜")
    assert "#" not in page.url


def test_the_payload_of_a_scanned_link_is_in_no_address(site: Site, open_page: OpenPage) -> None:
    site.show(valid())
    page = open_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(site.link())
    page.wait_for_selector("#verdict")
    payload = site.link().partition("#1/")[2]
    assert [address for address in asked if payload[:40] in address.partition("#")[0]] == []


def test_going_back_from_a_scanned_link_leads_to_where_one_came_from(site: Site, open_page: OpenPage) -> None:
    site.show(valid())
    page = open_page()
    page.goto(f"{site.address}/en/")
    page.goto(site.link())
    page.wait_for_selector("#verdict")
    page.go_back()
    page.wait_for_url(f"{site.address}/en/")


@pytest.mark.parametrize(
    ("payload", "message"),
    [
        ("1/ABC", "cut off, damaged"),
        ("1/%3Cscript%3Ealert(1)%3C/script%3E", "cut off, damaged"),
        ("2/ABC", "cut off, damaged"),
        ("nonsense", "cut off, damaged"),
    ],
)
def test_a_damaged_link_is_no_verdict(site: Site, open_page: OpenPage, payload: str, message: str) -> None:
    page = open_page()
    page.goto(f"{site.address}/v#{payload}")
    page.wait_for_selector("#verdict")
    assert verdict(page) == "Could not check"
    assert message in page.locator(".verdict .body").inner_text()


def test_a_link_without_a_payload_says_what_to_do(site: Site, open_page: OpenPage) -> None:
    page = open_page(locale="zh-CN")
    page.goto(f"{site.address}/v")
    expect(page.locator("#empty")).to_be_visible()
    expect(page.locator("#link")).to_be_visible()
    expect(page.locator("#working")).to_be_hidden()


def test_a_second_scan_in_the_same_tab_is_judged_too(site: Site, open_page: OpenPage) -> None:
    site.show(valid())
    page = open_page()
    page.goto(f"{site.address}/v")
    page.evaluate("link => { location.hash = new URL(link).hash }", site.link())
    expect(page.locator("#verdict")).to_have_text("Valid")


def test_without_scripts_a_scanned_link_says_how_to_go_on(site: Site, open_page: OpenPage) -> None:
    site.show(valid())
    page = open_page(scripts=False, phone=True)
    page.goto(site.link())
    expect(page.locator("noscript p")).to_contain_text("Copy the whole link")
    page.fill("#link", site.link())
    submit(page, "way-link")
    assert verdict(page) == "Valid"


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("reason", ONE_OF_EACH, ids=lambda reason: reason.value if reason else "valid")
def test_a_file_is_uploaded_and_judged(
    site: Site, open_page: OpenPage, reason: Reason | None, *, scripts: bool
) -> None:
    scene = site.show(scene_of(reason))
    page = open_page(scripts=scripts)
    page.goto(f"{site.address}/en/")
    choose(page, scene.data)
    submit(page, "way-file")
    page.wait_for_selector("#verdict")
    assert verdict(page) == title_of(reason, Language.EN)


def test_a_photograph_of_the_code_is_judged_on_a_telephone(site: Site, open_page: OpenPage) -> None:
    site.show(valid())
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_L, box_size=6)
    code.add_data(site.link())
    picture = io.BytesIO()
    code.make_image().save(picture)
    page = open_page(phone=True)
    page.goto(f"{site.address}/en/")
    expect(page.locator("#photo")).to_have_attribute("capture", "environment")
    choose(page, picture.getvalue(), "photo.png", field="#photo")
    submit(page, "way-photo")
    page.wait_for_selector("#verdict")
    assert verdict(page) == "Valid"


def test_the_camera_is_offered_only_where_there_is_a_finger(site: Site, open_page: OpenPage) -> None:
    with_mouse = open_page()
    with_mouse.goto(f"{site.address}/en/")
    expect(with_mouse.locator("section.camera")).to_be_hidden()
    with_finger = open_page(phone=True)
    with_finger.goto(f"{site.address}/en/")
    expect(with_finger.locator("section.camera")).to_be_visible()


def test_nothing_is_sent_before_a_file_is_chosen(site: Site, open_page: OpenPage) -> None:
    page = open_page()
    page.goto(f"{site.address}/en/")
    submit(page, "way-file")
    assert page.url == f"{site.address}/en/"
    choose(page, b"{}", "my certificate.json")
    expect(page.locator("label[for=file]")).to_contain_text("Chosen my certificate.json")


def test_without_scripts_a_chosen_file_is_shown_as_chosen(site: Site, open_page: OpenPage) -> None:
    page = open_page(scripts=False)
    page.goto(f"{site.address}/zh/")
    expect(page.locator("label[for=file] .before")).to_be_visible()
    choose(page, b"{}")
    expect(page.locator("label[for=file] .after")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_the_language_is_switched_and_the_result_stays(site: Site, open_page: OpenPage, *, scripts: bool) -> None:
    scene = site.show(scene_of(Reason.REVOKED))
    page = open_page(locale="zh-CN", scripts=scripts)
    page.goto(f"{site.address}/zh/")
    choose(page, scene.data)
    submit(page, "way-file")
    assert verdict(page) == "真实，但当前不可用"
    page.locator("button.switch").click()
    expect(page.locator("#verdict")).to_have_text("Genuine, not current")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.locator("button.switch").click()
    expect(page.locator("#verdict")).to_have_text("真实，但当前不可用")


def test_the_test_network_is_said_across_the_whole_width(site: Site, open_page: OpenPage) -> None:
    site.show(valid())
    for phone in (True, False):
        page = open_page(phone=phone)
        page.goto(site.link())
        banner = page.locator(".test-banner")
        expect(banner).to_contain_text("Test network (demonstration chain)")
        box = banner.bounding_box()
        assert box is not None
        width = page.evaluate("document.documentElement.clientWidth")
        assert (box["x"], box["y"], box["width"]) == (0, 0, width)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("reason", [None, *SCENES], ids=lambda reason: reason.value if reason else "valid")
def test_a_telephone_never_scrolls_sideways(
    site: Site, open_page: OpenPage, reason: Reason | None, language: str
) -> None:
    scene = site.show(scene_of(reason))
    page = open_page(phone=True)
    page.goto(f"{site.address}/{language}/")
    assert overflow(page) <= 0
    choose(page, scene.data)
    submit(page, "way-file")
    page.wait_for_selector("#verdict")
    if page.locator(".checks:not([open]) summary").count():
        page.locator(".checks summary").click()
    assert overflow(page) <= 0


def test_a_name_of_any_length_or_kind_stays_text_and_inside(site: Site, open_page: OpenPage) -> None:
    for name in ("<img src=x onerror=document.title='owned'>", "W" * 200, "𠮷" * 200, "' OR 1=1 --"):
        scene = site.show(hostile(name))
        page = open_page(phone=True)
        page.goto(site.link(scene))
        expect(page.locator(".rows dd").first).to_have_text(name)
        assert overflow(page) <= 0
        assert page.title().startswith("Valid")


def overflow(page: Page) -> int:
    found = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert isinstance(found, int)
    return found


def test_everything_is_reached_by_keyboard(site: Site, open_page: OpenPage) -> None:
    page = open_page()
    page.goto(f"{site.address}/en/")
    reached = []
    for _ in range(7):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.id || document.activeElement.className"))
    assert reached == ["skip", "brand", "switch", "file", "button", "link", "button"]


LUMINANCE = """
element => {
  const canvas = document.createElement('canvas').getContext('2d');
  const read = colour => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
                           return [...canvas.getImageData(0, 0, 1, 1).data]; };
  const light = ([r, g, b]) => [r, g, b].map(v => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
                                        .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  let ground = element, colour;
  do { colour = read(getComputedStyle(ground).backgroundColor); ground = ground.parentElement; }
  while (ground && colour[3] < 255);
  const [a, b] = [light(read(getComputedStyle(element).color)), light(colour[3] < 255 ? [255, 255, 255] : colour)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}
"""


@pytest.mark.parametrize("reason", ONE_OF_EACH, ids=lambda reason: reason.value if reason else "valid")
def test_every_text_has_the_contrast_of_wcag_aa(site: Site, open_page: OpenPage, reason: Reason | None) -> None:
    site.show(scene_of(reason))
    page = open_page()
    page.goto(site.link())
    page.wait_for_selector("#verdict")
    if page.locator(".checks:not([open]) summary").count():
        page.locator(".checks summary").click()
    faint = [
        text
        for element in page.locator("main :is(p, h1, h2, dt, dd, span, strong, a), footer p, header a").all()
        if element.is_visible() and (text := element.inner_text().strip()) and element.evaluate(LUMINANCE) < 4.5
    ]
    assert faint == []


def test_a_printed_result_has_the_checks_and_no_buttons(site: Site, open_page: OpenPage) -> None:
    site.show(valid())
    page = open_page()
    page.goto(site.link())
    page.wait_for_selector("#verdict")
    page.emulate_media(media="print")
    expect(page.locator("button.switch")).to_be_hidden()
    expect(page.locator(".again")).to_be_hidden()
    expect(page.locator("#verdict")).to_be_visible()
    assert re.search(r"V11", page.locator(".checks").inner_text())


def test_pages_do_not_shift_while_they_load(site: Site, open_page: OpenPage) -> None:
    page = open_page(phone=True)
    page.add_init_script(
        "window.shift = 0; new PerformanceObserver(list => { for (const entry of list.getEntries()) window.shift += "
        "entry.value; }).observe({type: 'layout-shift', buffered: true});"
    )
    page.goto(f"{site.address}/zh/")
    page.wait_for_load_state("load")
    assert page.evaluate("window.shift") == 0


@pytest.mark.parametrize("phone", [True, False], ids=["360", "1280"])
@pytest.mark.parametrize(("locale", "title"), [("zh-CN", "证明成立"), ("en-GB", "Proven")])
def test_a_learners_proof_is_explained_and_fits_the_screen(
    open_page: OpenPage, site: Site, locale: str, title: str, *, phone: bool
) -> None:
    page = open_page(locale=locale, phone=phone)
    page.goto(site.address)
    choose(page, file_of(0), "x.proof.json")
    submit(page, "way-file")
    page.wait_for_url("**/result")
    assert page.locator("h1").inner_text() == title
    assert page.locator(".rows").first.locator("dt").count() == 5
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.locator(".switch").click()
    other = {"证明成立": "Proven", "Proven": "证明成立"}[title]
    page.get_by_role("heading", level=1, name=other).wait_for()
