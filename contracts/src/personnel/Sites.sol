// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

// Dates and days are the subject of these rules, and seconds do not matter to any of them (docs/slither.md).
// slither-disable-start timestamp

import {IAccreditors} from "../interfaces/IAccreditors.sol";
import {ISites} from "../interfaces/ISites.sol";
import {Accredited} from "./Accredited.sol";

/// @title Assessment sites, their rooms and scopes
/// @notice Being active is asked when a session is planned and when a part begins.
abstract contract Sites is Accredited {
    mapping(uint32 site => SiteRecord) private _sites;
    mapping(uint32 site => mapping(uint16 room => uint24 seats)) private _seats;
    mapping(uint32 site => mapping(bytes32 family => uint16 levels)) private _siteScopes;
    uint32 private _siteCount;

    /// @inheritdoc ISites
    function addSite(uint32 accreditor, uint40 from, uint40 until, bytes32 commitment) external returns (uint32 site) {
        _requireAccreditor(accreditor);
        _requireDates(from, until);
        site = ++_siteCount;
        _sites[site] = SiteRecord(accreditor, from, until, IAccreditors.Standing.ACTIVE, 0, commitment);
        emit SiteAdded(site, accreditor, from, until, commitment);
    }

    /// @inheritdoc ISites
    function setSite(uint32 site, uint40 from, uint40 until, bytes32 commitment) external {
        SiteRecord storage record = _asAccreditorOfSite(site);
        _requireDates(from, until);
        (record.from, record.until, record.commitment) = (from, until, commitment);
        emit SiteSet(site, from, until, commitment);
    }

    /// @inheritdoc ISites
    function setRooms(uint32 site, uint16[] calldata rooms, uint24[] calldata seats) external {
        _asAccreditorOfSite(site);
        if (rooms.length != seats.length) revert PersonnelRegistryRoomsInvalid();
        for (uint256 place = 0; place < rooms.length; ++place) {
            if (rooms[place] == 0) revert PersonnelRegistryRoomsInvalid();
            _seats[site][rooms[place]] = seats[place];
        }
        emit RoomsSet(site, rooms, seats);
    }

    /// @inheritdoc ISites
    function setSiteScope(uint32 site, bytes32 family, uint16 levels) external {
        _asAccreditorOfSite(site);
        _siteScopes[site][family] = levels;
        emit SiteScopeSet(site, family, levels);
    }

    /// @inheritdoc ISites
    function setSiteStanding(uint32 site, uint8 standing, uint8 reason) external {
        SiteRecord storage record = _asAccreditorOfSite(site);
        IAccreditors.Standing current = record.standing;
        bool fits = (standing == uint8(IAccreditors.Standing.SUSPENDED) && current == IAccreditors.Standing.ACTIVE)
            || (standing == uint8(IAccreditors.Standing.ACTIVE) && current == IAccreditors.Standing.SUSPENDED)
            || (standing == uint8(IAccreditors.Standing.WITHDRAWN) && current != IAccreditors.Standing.WITHDRAWN);
        if (!fits) revert PersonnelRegistryWrongStanding(current);
        (record.standing, record.reason) = (IAccreditors.Standing(standing), reason);
        emit SiteStandingChanged(site, IAccreditors.Standing(standing), reason);
    }

    /// @inheritdoc ISites
    function siteRecord(uint32 site) external view returns (SiteRecord memory) {
        return _sites[site];
    }

    /// @inheritdoc ISites
    function seatsOf(uint32 site, uint16 room) external view returns (uint24) {
        return _seats[site][room];
    }

    /// @inheritdoc ISites
    function siteScope(uint32 site, bytes32 family) external view returns (uint16 levels) {
        return _siteScopes[site][family];
    }

    /// @inheritdoc ISites
    function siteCount() external view returns (uint32) {
        return _siteCount;
    }

    /// @inheritdoc ISites
    function requireSite(uint32 site, uint32 accreditor, bytes32 family, uint8 level) external view {
        SiteRecord storage record = _requireActiveSite(site);
        if (record.accreditor != accreditor) revert PersonnelRegistrySiteOfOther(site, record.accreditor);
        if (level == 0 || (_siteScopes[site][family] >> (level - 1)) & 1 == 0) {
            revert PersonnelRegistrySiteOutOfScope(site, family, level);
        }
    }

    /// @inheritdoc ISites
    function requireRoom(uint32 site, uint16 room, uint24 present) external view {
        _requireActiveSite(site);
        uint24 seats = _seats[site][room];
        if (seats == 0 || present > seats) revert PersonnelRegistryRoomTooSmall(site, room, seats);
    }

    function _asAccreditorOfSite(uint32 site) private view returns (SiteRecord storage record) {
        record = _existingSite(site);
        _requireAccreditor(record.accreditor);
    }

    function _requireActiveSite(uint32 site) private view returns (SiteRecord storage record) {
        record = _existingSite(site);
        if (record.standing != IAccreditors.Standing.ACTIVE || !_isNowWithin(record.from, record.until)) {
            revert PersonnelRegistrySiteNotActive(site);
        }
    }

    function _existingSite(uint32 site) private view returns (SiteRecord storage record) {
        record = _sites[site];
        if (record.standing == IAccreditors.Standing.NONE) revert PersonnelRegistryUnknownSite(site);
    }
}
// slither-disable-end timestamp
