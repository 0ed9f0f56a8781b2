"""Why a status changes: codes that go on the chain, with their words. Codes are for ever: add, never change."""

import enum
from typing import Final

from certificate.facts import ActionKind
from issuer.errors import StatusError


class StatusReason(enum.Enum):
    """A reason code (one byte on the chain), its words, and for which actions it may be given."""

    INVESTIGATION = (1, "正在调查", "under investigation", {ActionKind.SUSPEND})
    HOLDER_REPORTED = (2, "持证人报失或报告冒用", "reported lost or misused by the holder", {ActionKind.SUSPEND})
    CLEARED = (10, "调查结束，未发现问题", "investigation closed without a finding", {ActionKind.LIFT})
    RESOLVED = (11, "暂停原因已消除", "the reason for suspending has gone", {ActionKind.LIFT})
    FRAUD_BY_CANDIDATE = (20, "考生作弊", "fraud by the candidate", {ActionKind.REVOKE})
    FRAUD_AT_SITE = (21, "考核站点作弊", "fraud at the assessment site", {ActionKind.REVOKE})
    NOT_ELIGIBLE = (22, "不符合报考条件", "the candidate was not eligible", {ActionKind.REVOKE})
    UNLAWFUL_ISSUE = (23, "违规颁发", "issued unlawfully", {ActionKind.REVOKE})
    ISSUED_BY_MISTAKE = (24, "误发", "issued by mistake", {ActionKind.REVOKE, ActionKind.CANCEL})
    DECEASED = (40, "持证人死亡", "the holder has died", {ActionKind.CANCEL})
    SURRENDERED = (41, "持证人申请注销", "surrendered by the holder", {ActionKind.CANCEL})
    STANDARD_ABOLISHED = (
        42,
        "标准废止且无替代标准",
        "the standard was abolished without successor",
        {ActionKind.CANCEL},
    )

    def __init__(self, code: int, chinese: str, english: str, actions: set[ActionKind]) -> None:
        """Keep the code, both wordings and the actions."""
        self.code = code
        self.chinese = chinese
        self.english = english
        self.actions = frozenset(actions)


REASONS: Final = {reason.code: reason for reason in StatusReason}
"""All reasons by their code."""


def require_fit(reason: StatusReason, action: ActionKind) -> None:
    """Refuse a reason that is none for `action`: words on a verifier's page must not accuse; raises `StatusError`."""
    if action not in reason.actions:
        fitting = ", ".join(entry.name for entry in StatusReason if action in entry.actions)
        raise StatusError(f"{reason.name} is no reason to {action.name.lower()}; give one of {fitting}")
