// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IStatusActions} from "../interfaces/IStatusActions.sol";
import {PackedAction, pack} from "../libraries/PackedAction.sol";
import {Selection} from "../libraries/Selection.sol";
import {Batches} from "./Batches.sol";

/// @title Append-only histories, as they are stored and read
/// @notice One word for an action, and up to four more for a selection with gaps.
abstract contract ActionLog is Batches, IStatusActions {
    using Selection for uint256[4];

    uint256 internal constant ACTIONS_PER_READ = 1024;

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
        uint256 end = from;
        uint256 found = 0;
        for (; end < from + ACTIONS_PER_READ; ++end) {
            StoredAction storage action = stored[end];
            PackedAction packed = action.packed;
            if (packed.isNone()) break;
            if (_isAbout(action, packed, index)) ++found;
        }
        actions = new StatusAction[](found);
        // Backwards, so that what is left to find says when to stop.
        for (uint256 past = end; found > 0;) {
            StoredAction storage action = stored[--past];
            PackedAction packed = action.packed;
            if (_isAbout(action, packed, index)) actions[--found] = packed.unpack();
        }
        return (actions, uint32(end), stored[end].packed.isNone());
    }

    /// @dev Appends an action, or refuses: the leaves must be in the batch and `actionNo` must be its next action.
    function _append(
        BatchId memory batch,
        StatusAction memory action,
        uint256[4] memory which,
        uint32 actionNo
    ) internal {
        Submission storage submission = _submissionWith(batch.organisation, batch.session, batch.number);
        uint256 highest = _requireInBatch(batch, _sizeIn(submission, batch.number), which);
        mapping(uint256 actionNo => StoredAction) storage actions = _batchIn(submission, batch.number).actions;
        if (!actions[actionNo].packed.isNone() || (actionNo != 0 && actions[actionNo - 1].packed.isNone())) {
            revert CertificateRegistryWrongActionNumber(actionNo);
        }
        _write(actions[actionNo], action, which, highest);
        emit StatusRecorded(
            batch.organisation,
            batch.session,
            batch.number,
            actionNo,
            action.what,
            action.effectiveDay,
            action.reason,
            action.by,
            action.capacity,
            which
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

    /// @dev The highest leaf selected.
    function _requireInBatch(BatchId memory batch, uint16 size, uint256[4] memory which)
        internal
        pure
        returns (uint256 highest)
    {
        if (size == 0) revert CertificateRegistryUnknownBatch(batch.organisation, batch.session, batch.number);
        if (which.isEmpty()) revert CertificateRegistryNothingSelected();
        highest = which.last();
        if (highest >= size) revert CertificateRegistryBeyondBatch(highest, size);
    }

    function _write(
        StoredAction storage stored,
        StatusAction memory action,
        uint256[4] memory which,
        uint256 highest
    ) private {
        uint256 lowest = which.first();
        bool scattered = !which.isSpan(lowest, highest);
        stored.packed = pack(action, scattered, lowest, highest);
        if (!scattered) return;
        for (uint256 word = 0; word < Selection.WORDS; ++word) {
            if (which[word] != 0) stored.words[word] = which[word];
        }
    }

    function _isAbout(StoredAction storage action, PackedAction packed, uint256 index) private view returns (bool) {
        if (index < packed.first() || index > packed.last()) return false;
        return !packed.isScattered() || (action.words[index / 256] >> (index % 256)) & 1 == 1;
    }
}
