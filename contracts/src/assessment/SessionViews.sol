// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

// A word with a time in it also holds flags and states, which are compared for being equal (docs/slither.md).
// slither-disable-start incorrect-equality

import {ISessionView} from "../interfaces/ISessionView.sol";
import {Fields} from "../libraries/Fields.sol";
import {Sessions} from "./Sessions.sol";
import {
    CANDIDATES,
    CERTIFICATES,
    DECIDED_AT,
    DEFERRED,
    GRANTED,
    HELD,
    IS_REPORTED,
    LATE,
    LEVEL,
    PASSED,
    PUBLISHED_AT,
    ROSTER_LOCKED_AT,
    SCORES,
    SCORES_LOCKED_AT,
    STANDARD_NO,
    STATE,
    WAIVED
} from "./SessionWords.sol";

/// @title Sessions, read by name
/// @notice Nothing here ever reverts.
abstract contract SessionViews is Sessions {
    using Fields for uint256;

    /// @inheritdoc ISessionView
    function assessmentOf(bytes32 session) external view returns (Assessment memory) {
        uint256 status = _sessions[session].status;
        uint256 outcome = _sessions[session].outcome;
        return Assessment({
            organisation: _organisationIn(status),
            standardNo: uint32(status.get(STANDARD_NO)),
            level: uint8(status.get(LEVEL)),
            state: uint8(status.get(STATE)),
            held: status.get(HELD) == 1,
            reported: status.get(IS_REPORTED) == 1,
            late: uint8(status.get(LATE)),
            waived: uint8(status.get(WAIVED)),
            rosterLockedAt: uint40(_sessions[session].sitting.get(ROSTER_LOCKED_AT)),
            scoresLockedAt: uint40(outcome.get(SCORES_LOCKED_AT)),
            publishedAt: uint40(outcome.get(PUBLISHED_AT)),
            decidedAt: uint40(outcome.get(DECIDED_AT)),
            candidates: uint24(status.get(CANDIDATES)),
            passed: uint24(status.get(PASSED)),
            granted: uint24(status.get(GRANTED)),
            deferred: uint24(outcome.get(DEFERRED)),
            certificates: uint24(status.get(CERTIFICATES)),
            scores: uint24(status.get(SCORES))
        });
    }

    /// @inheritdoc ISessionView
    function wordsOf(bytes32 session) external view returns (Words memory) {
        Session storage kept = _sessions[session];
        return Words(kept.head, kept.roster, kept.status, kept.plan, kept.sitting, kept.outcome);
    }

    /// @inheritdoc ISessionView
    function actorOf(bytes32 session, uint256 actor) external view returns (uint256) {
        return _sessions[session].actors[actor];
    }
}
// slither-disable-end incorrect-equality
