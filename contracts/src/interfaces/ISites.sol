// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAccreditors} from "./IAccreditors.sol";

/// @title Assessment sites, their rooms and scopes (rule R2)
/// @notice Dates are half-open; the site's record is behind a commitment.
interface ISites {
    /// @notice What is known of a site.
    struct SiteRecord {
        uint32 accreditor;
        uint40 from;
        uint40 until;
        IAccreditors.Standing standing;
        uint8 reason;
        bytes32 commitment;
    }

    /// @notice A site was accredited.
    event SiteAdded(uint32 indexed site, uint32 indexed accreditor, uint40 from, uint40 until, bytes32 commitment);

    /// @notice A site's dates and record were set anew.
    event SiteSet(uint32 indexed site, uint40 from, uint40 until, bytes32 commitment);

    /// @notice A site's rooms got these seats; 0 is no such room.
    event RoomsSet(uint32 indexed site, uint16[] rooms, uint24[] seats);

    /// @notice A site may be used for these levels of a family; 0 takes the family away.
    event SiteScopeSet(uint32 indexed site, bytes32 indexed family, uint16 levels);

    /// @notice A site was suspended, reinstated or withdrawn.
    event SiteStandingChanged(uint32 indexed site, IAccreditors.Standing standing, uint8 reason);

    /// @notice There is no site with this number.
    error PersonnelRegistryUnknownSite(uint32 site);

    /// @notice Rooms are numbered from 1 and each has its seats beside it.
    error PersonnelRegistryRoomsInvalid();

    /// @notice Only ACTIVE (1) becomes SUSPENDED (2), only SUSPENDED becomes ACTIVE, both become WITHDRAWN (3), and that stays.
    error PersonnelRegistryWrongStanding(IAccreditors.Standing current);

    /// @notice Rule R2: this site is suspended, withdrawn or outside its dates.
    error PersonnelRegistrySiteNotActive(uint32 site);

    /// @notice Rule R2: this site belongs to another accreditor.
    error PersonnelRegistrySiteOfOther(uint32 site, uint32 accreditor);

    /// @notice Rule R2: this site is not accredited for this level of the family.
    error PersonnelRegistrySiteOutOfScope(uint32 site, bytes32 family, uint8 level);

    /// @notice Rule R2: this room has only so many seats, 0 for no such room.
    error PersonnelRegistryRoomTooSmall(uint32 site, uint16 room, uint24 seats);

    /// @notice Accredits a site; the accreditor or the root authority.
    /// @return site Its number, counted from 1.
    function addSite(uint32 accreditor, uint40 from, uint40 until, bytes32 commitment) external returns (uint32 site);

    /// @notice Sets a site's dates and record anew; its accreditor or the root authority.
    function setSite(uint32 site, uint40 from, uint40 until, bytes32 commitment) external;

    /// @notice Sets the seats of rooms; a room with 0 seats is none. Its accreditor or the root authority.
    function setRooms(uint32 site, uint16[] calldata rooms, uint24[] calldata seats) external;

    /// @notice Sets the levels of a family that the site may be used for; its accreditor or the root authority.
    function setSiteScope(uint32 site, bytes32 family, uint16 levels) external;

    /// @notice Suspends a site, reinstates it or withdraws it for ever; its accreditor or the root authority.
    function setSiteStanding(uint32 site, uint8 standing, uint8 reason) external;

    /// @notice What is known of a site; zeros when it does not exist.
    function siteRecord(uint32 site) external view returns (SiteRecord memory);

    /// @notice The seats of a room; 0 when the site has no such room.
    function seatsOf(uint32 site, uint16 room) external view returns (uint24);

    /// @notice The levels of a family that the site may be used for; bit 0 is level 1.
    function siteScope(uint32 site, bytes32 family) external view returns (uint16 levels);

    /// @notice How many sites there are; they are numbered from 1.
    function siteCount() external view returns (uint32);

    /// @notice Refuses, with the reason, a site that must not be planned with at present (rule R2).
    function requireSite(uint32 site, uint32 accreditor, bytes32 family, uint8 level) external view;

    /// @notice Refuses, with the reason, a room where so many must not sit at present (rule R2).
    function requireRoom(uint32 site, uint16 room, uint24 present) external view;
}
