// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title One account, one office
/// @notice An account is the root authority, or speaks for one accreditor, or holds no office.
interface IOffices {
    /// @notice An account is needed and the zero address was given.
    error AccreditationRegistryZeroAddress();

    /// @notice This account already speaks for accreditor `accreditor`, or, if that is 0, is the root authority.
    error AccreditationRegistryAccountTaken(address account, uint32 accreditor);

    /// @notice The accreditor that an account speaks for, or 0.
    function accreditorOf(address account) external view returns (uint32 accreditor);
}
