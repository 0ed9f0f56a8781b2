"""One certificate again, byte for byte as it was released: holders lose files, and nothing else may replace them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select

from certificate.address import BATCH_CAPACITY, SUBMISSION_CAPACITY, Address
from certificate.standard import Standard
from certificate.verdict import Verdict
from issuer.database import reading
from issuer.errors import StatusError
from issuer.journal import Journal, State
from issuer.judging import BatchFacts, JudgingTask, require_releasable
from issuer.network import IssuerNetwork
from issuer.roster import IdDocument, IdType
from issuer.schema import CANDIDATE, SIGNED
from issuer.signing import standard_of
from issuer.workspace import Workspace


@dataclass(frozen=True, slots=True)
class SentAgain:
    """A certificate from the workspace: its number, exact bytes, today's verdict, and what opens the hidden number.

    `salt` is for the holder alone: with it the document number in the certificate can be proved, or searched for.
    """

    number: str
    file: bytes
    verdict: Verdict
    document: IdDocument
    salt: str = field(repr=False)
    standard: Standard


def send_again(
    workspace: Workspace, network: IssuerNetwork, number: str, *, clock: Callable[[], datetime]
) -> SentAgain:
    """Return the released certificate `number`, judged anew at the present that `clock` gives.

    Raises `StatusError` for a number that was not released here, and `ReleaseError` if it is not genuine any more to
    the chain. A suspended or revoked certificate is still its holder's; the verdict says what it is.
    """
    columns = CANDIDATE.c
    query = (
        select(
            columns.submission_id, columns.place, columns.document_kind, columns.document, columns.salt, SIGNED.c.file
        )
        .join_from(CANDIDATE, SIGNED)
        .where(columns.number == number)
    )
    with reading(workspace.engine) as connection:
        row = connection.execute(query).first()
    journal = Journal(workspace.engine)
    submission = None if row is None else journal.submission(row[0])
    if row is None or submission is None or submission.state is not State.RELEASED:
        raise StatusError(f"certificate {number} was not released from this workspace; check the number")
    _, place, kind, document, salt, file = row
    position, index = divmod(place, BATCH_CAPACITY)
    batch = journal.kept(submission)[position]
    address = Address(
        chain=network.trusted.network.chain,
        registry=network.trusted.network.registry,
        organisation=workspace.organisation,
        session=submission.session,
        batch=submission.number * SUBMISSION_CAPACITY + position,
        index=index,
    )
    facts = BatchFacts(network.reader.read(address, batch.key), {})
    standard = standard_of(workspace.engine, submission.standard)
    verdict = JudgingTask(facts, network.strict_policy(standard), clock(), again=True).judge(index, file)
    require_releasable(number, verdict, again=True)
    return SentAgain(number, file, verdict, IdDocument(IdType(kind), document), salt, standard)
