// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IOffices} from "../interfaces/IOffices.sol";

/// @title One account, one office
/// @notice An account is the root authority, or speaks for one accreditor, or holds no office.
abstract contract Offices is IOffices {
    uint32 internal constant NO_OFFICE = 0;
    uint32 internal constant ROOT_OFFICE = type(uint32).max;

    /// @dev The number of an accreditor, or one of the two above; one word tells a status action in which capacity its sender
    /// comes.
    mapping(address account => uint32 office) private _offices;

    /// @inheritdoc IOffices
    function accreditorOf(address account) external view returns (uint32 accreditor) {
        return _accreditorIn(_offices[account]);
    }

    function _officeOf(address account) internal view returns (uint32) {
        return _offices[account];
    }

    function _takeOffice(address account, uint32 office) internal {
        if (account == address(0)) revert AccreditationRegistryZeroAddress();
        uint32 taken = _offices[account];
        if (taken != NO_OFFICE) revert AccreditationRegistryAccountTaken(account, _accreditorIn(taken));
        _offices[account] = office;
    }

    function _leaveOffice(address account) internal {
        delete _offices[account];
    }

    function _accreditorIn(uint32 office) private pure returns (uint32) {
        return office == ROOT_OFFICE ? 0 : office;
    }
}
