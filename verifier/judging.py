"""From the bytes of a certificate to an answer: one read of the chain, one judgement by `certificate.judge`."""

from datetime import datetime
from typing import Protocol

from certificate.address import Address
from certificate.facts import Facts, Trouble, Unread
from certificate.judge import judge, read_form
from certificate.policy import Network
from certificate.verdict import Verdict
from verifier.answer import Answer, AnsweringNetwork, answer_of
from verifier.trust import Trust


class Reader(Protocol):
    """Reads what a chain says about one certificate. Trouble is a value, `Unread`; nothing is raised for it."""

    def read(self, address: Address, key: bytes) -> Facts | Unread:
        """Return the facts about the certificate at `address` and the raw Ed25519 public `key`, at one final block."""


_NOT_ASKED = Unread(Trouble.UNREACHABLE, "no trusted network: nothing was asked")


def answer_certificate(data: bytes, *, reader: Reader, trust: Trust, now: datetime) -> Answer:
    """Judge the certificate file `data` at the aware time `now`. A file in no accepted form never reaches the chain."""
    bundle = read_form(data)
    if isinstance(bundle, Verdict):
        return answer_of(bundle, bundle=None, network=None, facts=None, now=now)
    address = bundle.certificate.address
    network = trust.policy.network_of(address.chain, address.registry)
    # The judge comes to V2 first and does not look at facts when no trusted network was named.
    facts = _NOT_ASKED if network is None else reader.read(address, bundle.issuer_proof.key)
    verdict = judge(bundle, facts, trust.policy, now=now)
    named_achievement = bundle.certificate.achievement
    known = trust.policy.achievement(named_achievement.version, named_achievement.level) is not None
    named = None if network is None else answering_network(network, trust)
    return answer_of(verdict, bundle=bundle, network=named, facts=facts, now=now, standard_known=known)


def answering_network(network: Network, trust: Trust) -> AnsweringNetwork:
    """Return how answers name a network of `trust`."""
    return AnsweringNetwork(trust.name_of(network), network.chain, network.test)
