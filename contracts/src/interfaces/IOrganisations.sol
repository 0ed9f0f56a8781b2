// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAccreditors} from "./IAccreditors.sol";

/// @title Organisations that issue certificates, and the accounts they act through (rules R1, R4, R5)
/// @notice Dates are seconds and half-open. A right granted here is asked for again at every anchoring, up to the root.
interface IOrganisations {
    /// @notice In which capacity an account speaks about an organisation's affairs, from nobody up to the root authority.
    enum Capacity {
        NONE,
        ORGANISATION,
        ACCREDITOR,
        ROOT
    }

    /// @notice What the registry keeps about an organisation.
    /// @dev `cap` is the number of candidates in a rolling year, 0 for none; `heldUntil` is the end of the last open hold, or 0.
    struct OrganisationRecord {
        uint32 accreditor;
        uint40 from;
        uint40 until;
        IAccreditors.Standing standing;
        uint8 reason;
        uint16 profileNo;
        uint32 cap;
        uint40 heldUntil;
    }

    /// @notice A public issuer profile: its DID, and the commitment over DID, name and URL that docs/format.md defines.
    struct Profile {
        bytes32 commitment;
        string did;
    }

    /// @notice What an organisation may certify: levels of one family (bit 0 is level 1) while `from <= now < until`.
    struct Scope {
        uint16 levels;
        uint40 from;
        uint40 until;
    }

    /// @notice An accreditor, or the root authority for it, accredited an organisation.
    event OrganisationAccredited(
        uint32 indexed organisation, uint32 indexed accreditor, uint40 from, uint40 until, uint32 cap
    );

    /// @notice An organisation's dates were set anew.
    event OrganisationDatesSet(uint32 indexed organisation, uint40 from, uint40 until);

    /// @notice An organisation's scope in a family was set; levels 0 takes it away.
    event OrganisationScopeSet(
        uint32 indexed organisation, bytes32 indexed family, uint16 levels, uint40 from, uint40 until
    );

    /// @notice An organisation's public profile was set; batches keep the number in force when they are anchored.
    event ProfileSet(uint32 indexed organisation, uint16 profileNo, bytes32 commitment, string did);

    /// @notice An organisation's volume cap was set; 0 is none.
    event CapSet(uint32 indexed organisation, uint32 cap);

    /// @notice An organisation was suspended, reinstated or withdrawn.
    event OrganisationStandingChanged(uint32 indexed organisation, IAccreditors.Standing standing, uint8 reason);

    /// @notice An account's roles in an organisation were set; 0 takes them away.
    event AccountSet(uint32 indexed organisation, address indexed account, uint8 roles);

    /// @notice There is no organisation with this number.
    error AccreditationRegistryUnknownOrganisation(uint32 organisation);

    /// @notice This organisation is suspended.
    error AccreditationRegistryOrganisationSuspended(uint32 organisation);

    /// @notice This organisation's accreditation was withdrawn.
    error AccreditationRegistryOrganisationWithdrawn(uint32 organisation);

    /// @notice The present time is outside this organisation's dates.
    error AccreditationRegistryOrganisationOutsideDates(uint32 organisation, uint40 from, uint40 until);

    /// @notice Only this accreditor or the root authority may do this, and `caller` is neither.
    error AccreditationRegistryNotAccreditor(address caller, uint32 accreditor);

    /// @notice Only an administration account of this organisation, its accreditor or the root authority may do this.
    error AccreditationRegistryNotAdministration(address caller, uint32 organisation);

    /// @notice The accreditor itself has no more than the levels `allowed` in this family.
    error AccreditationRegistryOutsideParentScope(bytes32 family, uint16 levels, uint16 allowed);

    /// @notice Dates may not go beyond those of the one who grants them.
    error AccreditationRegistryOutsideParentDates(uint40 from, uint40 until);

    /// @notice Only the role ADMINISTRATION (1) or the role ANCHORING (2) can be given, or none (0).
    error AccreditationRegistryUnknownRole(uint8 roles);

    /// @notice One account must not both administer and anchor.
    error AccreditationRegistryRolesInConflict(address account);

    /// @notice A DID has 1 to 255 bytes.
    error AccreditationRegistryDidLength(uint256 length);

    /// @notice A profile commitment must not be zero.
    error AccreditationRegistryEmptyProfile();

    /// @notice With `amount` more than its present volume the organisation would pass its cap for the rolling year (rule R5).
    error AccreditationRegistryCapExceeded(uint32 organisation, uint256 volume, uint32 amount, uint32 cap);

    /// @notice Accredits an organisation; its accreditor or the root authority may call this.
    /// @param accreditor The accreditor that answers for it.
    /// @param profile The commitment over its public profile.
    /// @param did Its decentralised identifier; nothing personal.
    /// @param from First second of its dates; inside the accreditor's.
    /// @param until First second after its dates; inside the accreditor's.
    /// @param cap Candidates in a rolling year; 0 for none (rule R5).
    /// @param administration Its first administration account.
    /// @return organisation Its number, counted from 1.
    function accreditOrganisation(
        uint32 accreditor,
        bytes32 profile,
        string calldata did,
        uint40 from,
        uint40 until,
        uint32 cap,
        address administration
    ) external returns (uint32 organisation);

    /// @notice Sets an organisation's dates anew, inside the accreditor's; accreditor or root authority.
    function setOrganisationDates(uint32 organisation, uint40 from, uint40 until) external;

    /// @notice Sets what an organisation may certify in a family, inside the accreditor's scope and the organisation's dates.
    /// @param levels Bit 0 is level 1; 0 takes the family away.
    function setScope(uint32 organisation, bytes32 family, uint16 levels, uint40 from, uint40 until) external;

    /// @notice Gives an organisation another public profile; accreditor or root authority.
    /// @return profileNo The new profile's number; the earlier ones are kept for batches anchored under them.
    function setProfile(uint32 organisation, bytes32 profile, string calldata did) external returns (uint16 profileNo);

    /// @notice Sets an organisation's volume cap, 0 for none; accreditor or root authority.
    function setCap(uint32 organisation, uint32 cap) external;

    /// @notice Suspends an organisation, reinstates it, or withdraws its accreditation for ever; accreditor or root authority.
    /// Any but ACTIVE stops new anchors and rewrites nothing (rule R52); its accounts go on with status and keys.
    /// @param standing 2 SUSPENDED from ACTIVE, 1 ACTIVE from SUSPENDED, 3 WITHDRAWN from both.
    function setOrganisationStanding(uint32 organisation, uint8 standing, uint8 reason) external;

    /// @notice Sets an account's role; administration accounts of the organisation, its accreditor or the root authority.
    /// @param roles 1 ADMINISTRATION, 2 ANCHORING, 0 none.
    function setAccount(uint32 organisation, address account, uint8 roles) external;

    /// @notice What is known of an organisation; zeros when it does not exist.
    function organisationRecord(uint32 organisation) external view returns (OrganisationRecord memory);

    /// @notice One of an organisation's public profiles; zeros when it does not exist.
    function profileOf(uint32 organisation, uint16 profileNo) external view returns (Profile memory);

    /// @notice An organisation's own scope in a family; the accreditor's narrows it further at every anchoring.
    function scopeOf(uint32 organisation, bytes32 family) external view returns (Scope memory);

    /// @notice An account's role in an organisation: 1 ADMINISTRATION, 2 ANCHORING, 0 none.
    function rolesOf(uint32 organisation, address account) external view returns (uint8);

    /// @notice The highest capacity in which an account speaks for an organisation: ROOT authority, its active ACCREDITOR, or an
    /// administration account of the ORGANISATION.
    function capacityOf(uint32 organisation, address account) external view returns (Capacity);

    /// @notice Since when an account has its present role in an organisation, 0 for none: whoever decides as a second
    /// person must have been there before the first one acted.
    function roleSince(uint32 organisation, address account) external view returns (uint40);

    /// @notice How many organisations there are; they are numbered from 1.
    function organisationCount() external view returns (uint32);
}
