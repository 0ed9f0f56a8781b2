"""Reading what the chain says about one certificate: one question, at one final block, of one contract.

The answer is `Facts`, or `Unread` with the trouble; a node can fail or lie in any way without an error leaving here.
"""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from certificate.address import Address
from certificate.facts import Facts, Trouble, Unread
from chain.artifacts import (
    Artifact,
    accreditation_registry,
    assessment_ledger,
    certificate_registry,
    personnel_registry,
)
from chain.errors import (
    ChainError,
    DisagreeError,
    NodeRefusedError,
    UnreachableError,
    WentBackError,
    WrongContractError,
    WrongNetworkError,
)
from chain.finality import final_place
from chain.hexadecimal import checksummed
from chain.high_water import HighWater, Mark
from chain.inspection import (
    Inspection,
    further_actions_call,
    inspection_call,
    read_further_actions,
    read_inspection,
)
from chain.node import Node
from chain.rpc import Rpc
from chain.trust import TrustedNetwork

_LONGEST_HISTORY = 64
"""Further questions about one certificate's history, of 1,024 actions each."""


class FactsReader:
    """Reads facts about certificates of one trusted network; safe for threads.

    Arguments:
        trusted: the network, from the trust file.
        nodes: where to ask; if there are several, `trusted.agree` of them must give the same answer.

    Raises `ValueError` for fewer nodes than must agree.
    """

    def __init__(self, trusted: TrustedNetwork, nodes: Sequence[Node]) -> None:
        if len(nodes) < trusted.agree:
            raise ValueError(f"{trusted.agree} nodes must agree on this network and only {len(nodes)} are given")
        self._trusted = trusted
        self._witnesses = tuple(_Witness(trusted, Rpc(node)) for node in nodes)

    def prepare(self) -> Unread | None:
        """Compare chain id and code of the contracts now, so that the first reading is one question too."""
        troubles = [trouble for witness in self._witnesses if (trouble := witness.prepare()) is not None]
        return troubles[0] if len(self._witnesses) - len(troubles) < self._trusted.agree else None

    def read(self, address: Address, key: bytes) -> Facts | Unread:
        """Read what the chain says about `address` and the signing `key` (32 bytes)."""
        network = self._trusted.network
        if (address.chain, address.registry) != (network.chain, network.registry):
            return Unread(Trouble.WRONG_NETWORK, f"{address.network} is not the network that this reader asks")
        if len(self._witnesses) == 1:
            return self._witnesses[0].read(address, key)
        with ThreadPoolExecutor(len(self._witnesses)) as pool:
            answers = list(pool.map(lambda witness: witness.read(address, key), self._witnesses))
        return _agreed(answers, self._trusted.agree)


class _Witness:
    """One node, and what it has shown so far."""

    def __init__(self, trusted: TrustedNetwork, rpc: Rpc) -> None:
        self._trusted = trusted
        self._rpc = rpc
        self._high_water = HighWater()
        self._known = False

    def prepare(self) -> Unread | None:
        try:
            self._require_contracts()
        except ChainError as error:
            return unread_of(error)
        return None

    def read(self, address: Address, key: bytes) -> Facts | Unread:
        try:
            if not self._known:
                self._require_contracts()
            asked_at = self._high_water.now()
            facts = self._inspect(address, key)
            seen = Mark(facts.block_number, facts.block_time)
            self._high_water.rise(seen, asked_at=asked_at, where=self._rpc.name)
        except ChainError as error:
            # Whatever went wrong, it may be another chain that answers next time.
            self._known = False
            return unread_of(error)
        return facts

    def _inspect(self, address: Address, key: bytes) -> Facts:
        registry = self._trusted.network.registry
        place = final_place(self._rpc, self._trusted.finality)
        answer = self._rpc.call(registry, inspection_call(address, key), at=place)
        if not answer:
            raise WrongContractError(
                f"there is no contract at {checksummed(registry)} on {self._rpc.name}; it may have been restarted empty"
            )
        inspection = read_inspection(answer)
        self._require_chain(inspection.facts.chain)
        if inspection.ledger != self._trusted.ledger:
            raise WrongContractError(
                f"the registry at {checksummed(registry)} on {self._rpc.name} follows a ledger that is not trusted"
            )
        if isinstance(place, int) and inspection.facts.block_number != place:
            raise UnreachableError(
                f"{self._rpc.name} answered at another block than it was asked for; ask another node"
            )
        return inspection.facts if inspection.complete else self._read_on(address, inspection)

    def _read_on(self, address: Address, inspection: Inspection) -> Facts:
        facts, start = inspection.facts, inspection.next_action
        for _ in range(_LONGEST_HISTORY):
            call = further_actions_call(address, start)
            answer = self._rpc.call(address.registry, call, at=facts.block_number)
            actions, start, complete = read_further_actions(answer)
            facts = replace(facts, actions=facts.actions + actions)
            if complete:
                return facts
        raise UnreachableError("the batch has more status actions than are read; ask the issuer's regulator")

    def _require_contracts(self) -> None:
        """The codes at all addresses are those that the trust file names."""
        trusted, network = self._trusted, self._trusted.network
        self._require_chain(self._rpc.chain_id())
        place = final_place(self._rpc, trusted.finality)
        codes = trusted.codes
        self._require_code(network.registry, certificate_registry(), codes.registry, place)
        self._require_code(network.accreditation, accreditation_registry(), codes.accreditation, place)
        self._require_code(trusted.personnel, personnel_registry(), codes.personnel, place)
        self._require_code(trusted.ledger, assessment_ledger(), codes.ledger, place)
        self._known = True

    def _require_code(self, account: bytes, artifact: Artifact, accepted: frozenset[bytes], place: int | str) -> None:
        code = self._rpc.code(account, place)
        if not code:
            raise WrongContractError(f"there is no {artifact.name} at {checksummed(account)} on {self._rpc.name}")
        if artifact.code_hash_of(code) not in (accepted or {artifact.code_hash}):
            raise WrongContractError(
                f"the contract at {checksummed(account)} on {self._rpc.name} is not the {artifact.name} that is trusted"
            )

    def _require_chain(self, found: int) -> None:
        if found != self._trusted.network.chain:
            raise WrongNetworkError(f"{self._rpc.name} is on chain {found} and not on {self._trusted.network.chain}")


def _agreed(answers: Sequence[Facts | Unread], needed: int) -> Facts | Unread:
    """The one answer that enough nodes gave; their blocks may differ, and then `needed` of them are at least as far."""
    read = [answer for answer in answers if isinstance(answer, Facts)]
    if len(read) < needed:
        return next(answer for answer in answers if isinstance(answer, Unread))
    groups: list[list[Facts]] = []
    for facts in read:
        alike = next((group for group in groups if _content(group[0]) == _content(facts)), None)
        if alike is None:
            groups.append([facts])
        else:
            alike.append(facts)
    supported = [group for group in groups if len(group) >= needed]
    # Two answers with enough nodes each decide nothing, not even where one node would do.
    if len(supported) != 1:
        return unread_of(
            DisagreeError(f"{len(read)} nodes gave {len(groups)} different answers; ask again, or other nodes")
        )
    # Neither the lowest nor the highest block: either may be that of a single stale or lying node, and would make the
    # answer look older or newer than it is. `needed` nodes vouch that the chain came as far as this one. Height and
    # time are taken each by itself, because a liar may tell a true height with a false time.
    group = supported[0]
    numbers = sorted((facts.block_number for facts in group), reverse=True)
    times = sorted((facts.block_time for facts in group), reverse=True)
    return replace(group[0], block_number=numbers[needed - 1], block_time=times[needed - 1])


def _content(facts: Facts) -> Facts:
    return replace(facts, block_number=0, block_time=0)


def unread_of(error: ChainError) -> Unread:
    """Return what a reader is told where asking failed with `error`: trouble, never evidence."""
    match error:
        case WrongNetworkError():
            trouble = Trouble.WRONG_NETWORK
        case WrongContractError():
            trouble = Trouble.WRONG_CONTRACT
        case WentBackError():
            trouble = Trouble.WENT_BACK
        case DisagreeError():
            trouble = Trouble.DISAGREE
        case NodeRefusedError(data=bytes()):
            # The trusted contract never reverts in `inspect`.
            trouble = Trouble.WRONG_CONTRACT
        case _:
            trouble = Trouble.UNREACHABLE
    return Unread(trouble, str(error))
