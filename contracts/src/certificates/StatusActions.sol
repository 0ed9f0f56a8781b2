// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

// Dates and days are the subject of these rules, and seconds do not matter to any of them (docs/slither.md).
// slither-disable-start timestamp

import {IOrganisations} from "../interfaces/IOrganisations.sol";
import {IStatusActions} from "../interfaces/IStatusActions.sol";
import {PackedAction} from "../libraries/PackedAction.sol";
import {Selection} from "../libraries/Selection.sol";
import {ActionLog} from "./ActionLog.sol";

/// @title What may be recorded at once, by whom, from which day on
/// @notice Suspension, lifting and cancellation need no due process; a regulator's suspension is the regulator's to lift.
abstract contract StatusActions is ActionLog {
    using Selection for uint256[4];

    uint256 internal constant SUSPENSION_SECONDS = 60 days;
    uint256 private constant LONGEST_LEAD_DAYS = 3660;

    /// @inheritdoc IStatusActions
    function recordStatus(
        BatchId calldata batch,
        uint8 what,
        uint256[4] calldata which,
        uint24 effectiveDay,
        uint8 reason,
        uint32 actionNo
    ) external {
        IOrganisations.Capacity capacity = _requireCapacity(batch.organisation);
        _requireImmediate(what, effectiveDay);
        _append(batch, _action(What(what), effectiveDay, reason, capacity), which, actionNo);
        if (what == uint8(What.LIFT)) {
            // Against an organisation that waves away what its regulator suspended.
            uint256[4] memory above = _suspended(batch, actionNo, capacity).common(which);
            if (!above.isEmpty()) revert CertificateRegistrySuspendedByHigher(above.first());
        }
    }

    /// @dev The leaves that are suspended now, counting only suspensions from above `floor` among the first `end` actions.
    function _suspended(BatchId memory batch, uint256 end, IOrganisations.Capacity floor)
        internal
        view
        returns (uint256[4] memory suspended)
    {
        mapping(uint256 actionNo => StoredAction) storage actions = _actionsOf(batch);
        for (uint256 past = 0; past < end; ++past) {
            PackedAction action = actions[past].packed;
            What what = action.what();
            if (what == What.LIFT) {
                suspended.remove(_selectionOf(actions[past]));
            } else if (what == What.SUSPEND && action.capacity() > floor && !_hasLapsed(action)) {
                suspended.add(_selectionOf(actions[past]));
            }
        }
    }

    function _requireCapacity(uint32 organisation) internal view returns (IOrganisations.Capacity capacity) {
        capacity = ACCREDITATION.capacityOf(organisation, msg.sender);
        if (capacity == IOrganisations.Capacity.NONE) {
            revert CertificateRegistryNotStatusAuthority(msg.sender, organisation);
        }
    }

    function _action(What what, uint24 effectiveDay, uint8 reason, IOrganisations.Capacity capacity)
        internal
        view
        returns (StatusAction memory)
    {
        return StatusAction(what, effectiveDay, uint40(block.timestamp), msg.sender, reason, capacity);
    }

    /// @dev A local date can be one day after the date in UTC.
    function _isFuture(uint24 day) internal view returns (bool) {
        return day > block.timestamp / 1 days + 1;
    }

    function _requireImmediate(uint8 what, uint24 day) private view {
        if (what == uint8(What.REVOKE)) revert CertificateRegistryNeedsDueProcess();
        if (what == uint8(What.SUPERSEDE)) revert CertificateRegistryNeedsCorrection();
        if (what == uint8(What.CANCEL)) {
            if (_isPast(day)) revert CertificateRegistryDayInPast(day);
            if (day > block.timestamp / 1 days + LONGEST_LEAD_DAYS) revert CertificateRegistryDayInFuture(day);
        } else if (what == uint8(What.SUSPEND) || what == uint8(What.LIFT)) {
            if (_isPast(day) || _isFuture(day)) revert CertificateRegistryDayNotToday(day);
        } else {
            revert CertificateRegistryUnknownAction(what);
        }
    }

    /// @dev A local date can be one day before the date in UTC.
    function _isPast(uint24 day) private view returns (bool) {
        return uint256(day) + 1 < block.timestamp / 1 days;
    }

    function _hasLapsed(PackedAction suspension) private view returns (bool) {
        return block.timestamp >= suspension.recordedAt() + SUSPENSION_SECONDS;
    }
}
// slither-disable-end timestamp
