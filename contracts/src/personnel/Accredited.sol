// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

// Dates and days are the subject of these rules, and seconds do not matter to any of them (docs/slither.md).
// slither-disable-start timestamp

import {IAccreditationRegistry} from "../interfaces/IAccreditationRegistry.sol";
import {IAccreditors} from "../interfaces/IAccreditors.sol";
import {IPersonnelRegistry} from "../interfaces/IPersonnelRegistry.sol";

/// @title Accreditors, asked for at every use
/// @notice Who may write, and what persons and sites have in common.
abstract contract Accredited is IPersonnelRegistry {
    // Solhint asks for this spelling of an immutable.
    // slither-disable-next-line naming-convention
    IAccreditationRegistry internal immutable ACCREDITATION;

    constructor(IAccreditationRegistry accreditation) {
        if (address(accreditation).code.length == 0) revert PersonnelRegistryNotAContract(address(accreditation));
        ACCREDITATION = accreditation;
    }

    /// @inheritdoc IPersonnelRegistry
    function accreditationRegistry() external view returns (address) {
        return address(ACCREDITATION);
    }

    /// @dev The root authority acts for every accreditor, also for one that is suspended or gone.
    function _requireAccreditor(uint32 accreditor) internal view {
        IAccreditors.AccreditorRecord memory record = ACCREDITATION.accreditorRecord(accreditor);
        if (record.standing == IAccreditors.Standing.NONE) revert PersonnelRegistryUnknownAccreditor(accreditor);
        if (msg.sender == ACCREDITATION.rootAuthority()) return;
        bool active = record.standing == IAccreditors.Standing.ACTIVE && _isNowWithin(record.from, record.until);
        if (!active || msg.sender != record.account) revert PersonnelRegistryNotAccreditor(msg.sender, accreditor);
    }

    function _isNowWithin(uint256 from, uint256 until) internal view returns (bool) {
        return from <= block.timestamp && block.timestamp < until;
    }

    function _requireDates(uint40 from, uint40 until) internal pure {
        if (from >= until) revert PersonnelRegistryDatesReversed(from, until);
    }
}
// slither-disable-end timestamp
