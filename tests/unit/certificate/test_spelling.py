"""The quick ways of writing and reading give what the general ones give, byte for byte and value for value."""

import pytest
import rfc8785
from hypothesis import given

from certificate import bundle as bundle_module
from certificate.bundle import Bundle
from certificate.places import read_by_place
from tests.builders import genuine
from tests.unit.certificate.strategies import bundles


@given(bundles())
def test_a_file_is_the_canonical_json_of_its_document(bundle: Bundle) -> None:
    assert bundle.to_bytes() == rfc8785.dumps(bundle.to_json())


@given(bundles())
def test_reading_by_place_gives_what_reading_json_gives(bundle: Bundle) -> None:
    data = bundle.to_bytes()
    texts = (bundle.certificate.holder.name, bundle.certificate.number, bundle.certificate.issuer.name)
    achievement = bundle.certificate.achievement
    escaped = {'"', "\\"} & set("".join((*texts, achievement.title_zh, achievement.title_en, achievement.narrative)))
    if not escaped:
        assert read_by_place(data) == (bundle.certificate, bundle.issuer_proof, bundle.anchor_proof)


@given(bundles())
def test_a_file_read_by_name_alone_is_the_same_bundle(bundle: Bundle) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bundle_module, "read_by_place", lambda _: None)
        assert Bundle.parse(bundle.to_bytes()) == bundle


@pytest.mark.parametrize("data", [b"", b'"' * 200, b"\xff", genuine()[0].to_bytes().replace(b'"Profile"', b"true")])
def test_what_has_other_pieces_is_left_to_the_reader_of_json(data: bytes) -> None:
    assert read_by_place(data) is None
