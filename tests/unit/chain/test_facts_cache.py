"""Facts that are kept for a moment, and what never is."""

from dataclasses import replace

import pytest

from certificate.address import Address
from certificate.facts import Action, ActionKind, Facts, Trouble, Unread
from chain.facts_cache import FactsCache
from tests.unit.chain.reading import facts_of, reader_of
from tests.unit.chain.world import KEY, START, World, embedded_world


@pytest.fixture(scope="module")
def world() -> World:
    return embedded_world()


class CountingReader:
    """Answers what it is told and counts the questions."""

    def __init__(self, answer: Facts | Unread) -> None:
        self.answer = answer
        self.count = 0

    def read(self, _address: object, _key: bytes) -> Facts | Unread:
        self.count += 1
        return self.answer


def test_facts_are_kept_for_a_while_each_under_its_address_and_key(world: World) -> None:
    address = world.address(world.submission())
    reader = CountingReader(facts_of(reader_of(world).read(address, KEY)))
    cache = FactsCache(reader, seconds=60, size=2)
    for _ in range(3):
        assert cache.read(address, KEY) == reader.answer
    assert reader.count == 1
    cache.read(address, bytes(32))
    cache.read(replace(address, index=1), KEY)
    assert reader.count == 3
    cache.read(address, KEY)
    assert reader.count == 4


def test_facts_that_are_too_old_are_read_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    address = world.address(world.submission())
    reader = CountingReader(facts_of(reader_of(world).read(address, KEY)))
    now = [1_000.0]
    monkeypatch.setattr("chain.facts_cache.time.monotonic", lambda: now[0])
    cache = FactsCache(reader, seconds=5)
    cache.read(address, KEY)
    now[0] += 4.9
    cache.read(address, KEY)
    assert reader.count == 1
    now[0] += 0.2
    cache.read(address, KEY)
    assert reader.count == 2


def test_what_could_not_be_read_is_never_kept(world: World) -> None:
    address = world.address(world.submission())
    reader = CountingReader(Unread(Trouble.UNREACHABLE, "gone"))
    cache = FactsCache(reader, seconds=60)
    cache.read(address, KEY)
    cache.read(address, KEY)
    assert reader.count == 2


class OvertakenReader:
    """The first question is asked first and answered last."""

    def __init__(self, slow: Facts | Unread, quick: Facts) -> None:
        self._answers = [slow, quick]
        self.cache = FactsCache(self, seconds=60)

    def read(self, address: Address, key: bytes) -> Facts | Unread:
        answer = self._answers.pop(0)
        if self._answers:
            self.cache.read(address, key)
        return answer


@pytest.mark.parametrize("blocks", [0, 1])
def test_an_answer_that_was_overtaken_hides_nothing_that_was_read_since(world: World, blocks: int) -> None:
    address = world.address(world.submission())
    old = facts_of(reader_of(world).read(address, KEY))
    revocation = Action(ActionKind.REVOKE, 20_000, START, bytes(20), 1)
    new = replace(old, block_number=old.block_number + blocks, actions=(revocation,))
    cache = OvertakenReader(old, new).cache
    assert cache.read(address, KEY) == old
    assert cache.read(address, KEY) == new


def test_a_failure_that_was_overtaken_forgets_nothing(world: World) -> None:
    address = world.address(world.submission())
    facts = facts_of(reader_of(world).read(address, KEY))
    cache = OvertakenReader(Unread(Trouble.UNREACHABLE, "gone"), facts).cache
    cache.read(address, KEY)
    assert cache.read(address, KEY) == facts


def test_a_lower_block_does_not_take_the_place_of_a_higher_one(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    address = world.address(world.submission())
    reader = CountingReader(facts_of(reader_of(world).read(address, KEY)))
    high = facts_of(reader.answer)
    now = [1_000.0]
    monkeypatch.setattr("chain.facts_cache.time.monotonic", lambda: now[0])
    cache = FactsCache(reader, seconds=5)
    cache.read(address, KEY)
    now[0] += 6
    reader.answer = replace(high, block_number=high.block_number - 1)
    cache.read(address, KEY)
    cache.read(address, KEY)
    assert reader.count == 3


@pytest.mark.parametrize(("seconds", "size"), [(0, 1), (-1, 1), (1, 0)])
def test_a_cache_that_keeps_nothing_is_a_mistake(world: World, seconds: float, size: int) -> None:
    with pytest.raises(ValueError, match="keeps at least one answer"):
        FactsCache(reader_of(world), seconds=seconds, size=size)
