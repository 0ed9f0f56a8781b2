// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAccreditors} from "./IAccreditors.sol";
import {IHolds} from "./IHolds.sol";
import {IOffices} from "./IOffices.sol";
import {IOrganisations} from "./IOrganisations.sol";
import {IRootAuthority} from "./IRootAuthority.sol";
import {ISigningKeys} from "./ISigningKeys.sol";
import {IStandards} from "./IStandards.sol";

/// @title Who may certify what, when, and under which standard
/// @notice Root authority, accreditors, organisations, keys, standards and holds; and what assessment ledger
/// and certificate registry ask before they take anything.
interface IAccreditationRegistry is
    IOffices,
    IRootAuthority,
    IAccreditors,
    IOrganisations,
    ISigningKeys,
    IStandards,
    IHolds
{
    /// @notice Whether a ledger may count candidates and a certificate registry anchor: a connection, once closed, stays closed.
    enum Connection {
        NONE,
        OPEN,
        CLOSED
    }

    /// @notice What a verification needs to know of an organisation, of a standard and of one key; unknown things are zeros.
    /// @dev `holds` are those that cover the asked time; `standing` is the organisation's at present.
    struct AccreditationFacts {
        address rootAuthority;
        uint32 accreditor;
        Standing standing;
        bytes32 profile;
        bytes32 standardVersion;
        bytes32 family;
        StandardTerms terms;
        KeyRecord key;
        Hold[] holds;
    }

    /// @notice The root authority let a certificate registry anchor, or an assessment ledger count.
    event RegistryConnected(address indexed registry);

    /// @notice A certificate registry gave up anchoring for ever.
    event RegistryClosed(address indexed registry);

    /// @notice This contract is not, or no longer, connected as a ledger or certificate registry.
    error AccreditationRegistryNotConnected(address registry);

    /// @notice This contract was connected before.
    error AccreditationRegistryAlreadyConnected(address registry);

    /// @notice Only a contract is connected, and there is none at this address.
    error AccreditationRegistryNotAContract(address registry);

    /// @notice Only an anchoring account of this organisation may anchor.
    error AccreditationRegistryNotAnchoringAccount(uint32 organisation, address account);

    /// @notice This standard version has no such level.
    error AccreditationRegistryLevelNotInStandard(uint32 standardNo, uint8 level);

    /// @notice This organisation is not accredited for this level of the family at present.
    error AccreditationRegistryOutOfScope(uint32 organisation, bytes32 family, uint8 level);

    /// @notice The accreditor has this level of the family no longer in its scope.
    error AccreditationRegistryAccreditorOutOfScope(uint32 accreditor, bytes32 family, uint8 level);

    /// @notice Lets a certificate registry anchor or a ledger count; root authority only, once per contract.
    function connect(address registry) external;

    /// @notice A connected contract gives up anchoring or counting for ever.
    function close() external;

    /// @notice Refuses, with the reason, a roster that must not be locked, and counts its candidates against the volume cap;
    /// connected contracts only (rules R1, R3 and R5).
    function countCandidates(uint32 organisation, uint32 standardNo, uint8 level, uint32 candidates) external;

    /// @notice Refuses, with the reason, a correction that must not be anchored; it counts nothing, since it replaces as many
    /// as it adds, and it may cite a version that is no longer in force, since it keeps the one it corrects.
    /// @return profileNo The number of the organisation's profile in force.
    /// @return localDay The present day, since 1970, at the standard's UTC offset.
    function authoriseCorrection(uint32 organisation, address account, uint32 standardNo, uint8 level)
        external
        view
        returns (uint16 profileNo, uint24 localDay);

    /// @notice Refuses, with the reason, what must not be anchored (rules R1 and R4); anybody may ask. A version that was in force
    /// when the roster was locked may have ended since (rule R3).
    /// @param registry The connected certificate registry that would anchor.
    /// @param account The account that asked to anchor.
    /// @param version The standard version that the batch certifies under.
    /// @param level The level, counted from 1.
    /// @return standardNo The standard's number.
    /// @return profileNo The number of the organisation's profile in force.
    function checkAnchoring(address registry, uint32 organisation, address account, bytes32 version, uint8 level)
        external
        view
        returns (uint32 standardNo, uint16 profileNo);

    /// @notice Refuses, with the reason, an assessment that the organisation must not hold at present (rule R1); anybody may ask.
    /// @param inForce Whether the version must be in force, too (rule R3).
    /// @return accreditor The organisation's accreditor.
    /// @return family The standard's family.
    function checkAssessing(uint32 organisation, uint32 standardNo, uint8 level, bool inForce)
        external
        view
        returns (uint32 accreditor, bytes32 family);

    /// @notice Everything a verification needs from this registry, in one call that never reverts.
    /// @param anchoredAt When the batch was anchored, in seconds; 0 for a batch that is not.
    function factsAt(uint32 organisation, bytes32 key, uint32 standardNo, uint16 profileNo, uint40 anchoredAt)
        external
        view
        returns (AccreditationFacts memory);

    /// @notice Whether a certificate registry is unknown, connected or closed.
    function connectionOf(address registry) external view returns (Connection);

    /// @notice Candidates that count against an organisation's cap at present: those of rosters locked in the current period of 30.5 days and
    /// of the twelve before it, which is never less than those of the last 366 days.
    function volumeOf(uint32 organisation) external view returns (uint256);
}
