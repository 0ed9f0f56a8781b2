// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAccreditationRegistry} from "../interfaces/IAccreditationRegistry.sol";
import {IAssessmentLedger} from "../interfaces/IAssessmentLedger.sol";
import {IPersonnelRegistry} from "../interfaces/IPersonnelRegistry.sol";
import {Fields} from "../libraries/Fields.sol";
import {LATE, ORGANISATION, PARTS} from "./SessionWords.sol";

/// @title What is kept of a session
/// @notice Six words and one for each actor; the rest is in the log and in the head that chains it.
abstract contract Sessions is IAssessmentLedger {
    using Fields for uint256;

    /// @dev The words are laid out in SessionWords.sol. `closed` has a bit for each closed incident from 4 on (lower half of
    /// a word) and decided appeal (upper half), 128 of each to a word. Actors are persons by number and others by account: a person
    /// that gets a new account keeps what it did, and its nonces.
    struct Session {
        bytes32 head;
        uint256 status;
        uint256 plan;
        uint256 sitting;
        uint256 outcome;
        bytes32 roster;
        mapping(uint256 actor => uint256) actors;
        mapping(uint256 group => uint256) closed;
    }

    /// @dev One event on its way: `status` already has the next state, `state` is the one before.
    struct Work {
        uint256 status;
        uint256 state;
        uint256 row;
        bytes32 digest;
        address account;
        uint256 key;
        uint256 actor;
        address second;
        uint256 secondKey;
        uint256 secondActor;
    }

    // Solhint asks for this spelling of an immutable.
    // slither-disable-start naming-convention
    IAccreditationRegistry internal immutable ACCREDITATION;
    IPersonnelRegistry internal immutable PERSONNEL;
    // slither-disable-end naming-convention

    mapping(bytes32 session => Session) internal _sessions;

    constructor(IPersonnelRegistry personnel) {
        if (address(personnel).code.length == 0) revert AssessmentLedgerNotAContract(address(personnel));
        PERSONNEL = personnel;
        ACCREDITATION = IAccreditationRegistry(personnel.accreditationRegistry());
    }

    /// @inheritdoc IAssessmentLedger
    function registries() external view returns (address accreditation, address personnel) {
        return (address(ACCREDITATION), address(PERSONNEL));
    }

    /// @dev Times have 40 bits and leads fewer: no sum of them comes near 256.
    function _sum(uint256 time, uint256 lead) internal pure returns (uint256) {
        unchecked {
            return time + lead;
        }
    }

    function _organisationIn(uint256 status) internal pure returns (uint32) {
        return uint32(status.get(ORGANISATION));
    }

    function _requireRange(uint8 rule, uint256 value, uint256 least, uint256 most) internal pure {
        if (value < least || value > most) revert AssessmentLedgerOutOfRange(rule, value, least, most);
    }

    function _requirePart(uint8 rule, uint256 part, uint256 status) internal pure {
        _requireRange(rule, part, 1, status.get(PARTS));
    }

    /// @dev Bits of LATE: R8, R19, R20, R25, R26.
    function _late(Work memory work, uint256 bit) internal pure {
        work.status |= 1 << ((LATE >> 8) + bit);
    }
}
