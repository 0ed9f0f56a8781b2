"""Whatever is sent to the embedded chain, it answers or refuses; it never breaks."""

import contextlib
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from chain import KeyAccount, NodeRefusedError, fund
from chain.embedded import EMBEDDED_CHAIN, EmbeddedChain
from chain.hexadecimal import data
from chain.rpc import Rpc
from chain.rpc_methods import METHODS
from tests.unit.chain.world import START

ACCOUNT = KeyAccount(b"\x05" * 32)
FORMS: dict[str, dict[str, Any]] = {
    "legacy": {"gasPrice": 10**10},
    "access list": {"gasPrice": 10**10, "accessList": [], "type": 1},
    "dynamic fee": {"maxFeePerGas": 10**10, "maxPriorityFeePerGas": 1},
}
values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=6)
    | st.sampled_from(["latest", "pending", "0x", "0x1", "0x" + "00" * 20, "0x" + "11" * 32, hex(2**256 - 1)]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["to", "from", "data", "gas", "value", "address", "topics", "fromBlock", "blockHash"]),
            inner,
        )
    ),
    max_leaves=6,
)


@pytest.fixture(scope="module")
def chain() -> EmbeddedChain:
    chain = EmbeddedChain(START)
    fund(chain, ACCOUNT.address)
    return chain


def signed(form: str) -> bytes:
    fields: dict[str, Any] = {"chainId": EMBEDDED_CHAIN, "nonce": 0, "to": b"\x01" * 20, "value": 1, "gas": 30_000}
    return ACCOUNT.sign(fields | FORMS[form])[1]


@given(method=st.sampled_from(sorted(METHODS)), params=st.lists(values, max_size=3))
@example(method="eth_call", params=[{"to": "0x" + "00" * 19 + "01", "gas": "0x0"}])
@example(method="eth_call", params=[{"data": "0xfe"}])
@example(method="eth_estimateGas", params=[{"data": "0x5b600056"}])
@example(method="eth_estimateGas", params=[{"gas": hex(2**255)}])
@example(method="evm_mine", params=[2**300])
@example(method="evm_increaseTime", params=[2**300])
@example(method="eth_getStorageAt", params=["0x" + "00" * 20, hex(2**256 - 1)])
def test_any_question_is_answered_or_refused(chain: EmbeddedChain, method: str, params: list[Any]) -> None:
    with contextlib.suppress(NodeRefusedError):
        chain.ask(method, *params)
    chain._lead = 0


@given(form=st.sampled_from(sorted(FORMS)), place=st.integers(0, 200), byte=st.integers(0, 255), cut=st.integers(0, 3))
def test_a_changed_transaction_never_spends_the_accounts_money(
    chain: EmbeddedChain, form: str, place: int, byte: int, cut: int
) -> None:
    raw = bytearray(signed(form))
    raw[place % len(raw)] = byte
    changed = bytes(raw[: len(raw) - cut])
    if changed == signed(form):
        return
    with contextlib.suppress(NodeRefusedError):
        chain.ask("eth_sendRawTransaction", data(changed))
    assert Rpc(chain).nonce(ACCOUNT.address) == 0


@pytest.mark.parametrize("form", sorted(FORMS))
def test_the_transaction_itself_is_taken(form: str) -> None:
    chain = EmbeddedChain(START)
    fund(chain, ACCOUNT.address)
    Rpc(chain).send_raw(signed(form))
    assert Rpc(chain).nonce(ACCOUNT.address) == 1
