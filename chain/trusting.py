"""From a deployment of one's own to the trust file's entry for it."""

from collections.abc import Sequence

from certificate.policy import Network
from chain.deployment import Deployment
from chain.faucet import LOCAL_CHAINS
from chain.finality import Finality
from chain.trust import TrustedNetwork


def trusted_network(
    deployment: Deployment,
    *,
    finality: Finality,
    name_zh: str = "本地测试网络",
    name_en: str = "local test network",
    rpc: Sequence[str] = (),
    agree: int = 1,
    maximum_head_age: int = 300,
    test: bool = True,
) -> TrustedNetwork:
    """Trust a deployment: its contracts, its root authority and this package's code; `maximum_head_age` in seconds.

    Raises `ValueError` if a local chain, which anybody can remake, is not called a test network.
    """
    if deployment.chain in LOCAL_CHAINS and not test:
        raise ValueError("a local chain is always a test network")
    network = Network(
        chain=deployment.chain,
        registry=deployment.registry,
        accreditation=deployment.accreditation,
        root_authorities=frozenset({deployment.root_authority}),
        name=name_zh,
        test=test,
        maximum_head_age=maximum_head_age,
    )
    return TrustedNetwork(
        network=network,
        name_zh=name_zh,
        name_en=name_en,
        rpc=tuple(rpc),
        agree=agree,
        finality=finality,
        personnel=deployment.personnel,
        ledger=deployment.ledger,
        first_block=deployment.block,
    )
