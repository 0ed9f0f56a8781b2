"""One JSON object for each session, one on a line (docs/audit.md, section 5)."""

import json
from typing import Final

from auditor.results import Members, Scope, SessionResult, rules_json

FORMAT: Final = "xcert/audit/v0"


def json_line(scope: Scope, result: SessionResult) -> str:
    """Return the line of one session, without its end."""
    members: Members = {
        "format": FORMAT,
        "chain": scope.chain,
        "ledger": "0x" + scope.ledger.hex(),
        "block": scope.block,
        "blockHash": scope.block_hash.hex(),
        "moment": scope.moment,
        "session": "0x" + result.session.hex(),
        "organisation": result.organisation,
        **_known(result),
        "state": result.state.name,
        "events": result.events,
        "evidence": {
            "expected": result.share.expected, "opened": result.share.opened, "erased": result.share.erased,
            **({} if result.fault is None else {"fault": result.fault}),
        },
        "elsewhere": {
            "expected": scope.everywhere.expected, "opened": scope.everywhere.opened, "erased": scope.everywhere.erased,
        },
        "rules": rules_json(result.rules),
    }  # fmt: skip
    return json.dumps(members, ensure_ascii=False, separators=(",", ":"))


def _known(result: SessionResult) -> Members:
    members: Members = {
        "standard": None if result.version is None else result.version.hex(),
        "family": result.family,
        "level": result.level,
        "start": result.start,
        "candidates": result.candidates,
        "passed": result.passed,
    }
    return {name: value for name, value in members.items() if value is not None}
