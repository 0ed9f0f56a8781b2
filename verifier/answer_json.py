"""The answer as JSON: one shape for every verdict and every error (docs/api.md)."""

import json
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from verifier.answer import Answer, AnsweringNetwork, Process, Shown
from verifier.language import Words, moment_text
from verifier.wording import message

AnswerJson: TypeAlias = str | int | Sequence["AnswerJson"] | Mapping[str, "AnswerJson"] | None
"""JSON as answers use it; unlike a certificate's it has null."""

_WRITER = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":"))


def answer_members(answer: Answer) -> dict[str, AnswerJson]:
    """Return `answer` as the JSON object that docs/api.md describes."""
    read_at = answer.read_at
    return {
        "verdict": answer.outcome.value,
        "reason": None if answer.reason is None else answer.reason.value,
        "rule": None if answer.rule is None else str(answer.rule),
        "day": None if answer.day is None else answer.day.isoformat(),
        "network": None if answer.network is None else network_members(answer.network),
        "message": _both(message(answer)),
        "checks": [
            {
                "rule": str(finding.rule),
                "status": finding.status.value,
                "reason": None if finding.reason is None else finding.reason.value,
            }
            for finding in answer.findings
        ],
        "certificate": None if answer.shown is None else _certificate_members(answer.shown),
        "anchoredAt": None if answer.shown is None else moment_text(answer.shown.anchored_at),
        "process": None if answer.shown is None else _process_members(answer.shown.process),
        "readAt": None if read_at is None else {"block": read_at.block, "time": moment_text(read_at.time)},
        "judgedAt": moment_text(answer.judged_at),
    }


def answer_bytes(answer: Answer) -> bytes:
    """Return `answer` as JSON in UTF-8."""
    return json_bytes(answer_members(answer))


def json_bytes(value: AnswerJson) -> bytes:
    """Write `value` without needless escapes, with a line end, so that it also reads well in a terminal."""
    return _WRITER.encode(value).encode("utf-8") + b"\n"


def network_members(network: AnsweringNetwork) -> dict[str, AnswerJson]:
    """Return how a network is named in answers; `chain` is CAIP-2."""
    return {"name": _both(network.name), "chain": f"eip155:{network.chain}", "test": network.test}


def _certificate_members(shown: Shown) -> dict[str, AnswerJson]:
    certificate = shown.certificate
    achievement, term, issuer = certificate.achievement, certificate.term, certificate.issuer
    return {
        "id": certificate.urn,
        "address": str(certificate.address),
        "number": certificate.number,
        "holder": {"name": certificate.holder.name},
        "issuer": {
            "id": issuer.did,
            "name": issuer.name,
            "url": issuer.url,
            "organisation": certificate.address.organisation,
        },
        "achievement": {
            "standard": achievement.family,
            "version": achievement.version.hex(),
            "level": achievement.level,
            "title": {"zh": achievement.title_zh, "en": achievement.title_en},
            "criteria": achievement.narrative,
        },
        "issued": term.issued.isoformat(),
        "until": None if term.until is None else term.until.isoformat(),
        "utcOffsetMinutes": term.offset_minutes,
    }


def _process_members(process: Process) -> dict[str, AnswerJson]:
    return {
        "rosterLockedAt": moment_text(process.roster_locked_at),
        "scoresLockedAt": moment_text(process.scores_locked_at),
        "publishedAt": moment_text(process.published_at),
        "decidedAt": moment_text(process.decided_at),
    }


def _both(words: Words) -> dict[str, AnswerJson]:
    return {"zh": words.zh, "en": words.en}
