"""The embedded chain's JSON-RPC as web3.py, an independent client, understands it; and what is refused."""

import json
from importlib import resources
from itertools import pairwise
from typing import Any

import pytest
import rlp
from eth_account import Account
from eth_account.typed_transactions.typed_transaction import TypedTransaction
from eth_utils.crypto import keccak
from web3 import Web3
from web3.exceptions import BlockNotFound, ContractCustomError, TransactionNotFound
from web3.providers import JSONBaseProvider

from chain import Call, NodeRefusedError
from chain.artifacts import accreditation_registry, certificate_registry
from chain.embedded import EmbeddedChain
from chain.hexadecimal import checksummed, data
from chain.json_rpc import answer_request
from chain.rpc import Rpc
from tests.unit.chain.world import START, World, embedded_world


class InProcess(JSONBaseProvider):
    """Hands web3.py's questions to the server's own code, without a socket."""

    def __init__(self, chain: Any) -> None:
        super().__init__()
        self.chain = chain

    def make_request(self, method: Any, params: Any) -> Any:
        return self.decode_rpc_response(answer_request(self.chain, self.encode_rpc_request(method, params)))


@pytest.fixture(scope="module")
def world() -> World:
    world = embedded_world()
    for _ in range(3):
        world.anchor(world.submission())
    return world


@pytest.fixture(scope="module")
def web3(world: World) -> Any:
    return Web3(InProcess(world.node))


def test_blocks_form_a_chain(web3: Any) -> None:
    height = web3.eth.block_number
    blocks = [web3.eth.get_block(number) for number in range(height + 1)]
    for earlier, later in pairwise(blocks):
        assert later["parentHash"] == earlier["hash"]
        assert later["timestamp"] > earlier["timestamp"]
    for tag in ("latest", "safe", "finalized"):
        assert web3.eth.get_block(tag)["hash"] == blocks[-1]["hash"]
    assert web3.eth.get_block("earliest")["hash"] == blocks[0]["hash"]
    assert web3.eth.get_block(blocks[3]["hash"]) == blocks[3]


def test_a_block_hash_is_that_of_its_header(web3: Any, world: World) -> None:
    # Computed from the fields as the yellow paper says, by the library that is also used by web3.py's own tests.
    block = web3.eth.get_block("latest")
    fields = [
        block["parentHash"],
        block["sha3Uncles"],
        bytes.fromhex(block["miner"][2:]),
        block["stateRoot"],
        block["transactionsRoot"],
        block["receiptsRoot"],
        block["logsBloom"],
        block["difficulty"],
        block["number"],
        block["gasLimit"],
        block["gasUsed"],
        block["timestamp"],
        bytes(block["extraData"]),
        block["mixHash"],
        block["nonce"],
        block["baseFeePerGas"],
    ]
    assert (
        keccak(rlp.encode([bytes(entry) if isinstance(entry, bytes) else entry for entry in fields])) == block["hash"]
    )


def test_a_transaction_and_its_receipt_tell_the_same(web3: Any, world: World) -> None:
    block = web3.eth.get_block("latest", full_transactions=True)
    transaction: Any = block["transactions"][0]
    receipt = web3.eth.get_transaction_receipt(transaction["hash"])
    assert web3.eth.get_transaction(transaction["hash"]) == transaction
    assert receipt["blockHash"] == transaction["blockHash"] == block["hash"]
    assert receipt["from"] == transaction["from"] == checksummed(world.anchoring.address)
    assert receipt["to"] == transaction["to"] == checksummed(world.deployment.registry)
    assert (receipt["status"], receipt["gasUsed"]) == (1, block["gasUsed"])
    assert receipt["effectiveGasPrice"] == transaction["gasPrice"]


def test_a_transaction_can_be_signed_again_from_what_is_told(web3: Any) -> None:
    transaction: Any = web3.eth.get_block("latest", full_transactions=True)["transactions"][0]
    rebuilt = TypedTransaction.from_dict(
        {
            "type": 2,
            "chainId": transaction["chainId"],
            "nonce": transaction["nonce"],
            "to": transaction["to"],
            "value": transaction["value"],
            "data": transaction["input"],
            "gas": transaction["gas"],
            "maxFeePerGas": transaction["maxFeePerGas"],
            "maxPriorityFeePerGas": transaction["maxPriorityFeePerGas"],
            "accessList": [],
            "v": transaction["v"],
            "r": int(transaction["r"].hex(), 16),
            "s": int(transaction["s"].hex(), 16),
        }
    )
    assert Account.recover_transaction(rebuilt.encode()) == transaction["from"]


def test_events_are_found_by_contract_topic_and_block(web3: Any, world: World) -> None:
    registry = web3.eth.contract(address=checksummed(world.deployment.registry), abi=_abi("CertificateRegistry"))
    found = registry.events.SubmissionAnchored.get_logs(from_block=0)
    assert [entry["args"]["organisation"] for entry in found] == [1, 1, 1]
    one = registry.events.SubmissionAnchored.get_logs(block_hash=found[1]["blockHash"])
    assert one == [found[1]]
    assert registry.events.SubmissionAnchored.get_logs(from_block=0, to_block=found[0]["blockNumber"]) == [found[0]]
    session = found[2]["args"]["session"]
    assert registry.events.SubmissionAnchored.get_logs(from_block=0, argument_filters={"session": session}) == [
        found[2]
    ]
    assert registry.events.AnchoringClosed.get_logs(from_block=0) == []
    assert web3.eth.get_logs({"address": checksummed(b"\x01" * 20), "fromBlock": 0}) == []
    assert web3.eth.get_logs({"fromBlock": web3.eth.block_number + 1}) == []


def test_a_view_answers_for_the_block_it_is_asked_at(web3: Any, world: World) -> None:
    registry = web3.eth.contract(address=checksummed(world.deployment.registry), abi=_abi("CertificateRegistry"))
    for number in (world.deployment.block + 5, web3.eth.block_number):
        answer = registry.functions.inspect(1, bytes(32), 0, 0, bytes(32)).call(block_identifier=number)
        block = web3.eth.get_block(number)
        assert answer[:3] == (world.chain, number, block["timestamp"])


def test_a_refusal_carries_its_data(web3: Any, world: World) -> None:
    accreditation = web3.eth.contract(
        address=checksummed(world.deployment.accreditation), abi=_abi("AccreditationRegistry")
    )
    with pytest.raises(ContractCustomError) as caught:
        accreditation.functions.setCap(1, 1).call({"from": checksummed(b"\x05" * 20)})
    assert str(caught.value.data)[:10] in {"0x" + selector.hex() for selector in _accreditation_selectors()}
    with pytest.raises(ContractCustomError):
        accreditation.functions.setCap(1, 1).estimate_gas({"from": checksummed(b"\x05" * 20)})


def test_an_estimate_is_enough_and_not_much_more(web3: Any, world: World) -> None:
    call = world.registry.anchor(world.submission([b"\x01" * 32] * 3))
    estimate = web3.eth.estimate_gas(
        {"from": checksummed(world.anchoring.address), "to": checksummed(call.to or b""), "data": call.data}
    )
    used = world.anchoring.send(call).gas_used
    assert used <= estimate <= used * 1.2


# Fails unless it is given a million gas, and uses almost none: GAS, PUSH3 1,000,000, LT, JUMPI to a revert, STOP.
GREEDY = bytes.fromhex("620f42405a10600a57005b60006000fd")


def test_an_estimate_is_searched_for_where_the_gas_used_says_too_little(web3: Any, world: World) -> None:
    creation = bytes.fromhex(f"60{len(GREEDY):02x}80600b6000396000f3") + GREEDY
    contract = world.root.send(Call(None, creation, "create a contract that wants much gas")).created
    assert contract is not None
    estimate = web3.eth.estimate_gas({"from": checksummed(world.root.address), "to": checksummed(contract)})
    assert 1_000_000 <= estimate <= 1_100_000
    assert world.root.send(Call(contract, b"", "call it")).succeeded


def test_events_are_read_in_order(world: World) -> None:
    rpc = Rpc(world.node)
    topic = next(
        kind.topic for kind in certificate_registry().interface.events.values() if kind.name == "SubmissionAnchored"
    )
    found = rpc.events([world.deployment.registry], first=0, last=rpc.height(), topics=(topic, None))
    assert len(found) >= 3
    assert [event.block for event in found] == sorted(event.block for event in found)
    assert rpc.events([world.deployment.registry], first=0, last=found[0].block, topics=(topic,)) == found[:1]


def test_accounts_have_what_they_should(web3: Any, world: World) -> None:
    account = checksummed(world.anchoring.address)
    assert web3.eth.get_transaction_count(account) == web3.eth.get_transaction_count(account, "pending") >= 3
    assert web3.eth.get_transaction_count(account, 1) == 0
    assert 0 < web3.eth.get_balance(account) < 10 * 10**18
    assert web3.eth.get_balance(account, 0) == 0
    code = web3.eth.get_code(checksummed(world.deployment.registry))
    assert certificate_registry().code_hash_of(bytes(code)) == certificate_registry().code_hash
    # PUSH 7, PUSH 3, SSTORE, STOP: a contract without code that keeps 7 in slot 3.
    contract = world.root.send(Call(None, bytes.fromhex("600760035500"), "create a contract that keeps 7")).created
    assert [int.from_bytes(web3.eth.get_storage_at(checksummed(contract or b""), slot), "big") for slot in (2, 3)] == [
        0,
        7,
    ]


def test_fees_are_told_as_wallets_ask_for_them(web3: Any) -> None:
    history = web3.eth.fee_history(4, "latest", [10, 90])
    assert len(history["baseFeePerGas"]) == 5
    assert len(history["gasUsedRatio"]) == len(history["reward"]) == 4
    assert history["baseFeePerGas"][3] == web3.eth.get_block("latest")["baseFeePerGas"]
    assert web3.eth.gas_price > web3.eth.max_priority_fee


def test_what_is_not_there_is_nothing(web3: Any) -> None:
    with pytest.raises(BlockNotFound):
        web3.eth.get_block(10_000)
    with pytest.raises(TransactionNotFound):
        web3.eth.get_transaction_receipt("0x" + "11" * 32)
    with pytest.raises(TransactionNotFound):
        web3.eth.get_transaction("0x" + "11" * 32)


def test_a_tool_learns_where_it_is(web3: Any, world: World) -> None:
    assert web3.eth.chain_id == world.chain == 20_260
    assert web3.net.version == "20260"
    assert web3.client_version == "xcert-embedded-chain"
    assert web3.eth.syncing is False


@pytest.mark.parametrize(
    ("method", "params", "code"),
    [
        ("eth_getProof", [], -32601),
        ("eth_mining", [], -32601),
        ("__class__", [], -32601),
        ("eth_getBalance", [], -32602),
        ("eth_getBalance", ["0x01"], -32602),
        ("eth_getBalance", [1], -32602),
        ("eth_getBalance", ["0x" + "11" * 20, "yesterday"], -32602),
        ("eth_getBalance", ["0x" + "11" * 20, True], -32602),
        ("eth_getBalance", ["0x" + "11" * 20, -1], -32602),
        ("eth_getBalance", ["0x" + "11" * 20, "0xffff"], -32000),
        ("eth_getBalance", ["0x" + "11" * 20, {"blockHash": "0x" + "11" * 32}], -32000),
        ("eth_getBalance", ["0x" + "11" * 20, {"blockNumber": "0xffff"}], -32000),
        ("eth_call", ["text"], -32602),
        ("eth_call", [{"to": "0x12"}], -32602),
        ("eth_call", [{"to": "0x" + "11" * 20, "data": "zz"}], -32602),
        ("eth_call", [{"to": "0x" + "11" * 20, "value": "0x1"}], -32000),
        ("eth_getLogs", ["x"], -32602),
        ("eth_getLogs", [{"topics": "x"}], -32602),
        ("eth_getLogs", [{"blockHash": "0x" + "11" * 32}], -32602),
        ("eth_feeHistory", ["0x1", "latest", "x"], -32602),
        ("eth_getTransactionReceipt", ["0x11"], -32602),
        ("evm_increaseTime", [-1], -32602),
        ("evm_increaseTime", [True], -32602),
    ],
)
def test_what_cannot_be_answered_is_refused(method: str, params: list[Any], code: int) -> None:
    with pytest.raises(NodeRefusedError) as caught:
        EmbeddedChain(START).ask(method, *params)
    assert caught.value.code == code


def test_a_search_that_finds_too_much_is_refused(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("chain.rpc_logs._MAXIMUM", 5)
    with pytest.raises(NodeRefusedError, match="more than 5 results"):
        world.node.ask("eth_getLogs", {"fromBlock": "0x0"})


def test_one_of_several_topics_is_enough(world: World) -> None:
    listed: Any = world.node.ask("eth_getLogs", {"fromBlock": "0x0"})
    first, last = listed[0], listed[-1]
    either: Any = world.node.ask(
        "eth_getLogs", {"fromBlock": "0x0", "topics": [[first["topics"][0], last["topics"][0]]]}
    )
    assert {entry["topics"][0] for entry in either} == {first["topics"][0], last["topics"][0]}
    assert (
        world.node.ask("eth_getLogs", {"fromBlock": "0x0", "topics": [None, None, None, None, data(bytes(32))]}) == []
    )


def _abi(name: str) -> Any:
    return json.loads(resources.files("chain").joinpath("artifacts", f"{name}.json").read_bytes())["abi"]


def _accreditation_selectors() -> set[bytes]:
    return set(accreditation_registry().interface.refusals)
