// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IStatusActions} from "../interfaces/IStatusActions.sol";
import {PackedAction, pack} from "../libraries/PackedAction.sol";
import {Selection} from "../libraries/Selection.sol";
import {Batches} from "./Batches.sol";

/// @title Append-only status histories
abstract contract StatusActions is Batches, IStatusActions {
    using Selection for uint256[4];

    uint256 internal constant ACTIONS_PER_READ = 1024;

    /// @inheritdoc IStatusActions
    function recordStatus(
        BatchId calldata batch,
        uint8 what,
        uint256[4] calldata which,
        uint24 effectiveDay,
        uint8 reason,
        uint32 actionNo
    ) external {
        if (what == uint8(What.REVOKE)) revert CertificateRegistryNeedsDueProcess();
        if (what == uint8(What.SUPERSEDE)) revert CertificateRegistryNeedsCorrection();
        if (what == uint8(What.CANCEL)) {
            if (_isPast(effectiveDay)) revert CertificateRegistryDayInPast(effectiveDay);
        } else if (what == uint8(What.SUSPEND) || what == uint8(What.LIFT)) {
            if (_isPast(effectiveDay) || _isFuture(effectiveDay)) revert CertificateRegistryDayNotToday(effectiveDay);
        } else {
            revert CertificateRegistryUnknownAction(what);
        }
        _requireStatusAuthority(batch.organisation);
        _append(batch, What(what), which, effectiveDay, reason, actionNo);
    }

    /// @inheritdoc IStatusActions
    function actionCount(BatchId calldata batch) external view returns (uint32 count) {
        mapping(uint256 actionNo => StoredAction) storage actions = _actionsOf(batch);
        while (!actions[count].packed.isNone()) ++count;
    }

    /// @inheritdoc IStatusActions
    function actionAt(BatchId calldata batch, uint32 actionNo)
        external
        view
        returns (StatusAction memory action, uint256[4] memory which)
    {
        StoredAction storage stored = _actionsOf(batch)[actionNo];
        if (!stored.packed.isNone()) (action, which) = (stored.packed.unpack(), _selectionOf(stored));
    }

    /// @inheritdoc IStatusActions
    function actionsOn(BatchId calldata batch, uint16 index, uint32 from)
        external
        view
        returns (StatusAction[] memory actions, uint32 next, bool complete)
    {
        return _readActions(_actionsOf(batch), index, from);
    }

    /// @dev The actions about one leaf among the next 1,024, and whether these were the last.
    function _readActions(mapping(uint256 actionNo => StoredAction) storage stored, uint16 index, uint32 from)
        internal
        view
        returns (StatusAction[] memory actions, uint32 next, bool complete)
    {
        uint256 found = 0;
        uint256 end = from;
        for (; end < from + ACTIONS_PER_READ && !stored[end].packed.isNone(); ++end) {
            if (_isAbout(stored[end], index)) ++found;
        }
        actions = new StatusAction[](found);
        // Backwards, so that what is left to find says when to stop.
        for (uint256 past = end; found > 0;) {
            if (_isAbout(stored[--past], index)) actions[--found] = stored[past].packed.unpack();
        }
        return (actions, uint32(end), stored[end].packed.isNone());
    }

    /// @dev Appends an action, or refuses: the leaves must be in the batch and `actionNo` must be its next action.
    function _append(
        BatchId memory batch,
        What what,
        uint256[4] memory which,
        uint24 effectiveDay,
        uint8 reason,
        uint32 actionNo
    ) internal {
        _requireInBatch(batch, which);
        mapping(uint256 actionNo => StoredAction) storage actions = _actionsOf(batch);
        if (!actions[actionNo].packed.isNone() || (actionNo != 0 && actions[actionNo - 1].packed.isNone())) {
            revert CertificateRegistryWrongActionNumber(actionNo);
        }
        StatusAction memory action = StatusAction(what, effectiveDay, uint40(block.timestamp), msg.sender, reason);
        _write(actions[actionNo], action, which);
        emit StatusRecorded(
            batch.organisation, batch.session, batch.number, actionNo, what, effectiveDay, reason, msg.sender, which
        );
    }

    function _actionsOf(BatchId memory batch)
        internal
        view
        returns (mapping(uint256 actionNo => StoredAction) storage)
    {
        Submission storage submission = _submissionWith(batch.organisation, batch.session, batch.number);
        return _batchIn(submission, batch.number).actions;
    }

    function _selectionOf(StoredAction storage stored) internal view returns (uint256[4] memory) {
        PackedAction packed = stored.packed;
        return packed.isScattered() ? stored.words : Selection.span(packed.first(), packed.last());
    }

    function _requireStatusAuthority(uint32 organisation) internal view {
        if (!ACCREDITATION.mayChangeStatus(organisation, msg.sender)) {
            revert CertificateRegistryNotStatusAuthority(msg.sender, organisation);
        }
    }

    function _requireInBatch(BatchId memory batch, uint256[4] memory which) internal view {
        uint16 size = _sizeIn(_submissionWith(batch.organisation, batch.session, batch.number), batch.number);
        if (size == 0) revert CertificateRegistryUnknownBatch(batch.organisation, batch.session, batch.number);
        if (which.isEmpty()) revert CertificateRegistryNothingSelected();
        uint256 highest = which.last();
        if (highest >= size) revert CertificateRegistryBeyondBatch(highest, size);
    }

    /// @dev A local date can be one day before or after the date in UTC.
    function _isPast(uint24 day) internal view returns (bool) {
        return uint256(day) + 1 < block.timestamp / 1 days;
    }

    /// @dev A local date can be one day before or after the date in UTC.
    function _isFuture(uint24 day) internal view returns (bool) {
        return day > block.timestamp / 1 days + 1;
    }

    function _write(StoredAction storage stored, StatusAction memory action, uint256[4] memory which) private {
        uint256 lowest = which.first();
        uint256 highest = which.last();
        bool scattered = !which.equals(Selection.span(lowest, highest));
        stored.packed = pack(action, scattered, lowest, highest);
        if (!scattered) return;
        for (uint256 word = 0; word < Selection.WORDS; ++word) {
            if (which[word] != 0) stored.words[word] = which[word];
        }
    }

    function _isAbout(StoredAction storage stored, uint256 index) private view returns (bool) {
        PackedAction packed = stored.packed;
        if (index < packed.first() || index > packed.last()) return false;
        return !packed.isScattered() || (stored.words[index / 256] >> (index % 256)) & 1 == 1;
    }
}
