"""Facts that are kept for a moment, and what never is."""

from dataclasses import replace

import pytest

from certificate.facts import Facts, Trouble, Unread
from chain.facts_cache import FactsCache
from tests.unit.chain.reading import facts_of, reader_of
from tests.unit.chain.world import KEY, World, embedded_world


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


@pytest.mark.parametrize(("seconds", "size"), [(0, 1), (-1, 1), (1, 0)])
def test_a_cache_that_keeps_nothing_is_a_mistake(world: World, seconds: float, size: int) -> None:
    with pytest.raises(ValueError, match="keeps at least one answer"):
        FactsCache(reader_of(world), seconds=seconds, size=size)
