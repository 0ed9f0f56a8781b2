// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

// The names of states, events and roles in docs/assessment.md, sections 2 and 3.
uint256 constant NONE = 0;
uint256 constant FILED = 1;
uint256 constant REJECTED = 2;
uint256 constant APPROVED = 3;
uint256 constant REGISTRATION = 4;
uint256 constant ROSTERED = 5;
uint256 constant IN_PROGRESS = 6;
uint256 constant SAT = 7;
uint256 constant MARKING = 8;
uint256 constant SCORED = 9;
uint256 constant PROVISIONAL = 10;
uint256 constant NOTICE_CLOSED = 11;
uint256 constant DECIDED = 12;
uint256 constant ISSUED = 13;
uint256 constant REPORTED = 14;
uint256 constant ARCHIVED = 15;
uint256 constant CANCELLED = 16;
uint256 constant VOIDED = 17;

uint256 constant PLAN_FILED = 1;
uint256 constant ROSTER_LOCKED = 7;
uint256 constant STAFF_ASSIGNED = 8;
uint256 constant COI_DECLARED = 9;
uint256 constant PAPER_SEALED = 10;
uint256 constant SUPERVISOR_CHECKOUT = 12;
uint256 constant SESSION_OPENED = 13;
uint256 constant PAPER_UNSEALED = 14;
uint256 constant CHECKIN_BATCH = 15;
uint256 constant PART_STARTED = 16;
uint256 constant PART_ENDED = 17;
uint256 constant INCIDENT = 18;
uint256 constant INCIDENT_CLOSED = 19;
uint256 constant RESPONSES_SEALED = 20;
uint256 constant SCORE_COMMIT = 21;
uint256 constant SCORE_REVEAL = 22;
uint256 constant ADJUDICATED = 23;
uint256 constant SCORES_LOCKED = 24;
uint256 constant PROVISIONAL_PUBLISHED = 25;
uint256 constant APPEAL_LODGED = 26;
uint256 constant APPEAL_DECIDED = 27;
uint256 constant SCORE_CORRECTED = 28;
uint256 constant NOTICE_CLOSED_CODE = 29;
uint256 constant DECISION_RECORDED = 30;
uint256 constant CERTS_ISSUED = 31;
uint256 constant BATCH_REPORTED = 32;
uint256 constant SESSION_ARCHIVED = 33;
uint256 constant SESSION_CANCELLED = 34;
uint256 constant HOLD = 35;
uint256 constant RELEASE = 36;
uint256 constant VOID = 37;
uint256 constant LATENESS_WAIVED = 38;
uint256 constant EVIDENCE_ORDERED = 39;

uint16 constant REGULATOR = 1 << 15;

/// @title The table of states and events
/// @notice A row has 48 bits: roles 16, states 18, next state 5, two 1, bytes of the figures 5, once 1. Five rows are one word.
/// @dev In code, because a row costs a few dozen gas there and 2,100 in storage.
library Table {
    uint256 private constant MANAGER = 1 << 0;
    uint256 private constant REGISTRAR = 1 << 1;
    uint256 private constant SETTER = 1 << 2;
    uint256 private constant LEAD = 1 << 3;
    uint256 private constant INVIGILATOR = 1 << 4;
    uint256 private constant EXAMINER = 1 << 5;
    uint256 private constant ADJUDICATOR = 1 << 6;
    uint256 private constant CONTROLLER = 1 << 7;
    uint256 private constant OFFICER = 1 << 8;
    uint256 private constant SUPERVISOR = 1 << 9;
    uint256 private constant PANEL = 1 << 10;
    uint256 private constant REG = REGULATOR;

    // A state in the mask of a row, and the state that follows.
    uint256 private constant IN = 1 << 16;
    uint256 private constant TO = 34;
    uint256 private constant SAME = 31 << 34;
    uint256 private constant TWO = 1 << 39;
    uint256 private constant BYTES = 40;
    uint256 private constant ONCE = 1 << 45;

    uint256 private constant IN_SITTING = IN << IN_PROGRESS | IN << SAT | IN << MARKING;
    uint256 private constant IN_DECIDED = IN << DECIDED | IN << ISSUED | IN << REPORTED;
    uint256 private constant IN_NOTICE = IN << PROVISIONAL | IN << NOTICE_CLOSED;
    // FILED to REPORTED without REJECTED, which needs no hold and no void.
    uint256 private constant IN_RUNNING = IN_BEFORE_SAT | IN << SAT | IN << MARKING | IN << SCORED | IN_NOTICE | IN_DECIDED;
    uint256 private constant IN_BEFORE_SAT = IN << FILED | IN << APPROVED | IN << REGISTRATION | IN << ROSTERED | IN << IN_PROGRESS;

    uint256 private constant ROW_1 = MANAGER | IN << NONE | IN << REJECTED | FILED << TO | uint256(23) << BYTES;
    uint256 private constant ROW_2 = REG | IN << FILED | APPROVED << TO | ONCE;
    uint256 private constant ROW_3 = REG | IN << FILED | REJECTED << TO;
    uint256 private constant ROW_4 = MANAGER | REGISTRAR | IN << APPROVED | REGISTRATION << TO | ONCE;
    uint256 private constant ROW_5 = MANAGER | REGISTRAR | IN << REGISTRATION | SAME;
    uint256 private constant ROW_6 = REGISTRAR | IN << REGISTRATION | SAME | uint256(6) << BYTES;
    uint256 private constant ROW_7 = REGISTRAR | MANAGER | IN << REGISTRATION | ROSTERED << TO | uint256(3) << BYTES | ONCE;
    uint256 private constant ROW_8 = MANAGER | IN << ROSTERED | SAME | uint256(3) << BYTES;
    uint256 private constant ROW_9 = EXAMINER | ADJUDICATOR | IN << ROSTERED | SAME | uint256(1) << BYTES;
    uint256 private constant ROW_10 =
        SETTER | MANAGER | IN << REGISTRATION | IN << ROSTERED | SAME | TWO | uint256(2) << BYTES | ONCE;
    uint256 private constant ROW_11 = SUPERVISOR | IN << ROSTERED | IN << IN_PROGRESS | SAME;
    uint256 private constant ROW_12 = SUPERVISOR | IN_SITTING | SAME;
    uint256 private constant ROW_13 = LEAD | IN << ROSTERED | IN_PROGRESS << TO | ONCE;
    uint256 private constant ROW_14 = LEAD | INVIGILATOR | EXAMINER | IN << IN_PROGRESS | SAME | TWO | uint256(2) << BYTES | ONCE;
    uint256 private constant ROW_15 = INVIGILATOR | IN << IN_PROGRESS | SAME | uint256(12) << BYTES;
    uint256 private constant ROW_16 = INVIGILATOR | EXAMINER | IN << IN_PROGRESS | SAME | uint256(6) << BYTES;
    uint256 private constant ROW_17 = ROW_16;
    uint256 private constant ROW_18 = 2047 | IN_SITTING | SAME | uint256(3) << BYTES | ONCE;
    uint256 private constant ROW_19 = MANAGER | LEAD | IN_SITTING | SAME | uint256(3) << BYTES | ONCE;
    uint256 private constant ROW_20 = LEAD | IN << IN_PROGRESS | SAT << TO | uint256(6) << BYTES | ONCE;
    uint256 private constant ROW_21 = EXAMINER | IN << SAT | IN << MARKING | MARKING << TO | uint256(4) << BYTES;
    uint256 private constant ROW_22 = EXAMINER | IN << MARKING | SAME | uint256(4) << BYTES;
    uint256 private constant ROW_23 = ADJUDICATOR | IN << MARKING | SAME | uint256(4) << BYTES;
    uint256 private constant ROW_24 = CONTROLLER | IN << MARKING | SCORED << TO | uint256(6) << BYTES;
    uint256 private constant ROW_25 = MANAGER | IN << SCORED | PROVISIONAL << TO | uint256(5) << BYTES | ONCE;
    uint256 private constant ROW_26 = REGISTRAR | REG | IN << PROVISIONAL | SAME | uint256(2) << BYTES | ONCE;
    uint256 private constant ROW_27 = PANEL | IN_NOTICE | IN_DECIDED | SAME | uint256(3) << BYTES | ONCE;
    uint256 private constant ROW_28 =
        CONTROLLER | MANAGER | PANEL | IN_NOTICE | IN_DECIDED | SAME | TWO | uint256(6) << BYTES;
    uint256 private constant ROW_29 = MANAGER | IN << PROVISIONAL | NOTICE_CLOSED << TO | ONCE;
    uint256 private constant ROW_30 = OFFICER | IN << NOTICE_CLOSED | IN_DECIDED | DECIDED << TO | uint256(9) << BYTES;
    uint256 private constant ROW_31 = IN_DECIDED | ISSUED << TO;
    uint256 private constant ROW_32 = MANAGER | IN_DECIDED | REPORTED << TO | uint256(4) << BYTES;
    uint256 private constant ROW_33 = MANAGER | IN << ISSUED | IN << REPORTED | ARCHIVED << TO | uint256(8) << BYTES | ONCE;
    uint256 private constant ROW_34 = MANAGER | IN_BEFORE_SAT | CANCELLED << TO | uint256(1) << BYTES | ONCE;
    uint256 private constant ROW_35 = REG | SUPERVISOR | IN_RUNNING | SAME | uint256(1) << BYTES;
    uint256 private constant ROW_36 = REG | IN_RUNNING | SAME | uint256(1) << BYTES;
    uint256 private constant ROW_37 = REG | IN_RUNNING | VOIDED << TO | uint256(1) << BYTES | ONCE;
    uint256 private constant ROW_38 = REG | IN_RUNNING | IN << ARCHIVED | SAME | uint256(1) << BYTES | ONCE;
    uint256 private constant ROW_39 = ROW_38 ^ ONCE;

    uint256 private constant ROWS_1 = ROW_1 | ROW_2 << 48 | ROW_3 << 96 | ROW_4 << 144 | ROW_5 << 192;
    uint256 private constant ROWS_6 = ROW_6 | ROW_7 << 48 | ROW_8 << 96 | ROW_9 << 144 | ROW_10 << 192;
    uint256 private constant ROWS_11 = ROW_11 | ROW_12 << 48 | ROW_13 << 96 | ROW_14 << 144 | ROW_15 << 192;
    uint256 private constant ROWS_16 = ROW_16 | ROW_17 << 48 | ROW_18 << 96 | ROW_19 << 144 | ROW_20 << 192;
    uint256 private constant ROWS_21 = ROW_21 | ROW_22 << 48 | ROW_23 << 96 | ROW_24 << 144 | ROW_25 << 192;
    uint256 private constant ROWS_26 = ROW_26 | ROW_27 << 48 | ROW_28 << 96 | ROW_29 << 144 | ROW_30 << 192;
    uint256 private constant ROWS_31 = ROW_31 | ROW_32 << 48 | ROW_33 << 96 | ROW_34 << 144 | ROW_35 << 192;
    uint256 private constant ROWS_36 = ROW_36 | ROW_37 << 48 | ROW_38 << 96 | ROW_39 << 144;

    /// @notice What is taken while a session is held.
    uint256 private constant TAKEN_WHILE_HELD = 1 << SUPERVISOR_CHECKOUT | 1 << RELEASE | 1 << VOID | 1 << LATENESS_WAIVED
        | 1 << EVIDENCE_ORDERED;

    /// @notice The row of an event; 0 for a code that is none.
    function row(uint256 code) internal pure returns (uint256) {
        if (code == 0 || code > EVIDENCE_ORDERED) return 0;
        unchecked {
            uint256 place = code - 1;
            return uint48(_rows(place / 5) >> (place % 5 * 48));
        }
    }

    /// @notice The state after an event with this row, or NONE where it is refused.
    function next(uint256 line, uint256 state, uint256 code) internal pure returns (uint256) {
        if (state > VOIDED || (line >> 16 >> state) & 1 == 0) return NONE;
        uint256 to = (line >> TO) & 31;
        if (to == 31) return state;
        // What came later stays: a second issue of a reported session, a report before the first issue.
        if (state > to && state != REJECTED) return state;
        return code == BATCH_REPORTED && state == DECIDED ? state : to;
    }

    /// @notice The roles that may sign.
    function roles(uint256 line) internal pure returns (uint16) {
        return uint16(line);
    }

    /// @notice Whether two persons sign.
    function needsTwo(uint256 line) internal pure returns (bool) {
        return line & TWO != 0;
    }

    /// @notice The bits of the figures.
    function width(uint256 line) internal pure returns (uint256) {
        return ((line >> BYTES) & 31) << 3;
    }

    /// @notice Whether state and guards let the same message through only once, so that it need not spend its nonce.
    function isOnce(uint256 line) internal pure returns (bool) {
        return line & ONCE != 0;
    }

    /// @notice Whether an event is taken while the session is held.
    function isTakenWhileHeld(uint256 code) internal pure returns (bool) {
        return (TAKEN_WHILE_HELD >> code) & 1 == 1;
    }

    function _rows(uint256 group) private pure returns (uint256) {
        if (group < 4) {
            if (group < 2) return group == 0 ? ROWS_1 : ROWS_6;
            return group == 2 ? ROWS_11 : ROWS_16;
        }
        if (group < 6) return group == 4 ? ROWS_21 : ROWS_26;
        return group == 6 ? ROWS_31 : ROWS_36;
    }
}
