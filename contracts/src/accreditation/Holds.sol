// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

// Dates and days are the subject of these rules, and seconds do not matter to any of them (docs/slither.md).
// slither-disable-start timestamp

import {IHolds} from "../interfaces/IHolds.sol";
import {Standards} from "./Standards.sol";

/// @title Holds, which lapse by themselves
/// @notice Nobody needs to end a hold: it lapses.
abstract contract Holds is Standards, IHolds {
    uint40 internal constant HOLD_SECONDS = 60 days;

    mapping(Subject subject => mapping(uint32 id => Hold[])) private _holds;

    /// @inheritdoc IHolds
    function placeHold(uint8 subject, uint32 id, uint40 since, uint8 reason) external returns (uint256 index) {
        Subject kind = _requireMayHold(subject, id);
        if (since == 0 || since > block.timestamp) revert AccreditationRegistryHoldSinceInvalid(since);
        Hold[] storage holds = _holds[kind][id];
        index = holds.length;
        holds.push(Hold(kind, since, _now(), 0, reason, msg.sender == rootAuthority()));
        emit HoldPlaced(kind, id, index, since, reason, msg.sender);
        _setHeldUntil(kind, id, _now() + HOLD_SECONDS);
    }

    /// @inheritdoc IHolds
    function liftHold(uint8 subject, uint32 id, uint256 index) external {
        Subject kind = _requireMayHold(subject, id);
        Hold[] storage holds = _holds[kind][id];
        if (index >= holds.length) revert AccreditationRegistryUnknownHold(index);
        Hold storage hold = holds[index];
        if (hold.byRoot && msg.sender != rootAuthority()) revert AccreditationRegistryHoldByRoot(index);
        uint40 end = _endOf(hold);
        if (end <= block.timestamp) revert AccreditationRegistryHoldEnded(end);
        hold.liftedAt = _now();
        emit HoldLifted(kind, id, index, msg.sender);
        _setHeldUntil(kind, id, _lastEnd(holds));
    }

    /// @inheritdoc IHolds
    function holdsOn(uint8 subject, uint32 id) external view returns (Hold[] memory) {
        if (subject > uint8(type(Subject).max)) return new Hold[](0);
        return _holds[Subject(subject)][id];
    }

    /// @dev The holds on an organisation and on its accreditor that cover `time`: begun by then, and not ended by then.
    function _holdsCovering(uint32 organisation, uint32 accreditor, uint40 time)
        internal
        view
        returns (Hold[] memory covering)
    {
        Hold[] storage own = _holds[Subject.ORGANISATION][organisation];
        Hold[] storage above = _holds[Subject.ACCREDITOR][accreditor];
        covering = new Hold[](_countCovering(own, time) + _countCovering(above, time));
        _copyCovering(above, time, covering, _copyCovering(own, time, covering, 0));
    }

    function _countCovering(Hold[] storage holds, uint40 time) private view returns (uint256 found) {
        uint256 length = holds.length;
        for (uint256 index = 0; index < length; ++index) {
            if (_covers(holds[index], time)) ++found;
        }
    }

    function _copyCovering(Hold[] storage holds, uint40 time, Hold[] memory into, uint256 next)
        private
        view
        returns (uint256)
    {
        uint256 length = holds.length;
        for (uint256 index = 0; index < length; ++index) {
            if (_covers(holds[index], time)) into[next++] = holds[index];
        }
        return next;
    }

    function _covers(Hold storage hold, uint40 time) private view returns (bool) {
        return hold.since <= time && time < _endOf(hold);
    }

    function _endOf(Hold storage hold) private view returns (uint40) {
        return hold.liftedAt != 0 ? hold.liftedAt : hold.placedAt + HOLD_SECONDS;
    }

    /// @dev Several holds can be open at once, so lifting one looks for the last end among all.
    function _lastEnd(Hold[] storage holds) private view returns (uint40 end) {
        uint256 length = holds.length;
        for (uint256 index = 0; index < length; ++index) {
            uint40 other = _endOf(holds[index]);
            if (other > end) end = other;
        }
    }

    function _setHeldUntil(Subject kind, uint32 id, uint40 until) private {
        if (kind == Subject.ORGANISATION) _setOrganisationHeldUntil(id, until);
        else _setAccreditorHeldUntil(id, until);
    }

    function _requireMayHold(uint8 subject, uint32 id) private view returns (Subject kind) {
        if (subject == uint8(Subject.ORGANISATION)) {
            _asAccreditorOf(id);
            return Subject.ORGANISATION;
        }
        if (subject != uint8(Subject.ACCREDITOR)) revert AccreditationRegistryUnknownSubject(subject);
        _requireRootAuthority();
        _existingAccreditor(id);
        return Subject.ACCREDITOR;
    }
}
// slither-disable-end timestamp
