"""What stops an audit; a broken rule is no error but a finding."""


class AuditError(Exception):
    """Base of every error of this package."""


class StoreError(AuditError):
    """The work folder cannot be used: damaged, of another network, or in use."""


class RewrittenError(AuditError):
    """The chain no longer holds a block that it held before: it was rewritten."""


class EvidenceError(AuditError):
    """The folder of evidence cannot be read at all."""


class SampleError(AuditError):
    """A commitment or sample that is not in its form, was steered, or came too early."""


class CheckpointError(AuditError):
    """A checkpoint that is not in its form, or whose signature does not hold."""


class WorkerError(AuditError):
    """A worker process ended before its work was done."""
