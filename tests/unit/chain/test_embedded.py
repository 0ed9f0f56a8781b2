"""The embedded chain: explicit times, exact rebuilding from its file, and refusals as a node gives them."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chain import KeyAccount, NodeRefusedError, fund
from chain.embedded import EMBEDDED_CHAIN, FURTHEST_AHEAD, HEARTBEAT, EmbeddedChain
from chain.errors import BlockFileError, ChainError
from chain.hexadecimal import data
from chain.rpc import Rpc
from tests.unit.chain.world import START, build_world, embedded_world

OTHER = b"\x42" * 20


class Clock:
    def __init__(self, now: int = START) -> None:
        self.now = now

    def __call__(self) -> int:
        return self.now


def funded_account(chain: EmbeddedChain) -> KeyAccount:
    account = KeyAccount.create()
    fund(chain, account.address)
    return account


def transfer(account: KeyAccount, nonce: int, **changes: int | bytes) -> bytes:
    fields: dict[str, int | bytes] = {
        "chainId": EMBEDDED_CHAIN,
        "nonce": nonce,
        "to": OTHER,
        "value": 1,
        "gas": 21_000,
        "maxFeePerGas": 10**10,
        "maxPriorityFeePerGas": 1,
    }
    return account.sign(fields | changes)[1]


def refused(chain: EmbeddedChain, method: str, *params: object) -> NodeRefusedError:
    with pytest.raises(NodeRefusedError) as caught:
        chain.ask(method, *params)  # type: ignore[arg-type]
    return caught.value


def test_blocks_have_the_times_they_are_given() -> None:
    chain = EmbeddedChain(START)
    chain.move_to(START + 86_400)
    chain.move_to(START + 86_400)
    fund(chain, OTHER)
    assert chain.time == START + 86_401
    block = Rpc(chain).block(1)
    assert block is not None
    assert (block.time, Rpc(chain).height()) == (START + 86_400, 2)


def test_time_does_not_run_backwards() -> None:
    chain = EmbeddedChain(START)
    with pytest.raises(ChainError, match="cannot go back"):
        chain.move_to(START - 1)
    assert Rpc(chain).height() == 0


def test_with_a_clock_blocks_have_the_present_time() -> None:
    clock = Clock()
    chain = EmbeddedChain(START - 10, clock=clock)
    clock.now += 5
    fund(chain, OTHER)
    assert chain.time == clock.now
    fund(chain, OTHER)
    assert chain.time == clock.now + 1


def test_the_head_of_a_chain_with_a_clock_never_looks_stale() -> None:
    clock = Clock()
    chain = EmbeddedChain(START, clock=clock)
    clock.now += HEARTBEAT - 1
    assert Rpc(chain).height() == 0
    clock.now += 3_600
    assert Rpc(chain).height() == 1
    assert chain.time == clock.now


def test_a_busy_chain_does_not_run_far_into_the_future(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock()
    chain = EmbeddedChain(START, clock=clock)
    waited: list[float] = []

    def wait(seconds: float) -> None:
        waited.append(seconds)
        clock.now += int(seconds)

    monkeypatch.setattr("chain.embedded.sleep", wait)
    for _ in range(FURTHEST_AHEAD + 5):
        fund(chain, OTHER)
    assert 0 < len(waited) < 10
    assert chain.time - clock.now <= FURTHEST_AHEAD + 1


def test_without_a_clock_nothing_moves_by_itself() -> None:
    chain = EmbeddedChain(START)
    for _ in range(3):
        assert Rpc(chain).height() == 0


def test_a_development_chain_can_be_moved_ahead() -> None:
    chain = EmbeddedChain(START)
    chain.ask("evm_increaseTime", 100)
    chain.ask("evm_mine")
    assert chain.time == START + 101
    chain.ask("evm_mine", START + 500)
    assert chain.time == START + 500
    for method, time in (("evm_mine", START), ("evm_mine", 2**40), ("evm_increaseTime", 2**40)):
        assert "invalid timestamp" in refused(chain, method, time).reason


def test_the_same_file_gives_the_same_chain(tmp_path: Path) -> None:
    path = tmp_path / "chain.jsonl"
    world = build_world(EmbeddedChain(START, path=path))
    submission = world.submission()
    world.anchor(submission)
    chain = world.node
    assert isinstance(chain, EmbeddedChain)
    head = chain.ask("eth_getBlockByNumber", "latest", False)
    chain.close()
    with EmbeddedChain(1, path=path) as again:
        assert again.ask("eth_getBlockByNumber", "latest", False) == head
        assert again.ask("eth_getCode", data(world.deployment.registry), "latest") != "0x"


@settings(max_examples=20)
@given(steps=st.lists(st.sampled_from(["fund", "mine", "move", "beat"]), max_size=8))
def test_a_chain_is_rebuilt_after_any_history(steps: list[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("chain") / "chain.jsonl"
    clock = Clock()
    chain = EmbeddedChain(START, path=path, clock=clock)
    for step in steps:
        clock.now += 20
        match step:
            case "fund":
                fund(chain, OTHER)
            case "mine":
                chain.ask("evm_mine")
            case "move":
                chain.move_to(chain.time + 10)
            case _:
                Rpc(chain).height()
    before = (chain.evm.head.hash, chain.evm.balance(OTHER, chain.evm.head))
    chain.close()
    again = EmbeddedChain(START, path=path, clock=clock)
    assert (again.evm.head.hash, again.evm.balance(OTHER, again.evm.head)) == before
    again.close()


def some_file(tmp_path: Path) -> Path:
    path = tmp_path / "chain.jsonl"
    chain = EmbeddedChain(START, path=path)
    fund(chain, OTHER)
    chain.move_to(START + 100)
    chain.close()
    return path


def test_a_block_that_a_crash_cut_off_is_dropped_and_the_chain_goes_on(tmp_path: Path) -> None:
    path = some_file(tmp_path)
    whole = path.read_bytes()
    path.write_bytes(whole[:-7])
    chain = EmbeddedChain(START, path=path)
    assert Rpc(chain).height() == 1
    chain.move_to(START + 100)
    chain.close()
    assert path.read_bytes() == whole


def test_a_file_whose_first_line_was_cut_off_begins_anew(tmp_path: Path) -> None:
    path = tmp_path / "chain.jsonl"
    path.write_bytes(b'{"format":"xce')
    chain = EmbeddedChain(START, path=path)
    assert Rpc(chain).height() == 0
    chain.close()


def change_line(path: Path, place: int, **members: object) -> None:
    lines = path.read_text(encoding="ascii").splitlines()
    lines[place] = json.dumps(json.loads(lines[place]) | members)
    path.write_text("\n".join(lines) + "\n", encoding="ascii")


@pytest.mark.parametrize(
    ("place", "members", "says"),
    [
        (0, {"format": "other"}, "is of format other"),
        (0, {"chain": 5}, "chain 5"),
        (0, {"genesisTime": "soon"}, "does not begin with its format"),
        (0, {"genesisTime": START + 1}, "block 1 of the chain's file is damaged"),
        (1, {"time": START + 2}, "gives another block"),
        (1, {"time": START}, "invalid timestamp"),
        (1, {"transaction": None}, "gives another block"),
        (1, {"transaction": "02f8"}, "block 1 of the chain's file is damaged"),
        (1, {"transaction": "xyz"}, "block 1 cannot be read"),
        (2, {"hash": "00" * 32}, "block 2 of the chain's file gives another block"),
        (2, {"time": None}, "block 2 cannot be read"),
    ],
)
def test_a_changed_file_is_refused(tmp_path: Path, place: int, members: dict[str, object], says: str) -> None:
    path = some_file(tmp_path)
    change_line(path, place, **members)
    with pytest.raises(BlockFileError, match=says):
        EmbeddedChain(START, path=path)


def test_a_file_belongs_to_one_process_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "chain.jsonl"
    chain = EmbeddedChain(START, path=path)
    with pytest.raises(BlockFileError, match="another process runs the chain"):
        EmbeddedChain(START, path=path)
    chain.close()
    EmbeddedChain(START, path=path).close()


def test_the_file_is_nobody_elses_business(tmp_path: Path) -> None:
    path = some_file(tmp_path)
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_folder_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(BlockFileError, match="choose a writable folder"):
        EmbeddedChain(START, path=tmp_path / "none" / "chain.jsonl")


def test_a_chain_that_cannot_write_says_nothing_any_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chain = EmbeddedChain(START, path=tmp_path / "chain.jsonl")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("chain.block_file.os.fsync", full)
    with pytest.raises(BlockFileError, match="No space left"):
        fund(chain, OTHER)
    monkeypatch.undo()
    with pytest.raises(BlockFileError, match="could not be written"):
        chain.ask("eth_getBalance", data(OTHER), "latest")
    chain.close()


@pytest.mark.parametrize(
    ("nonce", "changes", "says"),
    [
        (1, {}, "nonce too high: next nonce 0, tx nonce 1"),
        (0, {"chainId": 1}, "invalid chain id for signer: have 1 want 20260"),
        (0, {"value": 10**30}, "insufficient funds for gas"),
        (0, {"gas": 20_000}, "intrinsic gas too low"),
        (0, {"gas": 70_000_000}, "exceeds block gas limit"),
        (0, {"maxFeePerGas": 1}, "max fee per gas"),
    ],
)
def test_a_transaction_that_no_node_takes_is_refused_and_changes_nothing(
    nonce: int, changes: dict[str, int], says: str
) -> None:
    chain = EmbeddedChain(START)
    account = funded_account(chain)
    error = refused(chain, "eth_sendRawTransaction", data(transfer(account, nonce, **changes)))
    assert says in error.reason
    assert Rpc(chain).height() == 1
    assert Rpc(chain).send_raw(transfer(account, 0))


def test_a_nonce_is_used_once() -> None:
    chain = EmbeddedChain(START)
    account = funded_account(chain)
    raw = transfer(account, 0)
    Rpc(chain).send_raw(raw)
    assert refused(chain, "eth_sendRawTransaction", data(raw)).reason == "already known"
    assert "nonce too low" in refused(chain, "eth_sendRawTransaction", data(transfer(account, 0, value=2))).reason


@pytest.mark.parametrize("raw", ["0x", "0x00", "0x02f8", "0xc0", "0xff" * 1, "0x05" + "00" * 40, "0x02" + "c0" * 8])
def test_bytes_that_are_no_transaction_are_refused(raw: str) -> None:
    assert refused(EmbeddedChain(START), "eth_sendRawTransaction", raw).code == -32000


def test_a_transaction_without_a_chain_could_be_replayed_and_is_refused() -> None:
    chain = EmbeddedChain(START)
    account = funded_account(chain)
    _, raw = account.sign({"nonce": 0, "to": OTHER, "value": 1, "gas": 21_000, "gasPrice": 10**10})
    assert "invalid chain id for signer: have None" in refused(chain, "eth_sendRawTransaction", data(raw)).reason


def test_an_older_transaction_form_is_taken() -> None:
    chain = EmbeddedChain(START)
    account = funded_account(chain)
    old: dict[str, int | bytes] = {
        "chainId": EMBEDDED_CHAIN,
        "nonce": 0,
        "to": OTHER,
        "value": 1,
        "gas": 21_000,
        "gasPrice": 10**10,
    }
    receipt = Rpc(chain).receipt(Rpc(chain).send_raw(account.sign(old)[1]))
    assert receipt is not None
    assert (receipt.succeeded, receipt.gas_used, receipt.gas_price) == (True, 21_000, 10**10)


def test_only_the_faucet_is_signed_for_and_only_for_transfers() -> None:
    chain = EmbeddedChain(START)
    faucet = data(chain.faucet_account)
    assert chain.ask("eth_accounts") == [faucet]
    for message in (
        {"from": data(OTHER), "to": data(OTHER), "value": "0x1"},
        {"from": faucet, "value": "0x1"},
        {"from": faucet, "to": data(OTHER), "data": "0x01"},
    ):
        assert "only plain transfers" in refused(chain, "eth_sendTransaction", message).reason
    too_much = {"from": faucet, "to": data(OTHER), "value": hex(10**40)}
    assert "insufficient funds" in refused(chain, "eth_sendTransaction", too_much).reason


def test_a_failing_transaction_is_mined_and_has_no_effect() -> None:
    world = embedded_world()
    account = KeyAccount.create()
    fund(world.node, account.address)
    call = world.accreditation.set_cap(1, 1)
    fields: dict[str, int | bytes] = {"chainId": EMBEDDED_CHAIN, "nonce": 0, "to": call.to or b"", "data": call.data}
    fees: dict[str, int | bytes] = {"gas": 200_000, "maxFeePerGas": 10**10, "maxPriorityFeePerGas": 1}
    rpc = Rpc(world.node)
    receipt = rpc.receipt(rpc.send_raw(account.sign(fields | fees)[1]))
    assert receipt is not None
    assert not receipt.succeeded
    assert receipt.events == ()


def test_a_closed_chain_answers_nothing() -> None:
    chain = EmbeddedChain(START)
    chain.close()
    with pytest.raises(BlockFileError, match="start it again"):
        chain.ask("eth_chainId")
