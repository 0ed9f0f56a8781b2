// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

// Dates and days are the subject of these rules, and seconds do not matter to any of them (docs/slither.md).
// slither-disable-start timestamp

import {IAccreditors} from "../interfaces/IAccreditors.sol";
import {RootAuthority} from "./RootAuthority.sol";

/// @title Accreditors, written by the root authority only
/// @notice Being active is asked at every use, so that a change takes effect for all organisations at once.
abstract contract Accreditors is RootAuthority, IAccreditors {
    mapping(uint32 accreditor => AccreditorRecord) private _accreditors;
    mapping(uint32 accreditor => mapping(uint16 familyNo => uint16 levels)) private _accreditorScopes;
    mapping(bytes32 family => uint16 familyNo) private _familyNos;
    uint32 private _accreditorCount;
    uint16 private _familyCount;

    /// @inheritdoc IAccreditors
    function addAccreditor(address account, uint40 from, uint40 until)
        external
        onlyRootAuthority
        returns (uint32 accreditor)
    {
        _requireDates(from, until);
        accreditor = ++_accreditorCount;
        _takeOffice(account, accreditor);
        _accreditors[accreditor] = AccreditorRecord(from, until, Standing.ACTIVE, 0, 0, account);
        emit AccreditorAdded(accreditor, account, from, until);
    }

    /// @inheritdoc IAccreditors
    function setAccreditorDates(uint32 accreditor, uint40 from, uint40 until) external onlyRootAuthority {
        AccreditorRecord storage record = _existingAccreditor(accreditor);
        _requireDates(from, until);
        record.from = from;
        record.until = until;
        emit AccreditorDatesSet(accreditor, from, until);
    }

    /// @inheritdoc IAccreditors
    function replaceAccreditorAccount(uint32 accreditor, address account) external onlyRootAuthority {
        AccreditorRecord storage record = _existingAccreditor(accreditor);
        address previous = record.account;
        _takeOffice(account, accreditor);
        _leaveOffice(previous);
        record.account = account;
        emit AccreditorAccountReplaced(accreditor, previous, account);
    }

    /// @inheritdoc IAccreditors
    function setAccreditorScope(uint32 accreditor, bytes32 family, uint16 levels) external onlyRootAuthority {
        _existingAccreditor(accreditor);
        _accreditorScopes[accreditor][_numberedFamily(family)] = levels;
        emit AccreditorScopeSet(accreditor, family, levels);
    }

    /// @inheritdoc IAccreditors
    function setAccreditorStanding(uint32 accreditor, uint8 standing, uint8 reason) external onlyRootAuthority {
        AccreditorRecord storage record = _existingAccreditor(accreditor);
        record.standing = _changedStanding(record.standing, standing);
        record.reason = reason;
        emit AccreditorStandingChanged(accreditor, record.standing, reason);
    }

    /// @inheritdoc IAccreditors
    function accreditorRecord(uint32 accreditor) external view returns (AccreditorRecord memory) {
        return _accreditors[accreditor];
    }

    /// @inheritdoc IAccreditors
    function accreditorScope(uint32 accreditor, bytes32 family) external view returns (uint16 levels) {
        return _accreditorLevels(accreditor, _familyNo(family));
    }

    /// @inheritdoc IAccreditors
    function accreditorCount() external view returns (uint32) {
        return _accreditorCount;
    }

    /// @dev Rule R1: refuses, with the reason, unless the accreditor is active at present.
    function _requireActiveAccreditor(uint32 accreditor) internal view returns (AccreditorRecord storage record) {
        record = _existingAccreditor(accreditor);
        if (record.standing == Standing.SUSPENDED) revert AccreditationRegistryAccreditorSuspended(accreditor);
        if (record.standing == Standing.WITHDRAWN) revert AccreditationRegistryAccreditorWithdrawn(accreditor);
        if (!_isNowWithin(record.from, record.until)) {
            revert AccreditationRegistryAccreditorOutsideDates(accreditor, record.from, record.until);
        }
    }

    function _isActiveAccreditor(uint32 accreditor) internal view returns (bool) {
        AccreditorRecord storage record = _accreditors[accreditor];
        return record.standing == Standing.ACTIVE && _isNowWithin(record.from, record.until);
    }

    function _accreditorLevels(uint32 accreditor, uint16 familyNo) internal view returns (uint16) {
        return _accreditorScopes[accreditor][familyNo];
    }

    /// @dev Families are numbered so that a standard's fits into the word with its terms. 0 is a family nobody named yet, and
    /// nothing is ever granted for it.
    function _familyNo(bytes32 family) internal view returns (uint16) {
        return _familyNos[family];
    }

    function _numberedFamily(bytes32 family) internal returns (uint16 familyNo) {
        if (family == 0) revert AccreditationRegistryEmptyFamily();
        familyNo = _familyNos[family];
        if (familyNo == 0) {
            familyNo = ++_familyCount;
            _familyNos[family] = familyNo;
        }
    }

    function _setAccreditorHeldUntil(uint32 accreditor, uint40 until) internal {
        _existingAccreditor(accreditor).heldUntil = until;
    }

    /// @dev `internal view` on storage: callers outside this file only read.
    function _existingAccreditor(uint32 accreditor) internal view returns (AccreditorRecord storage record) {
        record = _accreditors[accreditor];
        if (record.standing == Standing.NONE) revert AccreditationRegistryUnknownAccreditor(accreditor);
    }

    function _changedStanding(Standing current, uint8 next) internal pure returns (Standing) {
        bool fits = (next == uint8(Standing.SUSPENDED) && current == Standing.ACTIVE)
            || (next == uint8(Standing.ACTIVE) && current == Standing.SUSPENDED)
            || (next == uint8(Standing.WITHDRAWN) && current != Standing.WITHDRAWN);
        if (!fits) revert AccreditationRegistryWrongStanding(current);
        return Standing(next);
    }

    function _requireDates(uint40 from, uint40 until) internal pure {
        if (from >= until) revert AccreditationRegistryDatesReversed(from, until);
    }

    function _isNowWithin(uint40 from, uint40 until) internal view returns (bool) {
        return from <= block.timestamp && block.timestamp < until;
    }

    /// @dev Seconds since 1970 fit 40 bits for 34,000 years.
    function _now() internal view returns (uint40) {
        return uint40(block.timestamp);
    }
}
// slither-disable-end timestamp
