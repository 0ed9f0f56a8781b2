"""Putting the registries on a chain, with the sender as root authority."""

from collections.abc import Sequence

from chain.accounts import Signer
from chain.deployment import Deployment, deploy
from chain.finality import Finality
from chain.node import Node
from chain.rpc import Rpc
from chain.sending import DEFAULT_FEE_CAP, Sender
from chain.trust import TrustedNetwork
from chain.trusting import trusted_network


def deploy_registries(
    node: Node,
    account: Signer,
    *,
    finality: Finality,
    rpc: Sequence[str] = (),
    maximum_head_age: int = 300,
    fee_cap: int = DEFAULT_FEE_CAP,
) -> tuple[Deployment, TrustedNetwork]:
    """Deploy and connect both registries on the chain of `node`; return the deployment and a trust file entry for it.

    `account` becomes the root authority; `maximum_head_age` is in seconds. Raises as `Sender.send` does.
    """
    chain = Rpc(node).chain_id()
    deployment = deploy(Sender(node, account, chain=chain, finality=finality, fee_cap=fee_cap), chain=chain)
    return deployment, trusted_network(deployment, finality=finality, rpc=rpc, maximum_head_age=maximum_head_age)
