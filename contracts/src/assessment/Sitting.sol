// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

// Dates and days are the subject of these rules, and seconds do not matter to any of them (docs/slither.md).
// slither-disable-start timestamp

import {Fields} from "../libraries/Fields.sol";
import {Preparation} from "./Preparation.sol";
import {
    ALL_OPEN_RUNS,
    BEGINS,
    CANDIDATES,
    CLOSED,
    INCIDENTS,
    LAST_END,
    OFFSET_2,
    OFFSET_3,
    OPEN_INCIDENTS,
    OPEN_RUNS,
    PAPER_PART,
    PARTS,
    PRESENT,
    ROSTER_LEAD,
    ROSTER_LOCKED_AT,
    SEALED_AT,
    SITE,
    STARTED,
    UNSEALED
} from "./SessionWords.sol";
import {
    CHECKIN_BATCH,
    INCIDENT,
    INCIDENT_CLOSED,
    PAPER_UNSEALED,
    PART_ENDED,
    PART_STARTED,
    RESPONSES_SEALED
} from "./Table.sol";

/// @title The day itself: rules R2, R8, R9, R20, R22, R24, R25
/// @notice Order is judged by the block's time; claimed times are judged only against each other.
abstract contract Sitting is Preparation {
    using Fields for uint256;

    function _sit(Session storage session, SessionEvent memory entry, Work memory work) internal {
        uint256 code = entry.code;
        if (code == CHECKIN_BATCH) _requirePart(22, uint8(entry.figures), work.status);
        else if (code == PART_STARTED) _startPart(session, entry, work);
        else if (code == PART_ENDED) _endPart(session, entry, work);
        else if (code == PAPER_UNSEALED) _unsealPaper(session, entry, work);
        else if (code == INCIDENT) _reportIncident(session, entry);
        else if (code == INCIDENT_CLOSED) _closeIncident(session, entry);
        else if (code == RESPONSES_SEALED) _sealResponses(session, entry, work);
    }

    function _unsealPaper(Session storage session, SessionEvent memory entry, Work memory work) private {
        uint256 paper = uint8(entry.figures);
        uint256 part = entry.figures >> 8;
        uint256 sitting = session.sitting;
        uint256 sealedFor = paper < 16 ? sitting.get(PAPER_PART.nth(paper)) : 0;
        if (sealedFor == 0) revert AssessmentLedgerNotYet(20, paper);
        _requireRange(20, part, sealedFor, sealedFor);
        if ((sitting.get(UNSEALED) >> paper) & 1 == 1) revert AssessmentLedgerAlreadyDone(20, paper);
        uint256 plan = session.plan;
        uint256 start = _startOf(plan, part);
        uint256 early = _termsIn(plan).unsealEarly;
        // Compared as sums, because a plan may begin before the terms' lead has room.
        if (_sum(block.timestamp, early) < start) revert AssessmentLedgerTooEarly(20, start - early);
        if (block.timestamp > start) _late(work, 2);
        session.sitting = sitting.put(UNSEALED, sitting.get(UNSEALED) | (1 << paper));
    }

    /// @dev Figures of a part: part 8, room 16, present 24.
    function _startPart(Session storage session, SessionEvent memory entry, Work memory work) private {
        uint256 part = uint8(entry.figures);
        uint24 present = uint24(entry.figures >> 24);
        _requirePart(23, part, work.status);
        uint256 plan = session.plan;
        // As many parts as begin in one transaction.
        // slither-disable-next-line calls-loop
        PERSONNEL.requireRoom(uint32(plan.get(SITE)), uint16(entry.figures >> 8), present);
        uint256 sitting = session.sitting.add(OPEN_RUNS.nth(part - 1), 1).add(PRESENT.nth(part - 1), present);
        _requireRange(9, sitting.get(PRESENT.nth(part - 1)), 0, work.status.get(CANDIDATES));
        session.sitting = sitting.put(STARTED, sitting.get(STARTED) | (1 << (part - 1)));
        if (entry.claimedAt < _sum(sitting.get(ROSTER_LOCKED_AT), plan.get(ROSTER_LEAD))) _late(work, 0);
    }

    function _endPart(Session storage session, SessionEvent memory entry, Work memory work) private {
        uint256 part = uint8(entry.figures);
        _requirePart(23, part, work.status);
        uint256 field = OPEN_RUNS.nth(part - 1);
        uint256 sitting = session.sitting;
        uint256 runs = sitting.get(field);
        if (runs == 0) revert AssessmentLedgerNotYet(23, part);
        sitting = sitting.put(field, runs - 1);
        if (entry.claimedAt > sitting.get(LAST_END)) sitting = sitting.put(LAST_END, entry.claimedAt);
        session.sitting = sitting;
    }

    function _reportIncident(Session storage session, SessionEvent memory entry) private {
        uint256 outcome = session.outcome.add(INCIDENTS, 1).add(OPEN_INCIDENTS, 1);
        _requireRange(24, uint16(entry.figures), outcome.get(INCIDENTS), outcome.get(INCIDENTS));
        session.outcome = outcome;
    }

    function _closeIncident(Session storage session, SessionEvent memory entry) private {
        uint256 number = uint16(entry.figures);
        uint256 outcome = session.outcome;
        _requireRange(24, number, 1, outcome.get(INCIDENTS));
        session.outcome = _closeOnce(session, outcome, number, 0).put(OPEN_INCIDENTS, outcome.get(OPEN_INCIDENTS) - 1);
    }

    /// @dev Figures: items 24, candidates 24. Everybody sat in some part, and nobody in none.
    function _sealResponses(Session storage session, SessionEvent memory entry, Work memory work) private {
        uint256 candidates = entry.figures >> 24;
        uint256 sitting = session.sitting;
        if (sitting.get(STARTED) == 0) revert AssessmentLedgerNotYet(25, 0);
        _requireRange(25, sitting.get(ALL_OPEN_RUNS), 0, 0);
        uint256 sum = 0;
        uint256 greatest = 0;
        for (uint256 part = 0; part < work.status.get(PARTS); ++part) {
            uint256 present = sitting.get(PRESENT.nth(part));
            sum = _sum(sum, present);
            if (present > greatest) greatest = present;
        }
        uint256 roster = work.status.get(CANDIDATES);
        _requireRange(25, candidates, greatest, sum < roster ? sum : roster);
        if (block.timestamp > _sum(sitting.get(LAST_END), _termsIn(session.plan).sealDelay)) _late(work, 3);
        session.outcome = session.outcome.put(SEALED_AT, block.timestamp);
    }

    /// @dev Incidents have `kind` 0 and appeals 1. The first few of each are in the word that is written anyway.
    function _closeOnce(Session storage session, uint256 outcome, uint256 number, uint256 kind)
        internal
        returns (uint256)
    {
        unchecked {
            uint256 closed = number < 4 ? outcome.get(CLOSED) : session.closed[number / 128];
            uint256 bit = number < 4 ? 1 << (4 * kind + number) : 1 << (128 * kind + number % 128);
            if (closed & bit != 0) revert AssessmentLedgerAlreadyDone(kind == 0 ? 24 : 34, number);
            if (number < 4) return outcome.put(CLOSED, closed | bit);
            session.closed[number / 128] = closed | bit;
            return outcome;
        }
    }

    function _startOf(uint256 plan, uint256 part) private pure returns (uint256) {
        uint256 offset = part == 1 ? 0 : plan.get(part == 2 ? OFFSET_2 : OFFSET_3);
        unchecked {
            return plan.get(BEGINS) + offset * 1 minutes;
        }
    }
}
// slither-disable-end timestamp
