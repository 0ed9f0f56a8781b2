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
/// @notice Root authority, accreditors, organisations, keys, standards and holds; and the one question that a
/// certificate registry asks before it anchors anything.
interface IAccreditationRegistry is
    IOffices,
    IRootAuthority,
    IAccreditors,
    IOrganisations,
    ISigningKeys,
    IStandards,
    IHolds
{
    /// @notice Whether a certificate registry may use an organisation's volume: a connection, once closed, stays closed.
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

    /// @notice The root authority let a certificate registry anchor.
    event RegistryConnected(address indexed registry);

    /// @notice A certificate registry gave up anchoring for ever.
    event RegistryClosed(address indexed registry);

    /// @notice This contract is not, or no longer, connected as a certificate registry.
    error AccreditationRegistryNotConnected(address registry);

    /// @notice This certificate registry was connected before.
    error AccreditationRegistryAlreadyConnected(address registry);

    /// @notice A certificate registry is a contract, and there is none at this address.
    error AccreditationRegistryNotAContract(address registry);

    /// @notice Only an anchoring account of this organisation may anchor.
    error AccreditationRegistryNotAnchoringAccount(uint32 organisation, address account);

    /// @notice This standard version has no such level.
    error AccreditationRegistryLevelNotInStandard(bytes32 version, uint8 level);

    /// @notice This organisation is not accredited for this level of the family at present.
    error AccreditationRegistryOutOfScope(uint32 organisation, bytes32 family, uint8 level);

    /// @notice The accreditor has this level of the family no longer in its scope.
    error AccreditationRegistryAccreditorOutOfScope(uint32 accreditor, bytes32 family, uint8 level);

    /// @notice Lets a certificate registry anchor and count; root authority only, once per registry.
    function connect(address registry) external;

    /// @notice A connected certificate registry gives up anchoring for ever.
    function close() external;

    /// @notice Refuses, with the reason, what must not be anchored, and counts what is; connected registries only.
    /// @param account The account that asked to anchor.
    /// @param version The standard version that the batch certifies under.
    /// @param level The level, counted from 1.
    /// @param certificates How many certificates count against the volume cap.
    /// @return standardNo The standard's number.
    /// @return profileNo The number of the organisation's profile in force.
    function authoriseAnchoring(
        uint32 organisation,
        address account,
        bytes32 version,
        uint8 level,
        uint32 certificates
    ) external returns (uint32 standardNo, uint16 profileNo);

    /// @notice Refuses, with the reason, a correction that must not be anchored; it counts nothing, since it replaces as many
    /// as it adds, and it may cite a version that is no longer in force, since it keeps the one it corrects.
    /// @return profileNo The number of the organisation's profile in force.
    /// @return localDay The present day, since 1970, at the standard's UTC offset.
    function authoriseCorrection(uint32 organisation, address account, uint32 standardNo, uint8 level)
        external
        view
        returns (uint16 profileNo, uint24 localDay);

    /// @notice Refuses with the same reasons as anchoring would, and changes nothing; anybody may ask.
    function checkAnchoring(uint32 organisation, address account, bytes32 version, uint8 level, uint32 certificates)
        external
        view;

    /// @notice Everything a verification needs from this registry, in one call that never reverts.
    /// @param anchoredAt When the batch was anchored, in seconds; 0 for a batch that is not.
    function factsAt(uint32 organisation, bytes32 key, uint32 standardNo, uint16 profileNo, uint40 anchoredAt)
        external
        view
        returns (AccreditationFacts memory);

    /// @notice Whether a certificate registry is unknown, connected or closed.
    function connectionOf(address registry) external view returns (Connection);

    /// @notice Certificates that count against an organisation's cap at present: those of the current period of 30.5 days and
    /// of the twelve before it, which is never less than those of the last 366 days.
    function volumeOf(uint32 organisation) external view returns (uint256);
}
