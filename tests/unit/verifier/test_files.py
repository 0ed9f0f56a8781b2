"""`xcert verify`: one file to one answer, many answers to one exit status."""

from dataclasses import replace

import pytest

from certificate.verdict import Outcome, Reason
from tests.builders import NOW
from tests.scenes import STANDARD, TRUST, Scene, reader_of, scene_of, trusted, valid
from verifier.answer import Answer, nothing_to_judge
from verifier.files import exit_status, verify_file
from verifier.input_reason import InputReason
from verifier.trust import Trust


def verified(scene: Scene) -> Answer:
    return verify_file(scene.data, reader_of(scene), Trust([trusted(scene.network)], [STANDARD]), scene.now)


def real(scene: Scene) -> Scene:
    """The same scene on a network that counts."""
    return replace(scene, network=replace(scene.network, test=False))


VALID = verified(real(valid()))
NOTICE = verified(real(scene_of(Reason.MAKE_UP_WINDOW)))
REVOKED = verified(real(scene_of(Reason.REVOKED)))
WRONG = verified(real(scene_of(Reason.SIGNATURE_WRONG)))
UNKNOWN = verified(real(scene_of(Reason.NOT_ANCHORED)))
UNREAD = verified(real(scene_of(Reason.CHAIN_UNREACHABLE)))
TEST = verified(valid())
TEST_NOTICE = verified(scene_of(Reason.MAKE_UP_WINDOW))
NO_FILE = nothing_to_judge(InputReason.UNKNOWN_FILE_TYPE, now=NOW)


def test_a_certificate_file_is_verified() -> None:
    assert VALID.outcome is Outcome.VALID


def test_a_file_without_a_certificate_could_not_be_checked() -> None:
    answer = verify_file(b"MZ", reader_of(valid()), TRUST, NOW)
    assert (answer.outcome, answer.reason) == (Outcome.COULD_NOT_CHECK, InputReason.UNKNOWN_FILE_TYPE)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ([VALID], 0),
        ([VALID, NOTICE], 0),
        ([REVOKED], 1),
        ([WRONG], 1),
        ([UNKNOWN], 1),
        ([VALID, WRONG], 1),
        ([UNREAD], 3),
        ([NO_FILE], 3),
        ([VALID, UNREAD], 3),
        ([UNREAD, WRONG], 1),
        ([WRONG, UNREAD, VALID], 1),
        ([TEST], 1),
        ([VALID, TEST_NOTICE], 1),
        ([], 2),
    ],
)
def test_the_exit_status_is_that_of_the_gravest(answers: list[Answer], expected: int) -> None:
    assert exit_status(answers, allow_test_network=False) == expected


@pytest.mark.parametrize(
    ("answers", "expected"),
    [([TEST], 0), ([TEST, TEST_NOTICE, VALID], 0), ([TEST, REVOKED], 1), ([TEST, UNREAD], 3), ([], 2)],
)
def test_a_test_network_counts_only_where_it_is_allowed(answers: list[Answer], expected: int) -> None:
    assert exit_status(answers, allow_test_network=True) == expected


def test_valid_without_a_network_is_not_good() -> None:
    assert exit_status([replace(VALID, network=None)], allow_test_network=True) == 1
