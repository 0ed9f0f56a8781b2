// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

// Dates and days are the subject of these rules, and seconds do not matter to any of them (docs/slither.md).
// slither-disable-start timestamp

import {Fields} from "../libraries/Fields.sol";
import {
    ASSIGNMENT,
    CANDIDATES,
    EXAMINED,
    HAS_ADJUDICATED,
    HAS_LOCKED,
    LAST_END,
    OPEN_INCIDENTS,
    OWN_ASSIGNMENT,
    OWN_UNREVEALED,
    PASSED,
    PUBLISHED_AT,
    REVEALED,
    SCORES_LOCKED_AT,
    SEALED_AT,
    UNREVEALED
} from "./SessionWords.sol";
import {Sitting} from "./Sitting.sol";
import {ADJUDICATED, PROVISIONAL_PUBLISHED, SAT, SCORES_LOCKED, SCORE_COMMIT} from "./Table.sol";

/// @title Marks, sealed before they are opened: rules R9, R14, R24, R26, R27, R28, R32
/// @notice The ledger counts commits and reveals; what they say is behind their commitments.
abstract contract Marking is Sitting {
    using Fields for uint256;

    function _mark(Session storage session, SessionEvent memory entry, Work memory work) internal {
        uint256 code = entry.code;
        if (code == SCORES_LOCKED) {
            _lockScores(session, entry, work);
        } else if (code == PROVISIONAL_PUBLISHED) {
            session.outcome = session.outcome.put(PUBLISHED_AT, block.timestamp);
        } else {
            // SCORE_COMMIT, SCORE_REVEAL, ADJUDICATED: n 24, part 8.
            _requireRange(9, uint24(entry.figures), 1, work.status.get(CANDIDATES));
            _requirePart(26, entry.figures >> 24, work.status);
            if (code == SCORE_COMMIT) _commit(session, entry, work);
            else if (code == ADJUDICATED) _adjudicate(work);
            else _reveal(entry, work);
        }
    }

    /// @dev Once anybody revealed marks of a part, nobody can mark it blind any more.
    function _commit(Session storage session, SessionEvent memory entry, Work memory work) private view {
        uint256 place = (entry.figures >> 24) - 1;
        // In MARKING somebody committed later than that already.
        if (work.state == SAT) {
            uint256 sealedAt = session.outcome.get(SEALED_AT);
            if (block.timestamp <= sealedAt) revert AssessmentLedgerTooEarly(26, _sum(sealedAt, 1));
        }
        _requireDeclared(work);
        if ((work.status.get(REVEALED) >> place) & 1 == 1) revert AssessmentLedgerAlreadyDone(27, place + 1);
        if (work.actor.get(HAS_ADJUDICATED) == 1) revert AssessmentLedgerNotSeparate(28, work.account);
        work.actor = work.actor.put(EXAMINED, 1).add(OWN_UNREVEALED.nth(place), 1);
        work.status = work.status.add(UNREVEALED, 1);
    }

    function _reveal(SessionEvent memory entry, Work memory work) private pure {
        uint256 place = (entry.figures >> 24) - 1;
        uint256 field = OWN_UNREVEALED.nth(place);
        uint256 own = work.actor.get(field);
        if (own == 0) revert AssessmentLedgerNotYet(27, place + 1);
        work.actor = work.actor.put(field, own - 1);
        uint256 status = work.status;
        status = status.put(UNREVEALED, status.get(UNREVEALED) - 1);
        work.status = status.put(REVEALED, status.get(REVEALED) | (1 << place));
    }

    function _adjudicate(Work memory work) private pure {
        _requireDeclared(work);
        if (work.actor.get(EXAMINED) == 1) revert AssessmentLedgerNotSeparate(28, work.account);
        work.actor = work.actor.put(HAS_ADJUDICATED, 1);
    }

    /// @dev Figures: n 24, passed 24.
    function _lockScores(Session storage session, SessionEvent memory entry, Work memory work) private {
        uint256 passed = entry.figures >> 24;
        uint256 roster = work.status.get(CANDIDATES);
        uint256 outcome = session.outcome;
        _requireRange(27, work.status.get(UNREVEALED), 0, 0);
        _requireRange(24, outcome.get(OPEN_INCIDENTS), 0, 0);
        _requireRange(32, uint24(entry.figures), roster, roster);
        _requireRange(9, passed, 0, roster);
        if (block.timestamp > _sum(session.sitting.get(LAST_END), _termsIn(session.plan).scoreDeadline)) _late(work, 4);
        work.status = work.status.put(PASSED, passed);
        work.actor = work.actor.put(HAS_LOCKED, 1);
        session.outcome = outcome.put(SCORES_LOCKED_AT, block.timestamp);
    }

    /// @dev Rule R14, for the staff as it is assigned at present.
    function _requireDeclared(Work memory work) private pure {
        uint256 assignment = work.status.get(ASSIGNMENT);
        if (work.actor.get(OWN_ASSIGNMENT) != assignment) revert AssessmentLedgerNotYet(14, assignment);
    }
}
// slither-disable-end timestamp
