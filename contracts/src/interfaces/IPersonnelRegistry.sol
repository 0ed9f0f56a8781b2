// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IPersons} from "./IPersons.sol";
import {ISites} from "./ISites.sol";

/// @title Who may take part in assessments, and where (event E30)
/// @notice Persons and sites hang on one accreditor each; accreditors and organisations are the accreditation registry's.
interface IPersonnelRegistry is IPersons, ISites {
    /// @notice An accreditation registry is a contract, and there is none at this address.
    error PersonnelRegistryNotAContract(address accreditation);

    /// @notice Only this accreditor, while it is active, or the root authority may do this.
    error PersonnelRegistryNotAccreditor(address caller, uint32 accreditor);

    /// @notice There is no accreditor with this number.
    error PersonnelRegistryUnknownAccreditor(uint32 accreditor);

    /// @notice Dates must end after they begin.
    error PersonnelRegistryDatesReversed(uint40 from, uint40 until);

    /// @notice The accreditation registry that says who an accreditor is; fixed for ever.
    function accreditationRegistry() external view returns (address);
}
