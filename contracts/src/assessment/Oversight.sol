// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Fields} from "../libraries/Fields.sol";
import {Outcome} from "./Outcome.sol";
import {HELD, LATE, UNSEALED, WAIVED} from "./SessionWords.sol";
import {HOLD, LATENESS_WAIVED, RELEASE, SESSION_CANCELLED} from "./Table.sol";

/// @title What regulator and supervisor may do, and cancelling
/// @notice A hold stops a session and never ends it; a waiver leaves the mark of lateness where it is.
abstract contract Oversight is Outcome {
    using Fields for uint256;

    function _oversee(Session storage session, SessionEvent memory entry, Work memory work) internal view {
        uint256 code = entry.code;
        if (code == HOLD) {
            work.status = work.status.put(HELD, 1);
        } else if (code == RELEASE) {
            if (work.status.get(HELD) == 0) revert AssessmentLedgerNotHeld(entry.session);
            work.status = work.status.put(HELD, 0);
        } else if (code == LATENESS_WAIVED) {
            _waive(entry, work);
        } else if (code == SESSION_CANCELLED) {
            // Once a paper was opened, candidates have a right to a result.
            _requireRange(20, session.sitting.get(UNSEALED), 0, 0);
        }
    }

    function _waive(SessionEvent memory entry, Work memory work) private pure {
        if (entry.commitment == 0) revert AssessmentLedgerCommitmentMissing(entry.code);
        uint256 rule = entry.figures;
        uint256 bit = _bitOf(rule);
        uint256 waived = work.status.get(WAIVED);
        if (work.status.get(LATE) & bit == 0) revert AssessmentLedgerNotYet(uint8(rule), 0);
        if (waived & bit != 0) revert AssessmentLedgerAlreadyDone(uint8(rule), 0);
        work.status = work.status.put(WAIVED, waived | bit);
    }

    function _bitOf(uint256 rule) private pure returns (uint256) {
        if (rule == 8) return 1;
        if (rule == 19) return 2;
        if (rule == 20) return 4;
        if (rule == 25) return 8;
        return rule == 26 ? 16 : 0;
    }
}
