// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

// Dates and days are the subject of these rules, and seconds do not matter to any of them (docs/slither.md).
// slither-disable-start timestamp

import {ISigningKeys} from "../interfaces/ISigningKeys.sol";
import {Organisations} from "./Organisations.sol";

/// @title Signing keys by organisation
/// @notice A record is never deleted: readers ask about the time of an anchor.
abstract contract SigningKeys is Organisations, ISigningKeys {
    /// @dev A KeyRecord without an array: copying arrays would cost this contract a tenth of its size.
    struct Key {
        uint40 registeredAt;
        uint40 validFrom;
        uint40 retiredAt;
        uint40 compromisedSince;
        bytes32 possessionR;
        bytes32 possessionS;
    }

    struct Proposal {
        uint40 since;
        address by;
    }

    mapping(uint32 organisation => mapping(bytes32 key => Key)) private _keys;
    mapping(uint32 organisation => mapping(bytes32 key => Proposal)) private _proposals;

    /// @inheritdoc ISigningKeys
    function registerKey(uint32 organisation, bytes32 key, bytes32[2] calldata possession, uint40 validFrom) external {
        _requireAdministration(organisation);
        if (key == 0) revert AccreditationRegistryEmptyKey();
        if (possession[0] == 0 && possession[1] == 0) revert AccreditationRegistryEmptyPossession();
        Key storage record = _keys[organisation][key];
        if (record.registeredAt != 0) revert AccreditationRegistryKeyExists(organisation, key);
        uint40 start = _nowOrLater(validFrom);
        record.registeredAt = _now();
        record.validFrom = start;
        record.possessionR = possession[0];
        record.possessionS = possession[1];
        emit KeyRegistered(organisation, key, start, possession);
    }

    /// @inheritdoc ISigningKeys
    function retireKey(uint32 organisation, bytes32 key, uint40 end) external {
        _requireAdministration(organisation);
        Key storage record = _existingKey(organisation, key);
        end = _nowOrLater(end);
        uint40 retiredAt = record.retiredAt;
        if (retiredAt != 0 && retiredAt <= end) revert AccreditationRegistryAlreadyRetired(retiredAt);
        record.retiredAt = end;
        emit KeyRetired(organisation, key, end);
    }

    /// @inheritdoc ISigningKeys
    function reportCompromise(uint32 organisation, bytes32 key) external {
        _requireAdministration(organisation);
        Key storage record = _existingKey(organisation, key);
        _requireBeforeCompromise(record, _now());
        record.compromisedSince = _now();
        emit KeyCompromised(organisation, key, _now(), msg.sender);
    }

    /// @inheritdoc ISigningKeys
    function proposeEarlierCompromise(uint32 organisation, bytes32 key, uint40 since) external {
        _asAccreditorOf(organisation);
        Key storage record = _existingKey(organisation, key);
        if (since == 0 || since >= block.timestamp) revert AccreditationRegistryNotEarlier(since);
        _requireBeforeCompromise(record, since);
        _proposals[organisation][key] = Proposal(since, msg.sender);
        emit EarlierCompromiseProposed(organisation, key, since, msg.sender);
    }

    /// @inheritdoc ISigningKeys
    function confirmEarlierCompromise(uint32 organisation, bytes32 key, uint40 since) external {
        _requireAdministration(organisation);
        Key storage record = _existingKey(organisation, key);
        Proposal memory proposal = _proposals[organisation][key];
        if (proposal.by == address(0) || proposal.since != since) revert AccreditationRegistryNoSuchProposal(since);
        if (proposal.by == msg.sender) revert AccreditationRegistrySamePerson(msg.sender);
        delete _proposals[organisation][key];
        record.compromisedSince = since;
        emit KeyCompromised(organisation, key, since, msg.sender);
    }

    /// @inheritdoc ISigningKeys
    function keyOf(uint32 organisation, bytes32 key) public view returns (KeyRecord memory) {
        Key storage record = _keys[organisation][key];
        return KeyRecord({
            registeredAt: record.registeredAt,
            validFrom: record.validFrom,
            retiredAt: record.retiredAt,
            compromisedSince: record.compromisedSince,
            possession: [record.possessionR, record.possessionS]
        });
    }

    /// @inheritdoc ISigningKeys
    function compromiseProposal(uint32 organisation, bytes32 key) external view returns (uint40 since, address by) {
        Proposal memory proposal = _proposals[organisation][key];
        return (proposal.since, proposal.by);
    }

    /// @dev 0 stands for now, so that nobody has to guess the time of the next block.
    function _nowOrLater(uint40 time) internal view returns (uint40) {
        if (time == 0) return _now();
        if (time < block.timestamp) revert AccreditationRegistryTimeInPast(time);
        return time;
    }

    function _existingKey(uint32 organisation, bytes32 key) private view returns (Key storage record) {
        record = _keys[organisation][key];
        if (record.registeredAt == 0) revert AccreditationRegistryUnknownKey(organisation, key);
    }

    function _requireBeforeCompromise(Key storage record, uint40 since) private view {
        uint40 current = record.compromisedSince;
        if (current != 0 && current <= since) revert AccreditationRegistryAlreadyCompromised(current);
    }
}
// slither-disable-end timestamp
