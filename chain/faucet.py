"""Money for tests: only on chains whose coin is worth nothing."""

from chain.errors import NotLocalError
from chain.node import Node
from chain.rpc import Rpc

LOCAL_CHAINS = frozenset({20_260, 31_337, 1_337})
"""Chain ids of embedded chains, of Hardhat and Anvil, and of older development nodes."""
ETHER = 10**18


def fund(node: Node, account: bytes, *, wei: int = 10 * ETHER) -> bytes:
    """Send `wei` to `account` from the node's own development account; returns the transaction's hash.

    Raises `NotLocalError` on any other chain, and on a node that signs for no account.
    """
    rpc = Rpc(node)
    chain = rpc.chain_id()
    if chain not in LOCAL_CHAINS:
        raise NotLocalError(f"chain {chain} is no local chain and has no faucet here; send the account some coin")
    accounts = rpc.accounts()
    if not accounts:
        raise NotLocalError(f"{rpc.name} signs for no account of its own, so it has no faucet")
    return rpc.send_from(accounts[0], account, wei)
