"""Short ways to read facts from a world, and nodes that stay silent."""

from dataclasses import dataclass
from typing import Any

from certificate.facts import Facts, Trouble, Unread
from chain import FactsReader, Finality, UnreachableError
from chain.embedded import EmbeddedChain
from chain.hexadecimal import Json
from tests.faults import Answering
from tests.unit.chain.world import World

GONE = UnreachableError("a node does not answer; try again")


def reader_of(world: World, *nodes: Any, agree: int = 1, finality: Finality | None = None) -> FactsReader:
    return FactsReader(world.trusted(finality, agree=agree), nodes or [world.node])


def facts_of(answer: Facts | Unread) -> Facts:
    assert isinstance(answer, Facts), answer
    return answer


def trouble_of(answer: Facts | Unread) -> Trouble:
    assert isinstance(answer, Unread), answer
    assert answer.detail
    return answer.trouble


def time_of(world: World) -> int:
    assert isinstance(world.node, EmbeddedChain)
    return world.node.time


@dataclass
class Silent:
    """A node that does not answer one of the questions."""

    upstream: Answering
    method: str
    error: Exception
    name: str = "a silent node"

    def ask(self, method: str, *params: Json) -> Json:
        if method == self.method:
            raise self.error
        return self.upstream.ask(method, *params)
