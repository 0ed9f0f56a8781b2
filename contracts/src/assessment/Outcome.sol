// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

// Dates and days are the subject of these rules, and seconds do not matter to any of them (docs/slither.md).
// slither-disable-start timestamp

import {Fields} from "../libraries/Fields.sol";
import {Marking} from "./Marking.sol";
import {
    APPEALS,
    CANDIDATES,
    DECIDED_AT,
    DEFERRED,
    EXAMINED,
    GRANTED,
    HAS_ADJUDICATED,
    HAS_CORRECTED,
    HAS_DECIDED,
    HAS_LOCKED,
    IS_REPORTED,
    LATE,
    LEVEL,
    OPEN_APPEALS,
    PASSED,
    PUBLISHED_AT,
    STANDARD_NO,
    WAIVED
} from "./SessionWords.sol";
import {
    APPEAL_DECIDED,
    APPEAL_LODGED,
    BATCH_REPORTED,
    DECISION_RECORDED,
    NOTICE_CLOSED,
    NOTICE_CLOSED_CODE,
    SCORE_CORRECTED,
    SESSION_ARCHIVED
} from "./Table.sol";

/// @title Appeals, corrections, decision, report: rules R1, R9, R30, R33, R34, R35, R38
/// @notice Whoever decides has had no hand in the marks.
abstract contract Outcome is Marking {
    using Fields for uint256;

    function _conclude(Session storage session, SessionEvent memory entry, Work memory work) internal {
        uint256 code = entry.code;
        if (code == APPEAL_LODGED) _countAppeal(session, entry);
        else if (code == APPEAL_DECIDED) _decideAppeal(session, entry, work);
        else if (code == SCORE_CORRECTED) _correctScore(session, entry, work);
        else if (code == NOTICE_CLOSED_CODE) _closeNotice(session);
        else if (code == DECISION_RECORDED) _decide(session, entry, work);
        else if (code == BATCH_REPORTED) _report(entry, work);
        else if (code == SESSION_ARCHIVED) _requireReported(work.status, 39);
    }

    function _countAppeal(Session storage session, SessionEvent memory entry) internal {
        uint256 outcome = session.outcome.add(APPEALS, 1).add(OPEN_APPEALS, 1);
        _requireRange(34, entry.figures, outcome.get(APPEALS), outcome.get(APPEALS));
        session.outcome = outcome;
    }

    function _requireReported(uint256 status, uint8 rule) internal pure {
        if (status.get(IS_REPORTED) == 0) revert AssessmentLedgerNotYet(rule, 0);
    }

    function _requireWaived(uint256 status) internal pure {
        uint256 late = status.get(LATE) & ~status.get(WAIVED);
        if (late != 0) revert AssessmentLedgerLatenessNotWaived(uint8(late));
    }

    /// @dev Figures: number 16, outcome 8.
    function _decideAppeal(Session storage session, SessionEvent memory entry, Work memory work) private {
        uint256 number = uint16(entry.figures);
        uint256 outcome = session.outcome;
        _requireRange(34, entry.figures >> 16, 0, 2);
        _requireRange(34, number, 1, outcome.get(APPEALS));
        uint256 actor = session.actors[work.key];
        bool concerned = actor.get(EXAMINED) | actor.get(HAS_LOCKED) | actor.get(HAS_DECIDED) == 1;
        if (concerned) revert AssessmentLedgerNotSeparate(34, work.account);
        session.outcome = _closeOnce(session, outcome, number, 1).put(OPEN_APPEALS, outcome.get(OPEN_APPEALS) - 1);
    }

    /// @dev Figures: passed 24, ground 8, reference 16. Who signs is checked with the signatures.
    function _correctScore(Session storage session, SessionEvent memory entry, Work memory work) private view {
        uint256 passed = uint24(entry.figures);
        uint256 ground = uint8(entry.figures >> 24);
        _requireRange(9, passed, 0, work.status.get(CANDIDATES));
        _requireRange(30, ground, 1, 2);
        if (ground == 1) _requireRange(30, entry.figures >> 32, 1, session.outcome.get(APPEALS));
        work.status = work.status.put(PASSED, passed);
    }

    function _closeNotice(Session storage session) private view {
        uint256 earliest = _sum(session.outcome.get(PUBLISHED_AT), _days(_termsIn(session.plan).noticeDays));
        if (block.timestamp < earliest) revert AssessmentLedgerTooEarly(33, earliest);
    }

    /// @dev Figures: granted 24, refused 24, deferred 24. A first decision is about the roster, a later one about what was
    /// deferred; an open appeal keeps somebody deferred.
    function _decide(Session storage session, SessionEvent memory entry, Work memory work) private {
        uint256 status = work.status;
        uint256 granted = uint24(entry.figures);
        uint256 deferred = entry.figures >> 48;
        bool isFirst = work.state == NOTICE_CLOSED;
        uint256 outcome = session.outcome;
        uint256 subject = isFirst ? status.get(CANDIDATES) : outcome.get(DEFERRED);
        _requireRange(32, _sum(_sum(granted, uint24(entry.figures >> 24)), deferred), subject, subject);
        _requireRange(34, deferred, outcome.get(OPEN_APPEALS), subject);
        granted = _sum(granted, status.get(GRANTED));
        _requireRange(9, granted, 0, status.get(PASSED));
        _requireNoHand(work);
        _requireWaived(status);
        // Only the refusal matters; the answer was kept when the plan was filed.
        // slither-disable-next-line unused-return,calls-loop
        ACCREDITATION.checkAssessing(
            _organisationIn(status), uint32(status.get(STANDARD_NO)), uint8(status.get(LEVEL)), false
        );
        work.status = status.put(GRANTED, granted);
        if (isFirst) outcome = outcome.put(DECIDED_AT, block.timestamp);
        session.outcome = outcome.put(DEFERRED, deferred);
    }

    /// @dev Rule R35.
    function _requireNoHand(Work memory work) private pure {
        uint256 actor = work.actor;
        uint256 hands =
            actor.get(EXAMINED) | actor.get(HAS_ADJUDICATED) | actor.get(HAS_LOCKED) | actor.get(HAS_CORRECTED);
        if (hands == 1) revert AssessmentLedgerNotSeparate(35, work.account);
        work.actor = actor.put(HAS_DECIDED, 1);
    }

    /// @dev Figures: n 24, type 8.
    function _report(SessionEvent memory entry, Work memory work) private pure {
        _requireRange(38, entry.figures >> 24, 1, 3);
        work.status = work.status.put(IS_REPORTED, 1);
    }
}
// slither-disable-end timestamp
