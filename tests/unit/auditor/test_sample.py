"""A sample that nobody can steer and anybody can compute again."""

import hashlib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.errors import SampleError
from auditor.sample import Commitment, Filters, Sample, check, commit_to, draw

SECRET = bytes(range(32))
LEDGER = bytes(range(20))
MADE, BLOCK = hashlib.sha256(b"made").digest(), hashlib.sha256(b"block").digest()
SESSIONS = [hashlib.sha256(bytes([number])).digest() for number in range(40)]
COMMITMENT = Commitment(
    chain=31337, ledger=LEDGER, made_block=100, made_hash=MADE, draw=120, size=5, secret=commit_to(SECRET)
)


def by_hand(secret: bytes, block: bytes, sessions: list[bytes], size: int) -> tuple[bytes, ...]:
    """Section 6 of docs/audit.md, written a second time."""
    seed = hashlib.sha256(b"xcert/sample-seed/v0\x00" + secret + block).digest()
    ranks = {hashlib.sha256(b"xcert/sample-rank/v0\x00" + seed + one).digest(): one for one in sessions}
    return tuple(sorted(ranks[rank] for rank in sorted(ranks)[:size]))


def test_the_draw_is_that_of_the_specification() -> None:
    assert commit_to(SECRET) == hashlib.sha256(b"xcert/sample-secret/v0\x00" + SECRET).digest()
    sample = draw(COMMITMENT, SECRET, BLOCK, SESSIONS)
    assert sample.drawn == by_hand(SECRET, BLOCK, SESSIONS, 5)
    assert sample.population_hash == hashlib.sha256(b"".join(sorted(SESSIONS))).digest()
    check(sample, MADE, BLOCK, SESSIONS)


@given(st.permutations(SESSIONS[:8]))
def test_the_order_of_the_population_does_not_matter(sessions: list[bytes]) -> None:
    assert draw(COMMITMENT, SECRET, BLOCK, sessions) == draw(COMMITMENT, SECRET, BLOCK, SESSIONS[:8])


@pytest.mark.parametrize("other", [hashlib.sha256(b"x").digest(), hashlib.sha256(b"y").digest()])
def test_another_block_draws_others(other: bytes) -> None:
    assert draw(COMMITMENT, SECRET, other, SESSIONS).drawn != draw(COMMITMENT, SECRET, BLOCK, SESSIONS).drawn


def test_a_small_population_is_drawn_whole() -> None:
    assert draw(COMMITMENT, SECRET, BLOCK, SESSIONS[:3]).drawn == tuple(sorted(SESSIONS[:3]))


@pytest.mark.parametrize("block", [100, 99, 0])
def test_a_block_that_was_known_already_is_refused(block: int) -> None:
    with pytest.raises(SampleError, match="is not later than the commitment's block 100"):
        replace(COMMITMENT, draw=block)


def test_a_sample_of_nothing_is_refused() -> None:
    with pytest.raises(SampleError, match="at least one session"):
        replace(COMMITMENT, size=0)


@pytest.mark.parametrize("secret", [bytes(32), bytes(31), b""])
def test_another_secret_is_refused(secret: bytes) -> None:
    with pytest.raises(SampleError, match="not the secret"):
        draw(COMMITMENT, secret, BLOCK, SESSIONS)


def test_files_are_read_as_they_were_written() -> None:
    filtered = replace(COMMITMENT, filters=Filters(organisation=3, since=1_700_000_000, until=1_800_000_000))
    assert Commitment.parse(COMMITMENT.to_bytes()) == COMMITMENT
    assert Commitment.parse(filtered.to_bytes()) == filtered
    sample = replace(draw(filtered, SECRET, BLOCK, SESSIONS), flagged=(SESSIONS[0],))
    assert Sample.parse(sample.to_bytes()) == sample


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (b'"draw":120', b'"draw":100', "not later"),
        (b'"draw":120', b'"draw":121.5', "cannot be read"),
        (b"/v0", b"/v1", "reads no other"),
        (b'"size":5', b'"size":5,"more":1', "not known"),
        (b'"ledger":"0x', b'"ledger":"', "canonical"),
        (b'"draw":120', b'"draw": 120', "canonical"),
        (b',"size":5', b"", "lacks"),
    ],
)
def test_a_commitment_in_another_form_is_refused(old: bytes, new: bytes, said: str) -> None:
    with pytest.raises(SampleError, match=said):
        Commitment.parse(COMMITMENT.to_bytes().replace(old, new, 1))


def test_a_steered_sample_is_found_out() -> None:
    honest = draw(COMMITMENT, SECRET, BLOCK, SESSIONS)
    for steered, said in (
        (replace(honest, drawn=tuple(sorted(SESSIONS[:5]))), "not those that"),
        (replace(honest, drawn=honest.drawn[:4]), "not those that"),
        (draw(COMMITMENT, SECRET, BLOCK, SESSIONS[:20]), "was drawn from 20 sessions"),
        (draw(COMMITMENT, SECRET, MADE, SESSIONS), "by another block 120"),
        (replace(honest, commitment=replace(COMMITMENT, made_hash=BLOCK)), "another block 100"),
        (replace(honest, secret=bytes(32)), "not the secret"),
    ):
        with pytest.raises(SampleError, match=said):
            check(steered, MADE, BLOCK, SESSIONS)
