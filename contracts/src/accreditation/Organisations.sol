// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

// Dates and days are the subject of these rules, and seconds do not matter to any of them (docs/slither.md).
// slither-disable-start timestamp

import {IOrganisations} from "../interfaces/IOrganisations.sol";
import {RollingYear} from "../libraries/RollingYear.sol";
import {Accreditors} from "./Accreditors.sol";

/// @title Organisations, their scopes, profiles, volumes and accounts
/// @notice Every one hangs on one accreditor, for ever.
abstract contract Organisations is Accreditors, IOrganisations {
    using RollingYear for uint256;

    uint8 internal constant ADMINISTRATION = 1;
    uint8 internal constant ANCHORING = 2;

    struct Member {
        uint8 roles;
        uint40 since;
    }

    mapping(uint32 organisation => OrganisationRecord) private _organisations;
    mapping(uint32 organisation => mapping(uint16 familyNo => Scope)) private _scopes;
    mapping(uint32 organisation => mapping(uint16 profileNo => Profile)) private _profiles;
    mapping(uint32 organisation => mapping(address account => Member)) private _members;
    mapping(uint32 organisation => uint256 year) private _volumes;
    uint32 private _organisationCount;

    /// @inheritdoc IOrganisations
    function accreditOrganisation(
        uint32 accreditor,
        bytes32 profile,
        string calldata did,
        uint40 from,
        uint40 until,
        uint32 cap,
        address administration
    ) external returns (uint32 organisation) {
        _requireAccreditor(accreditor);
        _requireWithinAccreditorDates(accreditor, from, until);
        organisation = ++_organisationCount;
        _organisations[organisation] =
            OrganisationRecord(accreditor, from, until, Standing.ACTIVE, 0, 0, cap, 0);
        _volumes[organisation] = RollingYear.begin();
        emit OrganisationAccredited(organisation, accreditor, from, until, cap);
        _setProfile(organisation, profile, did);
        _setAccount(organisation, administration, ADMINISTRATION);
    }

    /// @inheritdoc IOrganisations
    function setOrganisationDates(uint32 organisation, uint40 from, uint40 until) external {
        OrganisationRecord storage record = _asAccreditorOf(organisation);
        _requireWithinAccreditorDates(record.accreditor, from, until);
        record.from = from;
        record.until = until;
        emit OrganisationDatesSet(organisation, from, until);
    }

    /// @inheritdoc IOrganisations
    function setScope(uint32 organisation, bytes32 family, uint16 levels, uint40 from, uint40 until) external {
        OrganisationRecord storage record = _asAccreditorOf(organisation);
        _requireDates(from, until);
        uint16 familyNo = _familyNo(family);
        uint16 allowed = _accreditorLevels(record.accreditor, familyNo);
        if (levels & ~allowed != 0) revert AccreditationRegistryOutsideParentScope(family, levels, allowed);
        if (from < record.from || until > record.until) revert AccreditationRegistryOutsideParentDates(from, until);
        _scopes[organisation][familyNo] = Scope(levels, from, until);
        emit OrganisationScopeSet(organisation, family, levels, from, until);
    }

    /// @inheritdoc IOrganisations
    function setProfile(uint32 organisation, bytes32 profile, string calldata did)
        external
        returns (uint16 profileNo)
    {
        _asAccreditorOf(organisation);
        return _setProfile(organisation, profile, did);
    }

    /// @inheritdoc IOrganisations
    function setCap(uint32 organisation, uint32 cap) external {
        _asAccreditorOf(organisation).cap = cap;
        emit CapSet(organisation, cap);
    }

    /// @inheritdoc IOrganisations
    function setOrganisationStanding(uint32 organisation, uint8 standing, uint8 reason) external {
        OrganisationRecord storage record = _asAccreditorOf(organisation);
        record.standing = _changedStanding(record.standing, standing);
        record.reason = reason;
        emit OrganisationStandingChanged(organisation, record.standing, reason);
    }

    /// @inheritdoc IOrganisations
    function setAccount(uint32 organisation, address account, uint8 roles) external {
        _requireAdministration(organisation);
        _setAccount(organisation, account, roles);
    }

    /// @inheritdoc IOrganisations
    function organisationRecord(uint32 organisation) external view returns (OrganisationRecord memory) {
        return _organisations[organisation];
    }

    /// @inheritdoc IOrganisations
    function profileOf(uint32 organisation, uint16 profileNo) external view returns (Profile memory) {
        return _profiles[organisation][profileNo];
    }

    /// @inheritdoc IOrganisations
    function scopeOf(uint32 organisation, bytes32 family) external view returns (Scope memory) {
        return _scopes[organisation][_familyNo(family)];
    }

    /// @inheritdoc IOrganisations
    function rolesOf(uint32 organisation, address account) public view returns (uint8) {
        return _members[organisation][account].roles;
    }

    /// @inheritdoc IOrganisations
    function capacityOf(uint32 organisation, address account) public view returns (Capacity) {
        uint32 office = _officeOf(account);
        if (office != NO_OFFICE) {
            uint32 own = _organisations[organisation].accreditor;
            if (office == ROOT_OFFICE && own != 0) return Capacity.ROOT;
            if (office == own && _isActiveAccreditor(own)) return Capacity.ACCREDITOR;
        }
        return rolesOf(organisation, account) == ADMINISTRATION ? Capacity.ORGANISATION : Capacity.NONE;
    }

    /// @inheritdoc IOrganisations
    function roleSince(uint32 organisation, address account) external view returns (uint40) {
        return _members[organisation][account].since;
    }

    /// @inheritdoc IOrganisations
    function organisationCount() external view returns (uint32) {
        return _organisationCount;
    }

    /// @dev Refuses, with the reason, unless the organisation is active at present.
    function _requireActiveOrganisation(uint32 organisation) internal view returns (OrganisationRecord storage record) {
        record = _existingOrganisation(organisation);
        if (record.standing == Standing.SUSPENDED) revert AccreditationRegistryOrganisationSuspended(organisation);
        if (record.standing == Standing.WITHDRAWN) revert AccreditationRegistryOrganisationWithdrawn(organisation);
        if (!_isNowWithin(record.from, record.until)) {
            revert AccreditationRegistryOrganisationOutsideDates(organisation, record.from, record.until);
        }
    }

    function _organisation(uint32 organisation) internal view returns (OrganisationRecord storage) {
        return _organisations[organisation];
    }

    /// @dev What the organisation may certify in a family at present.
    function _currentLevels(uint32 organisation, uint16 familyNo) internal view returns (uint16) {
        Scope storage scope = _scopes[organisation][familyNo];
        return _isNowWithin(scope.from, scope.until) ? scope.levels : 0;
    }

    /// @dev Rule R5: counts, unless that would pass the cap. It is counted without a cap too, in case one is set later.
    function _count(uint32 organisation, uint32 amount) internal {
        uint256 before = _volumes[organisation];
        uint256 year = before.plus(amount);
        uint32 cap = _organisations[organisation].cap;
        if (cap != 0 && year.total() > cap) {
            revert AccreditationRegistryCapExceeded(organisation, before.total(), amount, cap);
        }
        _volumes[organisation] = year;
    }

    function _volume(uint32 organisation) internal view returns (uint256) {
        return _volumes[organisation].total();
    }

    function _profileCommitment(uint32 organisation, uint16 profileNo) internal view returns (bytes32) {
        return _profiles[organisation][profileNo].commitment;
    }

    function _setOrganisationHeldUntil(uint32 organisation, uint40 until) internal {
        _existingOrganisation(organisation).heldUntil = until;
    }

    function _existingOrganisation(uint32 organisation) internal view returns (OrganisationRecord storage record) {
        record = _organisations[organisation];
        if (record.standing == Standing.NONE) revert AccreditationRegistryUnknownOrganisation(organisation);
    }

    /// @dev The organisation, if the caller is its active accreditor or the root authority.
    function _asAccreditorOf(uint32 organisation) internal view returns (OrganisationRecord storage record) {
        record = _existingOrganisation(organisation);
        _requireAccreditor(record.accreditor);
    }

    /// @dev The root authority acts for every accreditor, also for one that is suspended or gone.
    function _requireAccreditor(uint32 accreditor) internal view {
        AccreditorRecord storage record = _existingAccreditor(accreditor);
        if (msg.sender == rootAuthority()) return;
        if (msg.sender != record.account) revert AccreditationRegistryNotAccreditor(msg.sender, accreditor);
        _requireActiveAccreditor(accreditor);
    }

    function _requireAdministration(uint32 organisation) internal view {
        _existingOrganisation(organisation);
        if (capacityOf(organisation, msg.sender) == Capacity.NONE) {
            revert AccreditationRegistryNotAdministration(msg.sender, organisation);
        }
    }

    function _requireWithinAccreditorDates(uint32 accreditor, uint40 from, uint40 until) private view {
        _requireDates(from, until);
        AccreditorRecord storage parent = _existingAccreditor(accreditor);
        if (from < parent.from || until > parent.until) revert AccreditationRegistryOutsideParentDates(from, until);
    }

    function _setProfile(uint32 organisation, bytes32 commitment, string calldata did)
        private
        returns (uint16 profileNo)
    {
        if (commitment == 0) revert AccreditationRegistryEmptyProfile();
        uint256 length = bytes(did).length;
        if (length == 0 || length > 255) revert AccreditationRegistryDidLength(length);
        profileNo = ++_organisations[organisation].profileNo;
        _profiles[organisation][profileNo] = Profile(commitment, did);
        emit ProfileSet(organisation, profileNo, commitment, did);
    }

    function _setAccount(uint32 organisation, address account, uint8 roles) private {
        if (account == address(0)) revert AccreditationRegistryZeroAddress();
        if (roles == ADMINISTRATION | ANCHORING) revert AccreditationRegistryRolesInConflict(account);
        if (roles > ANCHORING) revert AccreditationRegistryUnknownRole(roles);
        _members[organisation][account] = Member(roles, uint40(block.timestamp));
        emit AccountSet(organisation, account, roles);
    }
}
// slither-disable-end timestamp
