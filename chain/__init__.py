"""The chain: the only floor that knows Ethereum. Values of `certificate` come out, calls as data go in.

A whole life on the embedded chain (`chain.embedded` is a door of its own, since py-evm takes long to import):

>>> from chain.embedded import EMBEDDED_CHAIN, EmbeddedChain
>>> node = EmbeddedChain(genesis_time=1_700_000_000)
>>> account = KeyAccount.create()
>>> _ = fund(node, account.address)
>>> sender = Sender(node, account, chain=EMBEDDED_CHAIN, finality=Instant())
>>> deployment = deploy(sender, chain=EMBEDDED_CHAIN)
>>> accreditation = AccreditationCalls(deployment.accreditation)
>>> receipt = sender.send(accreditation.add_accreditor(account.address, start=0, end=2**40 - 1))
>>> event_in(receipt, "AccreditorAdded", contract=deployment.accreditation).number("accreditor")
1
>>> reader = FactsReader(trusted_network(deployment, finality=Instant()), [node])
>>> facts = reader.read(Address(EMBEDDED_CHAIN, deployment.registry, 1, bytes(32), 0, 0), bytes(32))
>>> facts.batch is None
True
"""

from certificate.address import Address
from certificate.facts import HoldSubject
from chain.accounts import KeyAccount, Signer
from chain.accreditation_calls import AccreditationCalls
from chain.accreditation_views import AccreditationViews
from chain.calls import Call
from chain.certificate_calls import BatchId, CertificateCalls, Notice, Submission
from chain.certificate_views import CertificateViews
from chain.deployment import Deployment, deploy, read_deployment, write_deployment
from chain.errors import (
    ChainError,
    FailedError,
    FeeTooHighError,
    NodeRefusedError,
    NonceError,
    NotFinalError,
    NotFundedError,
    NotLocalError,
    RevertedError,
    TrustFileError,
    UnreachableError,
    WrongContractError,
    WrongNetworkError,
)
from chain.evidence import FactsReader
from chain.facts_cache import FactsCache
from chain.faucet import fund
from chain.finality import Depth, Finality, Instant, Tagged
from chain.http_node import HttpNode
from chain.node import Node
from chain.receipts import event_in
from chain.records import Record
from chain.registry_values import Role, StandardTerms, Standing
from chain.rpc import Receipt
from chain.sending import Progress, Sender, SignedTransaction
from chain.trust import TrustedNetwork, policy_of, read_trust, write_trust
from chain.trusted_reader import TrustedReader, nodes_of
from chain.trusting import trusted_network

__all__ = [
    "AccreditationCalls",
    "AccreditationViews",
    "Address",
    "BatchId",
    "Call",
    "CertificateCalls",
    "CertificateViews",
    "ChainError",
    "Deployment",
    "Depth",
    "FactsCache",
    "FactsReader",
    "FailedError",
    "FeeTooHighError",
    "Finality",
    "HoldSubject",
    "HttpNode",
    "Instant",
    "KeyAccount",
    "Node",
    "NodeRefusedError",
    "NonceError",
    "NotFinalError",
    "NotFundedError",
    "NotLocalError",
    "Notice",
    "Progress",
    "Receipt",
    "Record",
    "RevertedError",
    "Role",
    "Sender",
    "SignedTransaction",
    "Signer",
    "StandardTerms",
    "Standing",
    "Submission",
    "Tagged",
    "TrustFileError",
    "TrustedNetwork",
    "TrustedReader",
    "UnreachableError",
    "WrongContractError",
    "WrongNetworkError",
    "deploy",
    "event_in",
    "fund",
    "nodes_of",
    "policy_of",
    "read_deployment",
    "read_trust",
    "trusted_network",
    "write_deployment",
    "write_trust",
]
