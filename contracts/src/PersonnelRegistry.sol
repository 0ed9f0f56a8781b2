// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAccreditationRegistry} from "./interfaces/IAccreditationRegistry.sol";
import {Accredited} from "./personnel/Accredited.sol";
import {Persons} from "./personnel/Persons.sol";
import {Sites} from "./personnel/Sites.sol";

/// @title Who may take part in assessments, and where
/// @notice Kept apart from the ledger, so that a later ledger finds the same persons under the same numbers.
contract PersonnelRegistry is Persons, Sites {
    constructor(IAccreditationRegistry accreditation) Accredited(accreditation) {}
}
