// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

// Dates and days are the subject of these rules, and seconds do not matter to any of them (docs/slither.md).
// slither-disable-start timestamp

import {Fields} from "../libraries/Fields.sol";
import {
    ACCREDITOR,
    ASSIGNMENT,
    BEGINS,
    CANDIDATES,
    CONFLICT,
    DECLARED,
    DECLARERS,
    LEVEL,
    OFFSET_2,
    OFFSET_3,
    OWN_ASSIGNMENT,
    PAPERS,
    PAPER_PART,
    PARTS,
    REPORT_FIRST,
    ROSTER_LEAD,
    ROSTER_LOCKED_AT,
    SEAL_LEAD,
    SEATS,
    SITE,
    STANDARD_NO,
    TERMS_NO
} from "./SessionWords.sol";
import {COI_DECLARED, PAPER_SEALED, ROSTER_LOCKED, SESSION_OPENED, STAFF_ASSIGNED} from "./Table.sol";
import {TermsBook} from "./TermsBook.sol";

/// @title From the plan to the opening: rules R1, R2, R3, R5, R7, R8, R14, R19
/// @notice What is fixed before the first candidate sits down.
abstract contract Preparation is TermsBook {
    using Fields for uint256;

    /// @dev Figures of PLAN_FILED: standardNo 32, level 8, site 32, start 40, seats 24, parts 8, offsets 16 and 16, papers 8.
    function _plan(Session storage session, SessionEvent memory entry, Work memory work) internal {
        uint256 figures = entry.figures;
        uint32 standardNo = uint32(figures);
        uint8 level = uint8(figures >> 32);
        uint40 start = uint40(figures >> 72);
        uint16 termsNo = termsFor(standardNo);
        if (termsNo == 0) revert AssessmentLedgerNoTerms(standardNo);
        uint256 earliest = _sum(block.timestamp, _days(_terms[termsNo].fileLeadDays));
        if (start < earliest) revert AssessmentLedgerTooEarly(7, earliest);
        _requireRange(2, uint24(figures >> 112), 1, type(uint24).max);
        _requireRange(23, uint8(figures >> 136), 1, 3);
        _requireRange(19, uint8(figures >> 176), 0, 16);
        (uint32 accreditor, bytes32 family) =
            ACCREDITATION.checkAssessing(_organisationIn(work.status), standardNo, level, true);
        PERSONNEL.requireSite(uint32(figures >> 40), accreditor, family, level);
        session.plan = uint256(0).put(SITE, uint32(figures >> 40)).put(BEGINS, start)
            .put(OFFSET_2, uint16(figures >> 144)).put(OFFSET_3, uint16(figures >> 160))
            .put(SEATS, uint24(figures >> 112)).put(TERMS_NO, termsNo).put(ACCREDITOR, accreditor)
            .put(ROSTER_LEAD, _terms[termsNo].rosterLead).put(SEAL_LEAD, _terms[termsNo].sealLead);
        work.status = work.status.put(STANDARD_NO, standardNo).put(LEVEL, level)
            .put(PARTS, uint8(figures >> 136)).put(PAPERS, uint8(figures >> 176))
            .put(REPORT_FIRST, _terms[termsNo].reportBeforeIssue ? 1 : 0);
    }

    function _prepare(Session storage session, SessionEvent memory entry, Work memory work) internal {
        uint256 code = entry.code;
        if (code == COI_DECLARED) _declare(session, entry, work);
        else if (code == PAPER_SEALED) _sealPaper(session, entry, work);
        else if (code == STAFF_ASSIGNED) _assign(session, entry, work);
        else if (code == ROSTER_LOCKED) _lockRoster(session, entry, work);
        else if (code == SESSION_OPENED) _open(session, work);
    }

    function _lockRoster(Session storage session, SessionEvent memory entry, Work memory work) private {
        uint256 candidates = entry.figures;
        if (entry.commitment == 0) revert AssessmentLedgerCommitmentMissing(entry.code);
        uint256 plan = session.plan;
        _requireRange(8, candidates, 1, plan.get(SEATS));
        // Our own registry, which calls nobody; so many times as a transaction locks rosters.
        // slither-disable-next-line calls-loop
        ACCREDITATION.countCandidates(
            _organisationIn(work.status),
            uint32(work.status.get(STANDARD_NO)),
            uint8(work.status.get(LEVEL)),
            uint32(candidates)
        );
        if (_sum(block.timestamp, plan.get(ROSTER_LEAD)) > plan.get(BEGINS)) _late(work, 0);
        session.roster = entry.commitment;
        session.sitting = session.sitting.put(ROSTER_LOCKED_AT, block.timestamp);
        work.status = work.status.put(CANDIDATES, candidates);
    }

    /// @dev A new assignment asks for all declarations anew: declarations carry its number.
    function _assign(Session storage session, SessionEvent memory entry, Work memory work) private {
        uint256 declarers = uint8(entry.figures);
        _requireRange(14, declarers, 1, type(uint8).max);
        work.status = work.status.add(ASSIGNMENT, 1);
        session.sitting = session.sitting.put(DECLARERS, declarers).put(DECLARED, 0).put(CONFLICT, 0);
    }

    function _declare(Session storage session, SessionEvent memory entry, Work memory work) private {
        uint256 assignment = work.status.get(ASSIGNMENT);
        if (assignment == 0) revert AssessmentLedgerNotYet(14, 0);
        if (work.actor.get(OWN_ASSIGNMENT) == assignment) revert AssessmentLedgerAlreadyDone(14, assignment);
        work.actor = work.actor.put(OWN_ASSIGNMENT, assignment);
        uint256 sitting = session.sitting.add(DECLARED, 1);
        _requireRange(14, sitting.get(DECLARED), 1, sitting.get(DECLARERS));
        if (entry.figures != 0) sitting = sitting.put(CONFLICT, 1);
        session.sitting = sitting;
    }

    /// @dev The part is kept, so that the paper cannot be opened as one of a later part.
    function _sealPaper(Session storage session, SessionEvent memory entry, Work memory work) private {
        uint256 paper = uint8(entry.figures);
        uint256 part = entry.figures >> 8;
        uint256 papers = work.status.get(PAPERS);
        if (paper >= papers) revert AssessmentLedgerOutOfRange(19, paper, 0, papers);
        _requirePart(19, part, work.status);
        uint256 field = PAPER_PART.nth(paper);
        uint256 sitting = session.sitting;
        if (sitting.get(field) != 0) revert AssessmentLedgerAlreadyDone(19, paper);
        session.sitting = sitting.put(field, part);
        uint256 plan = session.plan;
        if (_sum(block.timestamp, plan.get(SEAL_LEAD)) > plan.get(BEGINS)) _late(work, 1);
    }

    function _open(Session storage session, Work memory work) private view {
        uint256 sitting = session.sitting;
        if (work.status.get(ASSIGNMENT) == 0) revert AssessmentLedgerNotYet(14, 0);
        uint256 declarers = sitting.get(DECLARERS);
        _requireRange(14, sitting.get(DECLARED), declarers, declarers);
        if (sitting.get(CONFLICT) == 1) revert AssessmentLedgerConflictDeclared();
        uint256 papers = work.status.get(PAPERS);
        for (uint256 paper = 0; paper < papers; ++paper) {
            if (sitting.get(PAPER_PART.nth(paper)) == 0) revert AssessmentLedgerNotYet(19, paper);
        }
    }

    function _days(uint16 count) internal pure returns (uint256) {
        unchecked {
            return uint256(count) * 1 days;
        }
    }

    function _termsIn(uint256 plan) internal view returns (Terms storage) {
        return _terms[uint16(plan.get(TERMS_NO))];
    }
}
// slither-disable-end timestamp
