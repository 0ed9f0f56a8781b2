"""The pages: wholly in one language, usable without scripts, and showing only what is confirmed."""

import base64
import io
import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from certificate.qr_payload import encode_link
from certificate.verdict import Reason
from tests.scenes import CONFIG, SCENES, hostile, reader_of, scene_of, valid
from verifier.app import create_app
from verifier.input_reason import InputReason
from verifier.language import Language
from verifier.outcome_words import OUTCOME_WORDS
from verifier.wording import said

Visit = Callable[..., FlaskClient]
CHINESE = re.compile(r"[\u4e00-\u9fff]")
REASONS = [None, *sorted(SCENES, key=lambda reason: reason.precedence)]
VOID = {"meta", "link", "input", "path", "circle", "br"}
PERSONAL = ["欧阳娜娜", "S00009900000126100", "廊坊市中科", "建筑信息模型"]


class Page(HTMLParser):
    """Reads a page strictly: every element is closed in order; texts are kept with the language they stand in."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[tuple[str, str | None]] = []
        self.texts: list[tuple[str, str | None]] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        assert len(found) == len(attrs), "an attribute comes twice"
        self.elements.append((tag, found))
        if tag not in VOID:
            inherited = self.open[-1][1] if self.open else None
            self.open.append((tag, found.get("lang", inherited)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop()[0] == tag

    def handle_data(self, data: str) -> None:
        if data.strip() and self.open:
            self.texts.append((data.strip(), self.open[-1][1]))

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def page(response: TestResponse) -> Page:
    assert response.mimetype == "text/html"
    return Page(response.text)


def upload(client: FlaskClient, data: bytes, language: str = "zh") -> TestResponse:
    return client.post(f"/{language}/result", data={"file": (io.BytesIO(data), "certificate.json")})


def in_other_language(found: Page) -> list[str]:
    [html] = found.named("html")
    own = html["lang"]
    texts = [text for text, language in found.texts if language == own]
    if own == "en":
        return [text for text in texts if CHINESE.search(text)]
    return [text for text in texts if re.search(r"[A-Za-z]{3,}", text) and not CHINESE.search(text)]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("reason", REASONS, ids=lambda reason: reason.value if reason else "valid")
def test_every_result_is_wholly_in_one_language(visit: Visit, reason: Reason | None, language: str) -> None:
    scene = scene_of(reason)
    found = page(upload(visit(scene), scene.data, language))
    known = {"X-BIM", "xcert", "localhost", "UTC", "PDF", "JSON"}
    assert [text for text in in_other_language(found) if text not in known] == []
    title = OUTCOME_WORDS[reason.outcome].title if reason else None
    words = [text for text, _ in found.texts]
    assert title is None or title.within(Language(language)) in words


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("path", ["", "v", "unknown"])
def test_every_other_page_is_wholly_in_one_language(visit: Visit, path: str, language: str) -> None:
    found = page(visit(valid()).get(f"/{language}/{path}"))
    assert [text for text in in_other_language(found) if text not in {"xcert", "localhost"}] == []


@pytest.mark.parametrize("reason", list(SCENES), ids=lambda reason: reason.value)
def test_a_result_shows_data_only_of_genuine_certificates(visit: Visit, reason: Reason) -> None:
    scene = scene_of(reason)
    found = page(upload(visit(scene), scene.data))
    text = " ".join(text for text, _ in found.texts)
    genuine = reason.outcome.value in {"VALID_WITH_NOTICE", "GENUINE_NOT_CURRENT"}
    assert [data for data in PERSONAL if data in text] == (PERSONAL if genuine else [])


def test_a_valid_result_says_who_what_when_and_where(visit: Visit) -> None:
    scene = valid()
    texts = [text for text, _ in page(upload(visit(scene), scene.data, "en")).texts]
    for expected in [
        "Valid",
        "欧阳娜娜",
        "Building Information Modelling, Junior: BIM modelling",
        "1 (1 is the lowest)",
        "X-BIM",
        "廊坊市中科建筑产业化创新研究中心",
        "S000099000001261000002",
        "20 June 2026",
        "No fixed end",
        "20 June 2026, 17:00 (UTC+08:00)",
        "demonstration chain (eip155:31337) · test network",
        "No. 100, 1 July 2026, 19:59 (UTC+08:00)",
        "12 of 12 passed",
        "localhost",
    ]:
        assert expected in texts
    assert [text for text in texts if re.fullmatch(r"V\d+", text)] == [f"V{number}" for number in range(1, 13)]


def test_the_rule_that_failed_is_named(visit: Visit) -> None:
    scene = scene_of(Reason.SIGNATURE_WRONG)
    response = upload(visit(scene), scene.data, "en")
    assert "V6 Signature" in [text for text, _ in page(response).texts]
    assert [details for details in page(response).named("details") if "open" in details]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_markup_in_a_name_stays_text(visit: Visit, language: str) -> None:
    scene = hostile()
    response = upload(visit(scene), scene.data, language)
    assert "<script>alert" not in response.text
    assert ("<script>alert(1)</script>&\"'{{7*7}}", "zh-CN") in page(response).texts
    assert page(response).named("script") == []


def test_markup_in_an_issuer_or_title_stays_text(visit: Visit) -> None:
    scene = hostile('"><img src=x onerror=alert(1)>')
    found = page(upload(visit(scene), scene.data))
    assert found.named("img") == []
    assert not [attributes for _, attributes in found.elements if "onerror" in attributes]


@pytest.mark.parametrize("network_is_test", [True, False])
@pytest.mark.parametrize("reason", [None, Reason.SIGNATURE_WRONG, Reason.CHAIN_UNREACHABLE])
def test_a_test_network_is_said_across_the_page(visit: Visit, reason: Reason | None, *, network_is_test: bool) -> None:
    scene = scene_of(reason)
    scene = replace(scene, network=replace(scene.network, test=network_is_test))
    found = page(upload(visit(scene), scene.data))
    banners = [attributes for attributes in found.named("p") if attributes.get("class") == "test-banner"]
    assert len(banners) == int(network_is_test)


def test_the_first_page_follows_the_browser(visit: Visit) -> None:
    client = visit(valid())
    for wanted, path in [
        ("zh-CN,zh;q=0.9,en;q=0.8", "/zh/"),
        ("zh-TW", "/zh/"),
        ("en-GB", "/en/"),
        ("de,fr;q=0.8", "/en/"),
        ("", "/zh/"),
        ("\x00garbage;;q=9", "/zh/"),
    ]:
        response = client.get("/", headers={"Accept-Language": wanted})
        assert (response.status_code, response.headers["Location"]) == (302, path)
        assert response.headers["Vary"] == "Accept-Language"


def test_a_scanned_link_opens_in_the_language_of_the_browser(visit: Visit) -> None:
    client = visit(valid())
    for wanted, tag in [("zh-CN", "zh-CN"), ("en", "en")]:
        response = client.get("/v", headers={"Accept-Language": wanted})
        assert page(response).named("html")[0]["lang"] == tag
        assert response.headers["Content-Language"] == tag
        assert response.headers["Vary"] == "Accept-Language"


def test_a_link_can_be_pasted_without_scripts(visit: Visit) -> None:
    scene = valid()
    link = encode_link(scene.data, verifier="https://verify.example")
    response = visit(scene).post("/en/result", data={"link": link})
    assert "Valid" in [text for text, _ in page(response).texts]


def carried_by(response: TestResponse) -> dict[str, str]:
    return {
        attributes["name"]: attributes["value"] or ""
        for attributes in page(response).named("input")
        if attributes.get("type") == "hidden" and attributes["name"]
    }


@pytest.mark.parametrize("reason", [None, Reason.REVOKED, Reason.SIGNATURE_WRONG, Reason.MALFORMED])
def test_switching_the_language_keeps_the_result(visit: Visit, reason: Reason | None) -> None:
    scene = scene_of(reason)
    client = visit(scene)
    chinese = upload(client, scene.data, "zh")
    [form] = [attributes for attributes in page(chinese).named("form") if attributes["action"] == "/en/result"]
    assert form["method"] == "post"
    english = client.post("/en/result", data=carried_by(chinese))
    assert base64.urlsafe_b64decode(carried_by(english)["certificate"]) == scene.data
    title = OUTCOME_WORDS[reason.outcome].title.en if reason else "Valid"
    assert title in [text for text, _ in page(english).texts]


def test_switching_the_language_keeps_an_input_problem(visit: Visit) -> None:
    client = visit(valid())
    chinese = upload(client, b"MZ", "zh")
    english = client.post("/en/result", data=carried_by(chinese))
    assert said(InputReason.UNKNOWN_FILE_TYPE, None).happened.en in english.text


@pytest.mark.parametrize(
    ("reason", "offered"),
    [
        (None, False),
        (Reason.REVOKED, False),
        (Reason.SIGNATURE_WRONG, False),
        (Reason.NOT_ANCHORED, True),
        (Reason.CHAIN_UNREACHABLE, True),
    ],
)
def test_trying_again_is_offered_where_time_may_help(visit: Visit, reason: Reason | None, *, offered: bool) -> None:
    scene = scene_of(reason)
    found = page(upload(visit(scene), scene.data, "en"))
    assert ("/en/result" in [form["action"] for form in found.named("form")]) is offered


@pytest.mark.parametrize(
    ("form", "reason", "status"),
    [
        ({"link": " "}, InputReason.MISSING, 400),
        ({"link": "x"}, InputReason.NOT_A_LINK, 200),
        ({"link": ["#1/0", "#1/1"]}, InputReason.SEVERAL, 400),
        ({"certificate": "%%%"}, InputReason.BROKEN_REQUEST, 400),
        ({"certificate": "\u4e00"}, InputReason.BROKEN_REQUEST, 400),
        ({"certificate": "e30=", "link": "#1/0"}, InputReason.SEVERAL, 400),
        ({"problem": "no-such-problem"}, InputReason.MISSING, 400),
        ({"problem": "<b>"}, InputReason.MISSING, 400),
        ({"problem": "input-verifier-fault"}, InputReason.MISSING, 400),
        ({"problem": "input-no-such-address"}, InputReason.MISSING, 400),
        ({"problem": "input-wrong-method"}, InputReason.MISSING, 400),
        ({"problem": "input-wrong-host"}, InputReason.MISSING, 400),
        ({"problem": "input-too-large"}, InputReason.TOO_LARGE, 413),
    ],
)
def test_what_cannot_be_judged_is_said_and_is_no_verdict(
    visit: Visit, form: dict[str, str], reason: InputReason, status: int
) -> None:
    response = visit(valid()).post("/en/result", data=form)
    assert response.status_code == status
    texts = [text for text, _ in page(response).texts]
    assert "Could not check" in texts
    assert said(reason, None).happened.en in texts


def test_a_carried_file_that_is_no_certificate_fails_the_first_rule(visit: Visit) -> None:
    response = visit(valid()).post("/en/result", data={"certificate": "e30="})
    assert "V1 Form of the file" in [text for text, _ in page(response).texts]


def test_a_large_file_that_is_no_certificate_is_not_written_into_the_page(visit: Visit) -> None:
    body = (
        b'--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n{' + b"x" * 2_000_000 + b"\r\n--x--"
    )
    response = visit(valid()).post("/zh/result", data=body, content_type="multipart/form-data; boundary=x")
    assert "V1 文件格式" in [text for text, _ in page(response).texts]
    assert len(response.data) < 20_000
    assert carried_by(response) == {}


def test_an_upload_that_is_too_large_is_said_in_the_language_of_the_page(visit: Visit) -> None:
    response = visit(valid()).post(
        "/en/result",
        content_type="multipart/form-data; boundary=x",
        environ_overrides={"CONTENT_LENGTH": "100000000"},
    )
    assert response.status_code == 413
    assert said(InputReason.TOO_LARGE, None).happened.en in response.text


def test_an_upload_that_breaks_off_is_said_in_the_language_of_the_page(visit: Visit) -> None:
    response = visit(valid()).post(
        "/zh/result",
        data=b"--x\r\n",
        content_type="multipart/form-data; boundary=x",
        environ_overrides={"CONTENT_LENGTH": "5000"},
    )
    assert response.status_code == 400
    assert said(InputReason.BROKEN_REQUEST, None).advice.zh in response.text


@pytest.mark.parametrize(
    ("method", "path", "status", "reason"),
    [
        ("GET", "/en/unknown", 404, InputReason.NO_SUCH_ADDRESS),
        ("GET", "/fr/", 404, InputReason.NO_SUCH_ADDRESS),
        ("GET", "/static/../app.py", 404, InputReason.NO_SUCH_ADDRESS),
        ("GET", "/v/1/ABC", 404, InputReason.NO_SUCH_ADDRESS),
        ("POST", "/en/", 405, InputReason.WRONG_METHOD),
        ("PUT", "/en/result", 405, InputReason.WRONG_METHOD),
    ],
)
def test_what_is_not_there_is_said_on_a_page(
    visit: Visit, method: str, path: str, status: int, reason: InputReason
) -> None:
    response = visit(valid()).open(path, method=method, headers={"Accept-Language": "en"})
    assert response.status_code == status
    assert said(reason, None).advice.en in [text for text, _ in page(response).texts]


def test_a_result_that_was_not_asked_for_leads_to_the_first_page(visit: Visit) -> None:
    response = visit(valid()).get("/en/result")
    assert (response.status_code, response.headers["Location"]) == (303, "/en/")


@pytest.mark.parametrize("path", ["/zh/", "/en/v", "/en/unknown"])
def test_nothing_comes_from_elsewhere_and_nothing_is_inline(visit: Visit, path: str) -> None:
    found = page(visit(valid()).get(path))
    for tag, attributes in found.elements:
        assert not [name for name in attributes if name.startswith("on") or name == "style"], tag
        for name in ("src", "href", "action"):
            assert (attributes.get(name) or "/").startswith(("/", "#")), attributes
    assert found.named("style") == []
    assert all(script.get("src") for script in found.named("script"))


def test_static_files_are_named_by_their_content_and_kept(visit: Visit) -> None:
    client = visit(valid())
    [style] = [link for link in page(client.get("/zh/")).named("link") if link["rel"] == "stylesheet"]
    response = client.get(str(style["href"]))
    assert response.status_code == 200
    assert "max-age=31536000" in response.headers["Cache-Control"]
    assert re.search(r"\?[0-9a-f]{12}$", str(style["href"]))
    response.close()


def test_every_field_has_a_label_and_every_page_one_heading_and_its_language(visit: Visit) -> None:
    client = visit(valid())
    for path in ["/zh/", "/en/", "/zh/v", "/en/v"]:
        found = page(client.get(path))
        labelled = {label["for"] for label in found.named("label")}
        fields = [field["id"] for field in found.named("textarea")]
        fields += [field["id"] for field in found.named("input") if field["type"] != "hidden"]
        assert set(fields) == labelled
        assert len(found.named("h1")) == 1
        assert len(found.named("main")) == 1


def test_the_host_printed_is_the_configured_one_or_the_one_used() -> None:
    scene = valid()
    named = create_app(
        replace(CONFIG, public_host="verify.example.org"), reader_of(scene), lambda: scene.now
    ).test_client()
    assert "verify.example.org" in [text for text, _ in page(named.get("/zh/")).texts]
    used = create_app(CONFIG, reader_of(scene), lambda: scene.now).test_client()
    assert "localhost:8080" in [text for text, _ in page(used.get("/zh/", headers={"Host": "localhost:8080"})).texts]
    odd = page(used.get("/zh/", headers={"Host": "<b>x</b>"}))
    assert odd.named("b") == []
