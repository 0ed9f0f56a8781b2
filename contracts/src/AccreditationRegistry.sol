// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

// Dates and days are the subject of these rules, and seconds do not matter to any of them (docs/slither.md).
// slither-disable-start timestamp

import {Holds} from "./accreditation/Holds.sol";
import {RootAuthority} from "./accreditation/RootAuthority.sol";
import {IAccreditationRegistry} from "./interfaces/IAccreditationRegistry.sol";

/// @title Who may certify what, when, and under which standard
/// @notice The questions of ledger and certificate registry, and the facts that a verification needs.
contract AccreditationRegistry is Holds, IAccreditationRegistry {
    mapping(address registry => Connection) private _connections;

    constructor(address initialRootAuthority) RootAuthority(initialRootAuthority) {}

    /// @inheritdoc IAccreditationRegistry
    function connect(address registry) external onlyRootAuthority {
        if (_connections[registry] != Connection.NONE) revert AccreditationRegistryAlreadyConnected(registry);
        if (registry.code.length == 0) revert AccreditationRegistryNotAContract(registry);
        _connections[registry] = Connection.OPEN;
        emit RegistryConnected(registry);
    }

    /// @inheritdoc IAccreditationRegistry
    function close() external {
        _requireConnected(msg.sender);
        _connections[msg.sender] = Connection.CLOSED;
        emit RegistryClosed(msg.sender);
    }

    /// @inheritdoc IAccreditationRegistry
    function countCandidates(uint32 organisation, uint32 standardNo, uint8 level, uint32 candidates) external {
        _requireConnected(msg.sender);
        _requireMayAssess(organisation, standardNo, level, true);
        _count(organisation, candidates);
    }

    /// @inheritdoc IAccreditationRegistry
    function authoriseCorrection(uint32 organisation, address account, uint32 standardNo, uint8 level)
        external
        view
        returns (uint16 profileNo, uint24 localDay)
    {
        _requireConnected(msg.sender);
        Standard storage standard = _standard(standardNo);
        OrganisationRecord storage record = _requireActiveAnchoring(organisation, account);
        _requireInScope(organisation, record.accreditor, standard, level);
        int256 local = int256(block.timestamp) + int256(standard.utcOffsetMinutes) * 60;
        return (record.profileNo, uint24(uint256(local) / 1 days));
    }

    /// @inheritdoc IAccreditationRegistry
    function checkAnchoring(address registry, uint32 organisation, address account, bytes32 version, uint8 level)
        external
        view
        returns (uint32 standardNo, uint16 profileNo)
    {
        _requireConnected(registry);
        OrganisationRecord storage record = _requireActiveAnchoring(organisation, account);
        Standard storage standard = _publishedStandard(version);
        _requireInScope(organisation, record.accreditor, standard, level);
        return (standard.standardNo, record.profileNo);
    }

    /// @inheritdoc IAccreditationRegistry
    function checkAssessing(uint32 organisation, uint32 standardNo, uint8 level, bool inForce)
        external
        view
        returns (uint32 accreditor, bytes32 family)
    {
        return _requireMayAssess(organisation, standardNo, level, inForce);
    }

    /// @inheritdoc IAccreditationRegistry
    function factsAt(uint32 organisation, bytes32 key, uint32 standardNo, uint16 profileNo, uint40 anchoredAt)
        external
        view
        returns (AccreditationFacts memory facts)
    {
        OrganisationRecord storage record = _organisation(organisation);
        facts.rootAuthority = rootAuthority();
        facts.accreditor = record.accreditor;
        facts.standing = record.standing;
        facts.profile = _profileCommitment(organisation, profileNo);
        facts.key = keyOf(organisation, key);
        facts.standardVersion = standardVersion(standardNo);
        Standard storage standard = _standard(standardNo);
        facts.family = standard.family;
        facts.terms = _termsOf(standard);
        facts.holds = _holdsCovering(organisation, record.accreditor, anchoredAt);
    }

    /// @inheritdoc IAccreditationRegistry
    function connectionOf(address registry) external view returns (Connection) {
        return _connections[registry];
    }

    /// @inheritdoc IAccreditationRegistry
    function volumeOf(uint32 organisation) external view returns (uint256) {
        return _volume(organisation);
    }

    function _requireConnected(address registry) private view {
        if (_connections[registry] != Connection.OPEN) revert AccreditationRegistryNotConnected(registry);
    }

    /// @dev Rules R1 and R4: an anchoring account of an organisation that may act.
    function _requireActiveAnchoring(uint32 organisation, address account)
        private
        view
        returns (OrganisationRecord storage record)
    {
        record = _requireUnheld(organisation);
        if (rolesOf(organisation, account) & ANCHORING == 0) {
            revert AccreditationRegistryNotAnchoringAccount(organisation, account);
        }
    }

    /// @dev Rule R1 for an assessment, and rule R3 where the version has to be in force.
    function _requireMayAssess(uint32 organisation, uint32 standardNo, uint8 level, bool inForce)
        private
        view
        returns (uint32 accreditor, bytes32 family)
    {
        accreditor = _requireUnheld(organisation).accreditor;
        bytes32 version = standardVersion(standardNo);
        Standard storage standard = inForce ? _standardInForce(version) : _publishedStandard(version);
        _requireInScope(organisation, accreditor, standard, level);
        family = standard.family;
    }

    /// @dev Rule R1: an active organisation of an active accreditor, neither under a hold.
    function _requireUnheld(uint32 organisation) private view returns (OrganisationRecord storage record) {
        record = _requireActiveOrganisation(organisation);
        if (record.heldUntil > block.timestamp) {
            revert AccreditationRegistryOrganisationHeld(organisation, record.heldUntil);
        }
        uint32 accreditor = record.accreditor;
        uint40 heldUntil = _requireActiveAccreditor(accreditor).heldUntil;
        if (heldUntil > block.timestamp) revert AccreditationRegistryAccreditorHeld(accreditor, heldUntil);
    }

    /// @dev Rule R1: the level is in the organisation's scope at present, and still in its accreditor's.
    function _requireInScope(uint32 organisation, uint32 accreditor, Standard storage standard, uint8 level)
        private
        view
    {
        if (!_hasLevel(standard.levels, level)) {
            revert AccreditationRegistryLevelNotInStandard(standard.standardNo, level);
        }
        uint16 familyNo = standard.familyNo;
        if (!_hasLevel(_currentLevels(organisation, familyNo), level)) {
            revert AccreditationRegistryOutOfScope(organisation, standard.family, level);
        }
        if (!_hasLevel(_accreditorLevels(accreditor, familyNo), level)) {
            revert AccreditationRegistryAccreditorOutOfScope(accreditor, standard.family, level);
        }
    }

    /// @dev Level 1 has bit 0; beyond the sixteenth bit there is nothing to find.
    function _hasLevel(uint16 levels, uint8 level) private pure returns (bool) {
        return level != 0 && (levels >> (level - 1)) & 1 == 1;
    }
}
// slither-disable-end timestamp
