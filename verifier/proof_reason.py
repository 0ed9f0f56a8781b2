"""How the check of a learner's proof can end, and why (docs/evidence.md, section 5; docs/api.md)."""

from enum import Enum

from assessment.learner_proof import ProofFault


class ProofOutcome(Enum):
    """Four outcomes with names of their own, so that no program takes a proof for a VALID certificate."""

    PROVEN = "PROVEN"
    NOT_PROVEN = "NOT_PROVEN"
    NOT_FOUND = "NOT_FOUND"
    COULD_NOT_CHECK = "COULD_NOT_CHECK"


class ProofReason(Enum):
    """Why a proof is not PROVEN; the values are stable codes. Troubles of reading have the codes of rule V3."""

    MALFORMED = "proof-malformed"
    OTHER_NETWORK = "proof-other-network"
    NO_SESSION = "proof-no-session"
    OTHER_SESSION = ProofFault.OTHER_SESSION.value
    NO_SUCH_EVENT = ProofFault.NO_SUCH_EVENT.value
    NOT_COMMITTED = ProofFault.NOT_COMMITTED.value
    OTHER_PERSON = ProofFault.OTHER_PERSON.value
    CHANGE_LEFT_OUT = ProofFault.CHANGE_LEFT_OUT.value

    @property
    def outcome(self) -> ProofOutcome:
        """What this reason leads to."""
        missing = {ProofReason.OTHER_NETWORK, ProofReason.NO_SESSION}
        return ProofOutcome.NOT_FOUND if self in missing else ProofOutcome.NOT_PROVEN
