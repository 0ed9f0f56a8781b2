// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IStatusActions} from "../interfaces/IStatusActions.sol";
import {Selection} from "../libraries/Selection.sol";
import {StatusActions} from "./StatusActions.sol";

/// @title Corrections: as many certificates anchored as superseded, in one transaction
abstract contract Corrections is StatusActions {
    using Selection for uint256[4];

    uint256 private constant SUSPENSION_SECONDS = 60 days;

    /// @inheritdoc IStatusActions
    function anchorCorrection(
        uint32 organisation,
        bytes32 session,
        uint24 submission,
        bytes32 root,
        uint32 superseded,
        uint256[4] calldata which,
        uint8 reason,
        uint32 actionNo
    ) external {
        BatchId memory batch = BatchId(organisation, session, superseded);
        SubmissionRecord memory record = _correctable(batch);
        uint24 today;
        (record.profileNo, today) =
            ACCREDITATION.authoriseCorrection(organisation, msg.sender, record.standardNo, record.level);
        _requireCurrent(batch, which, actionNo);
        // First the supersession: it checks that the leaves are in the batch.
        _append(batch, What.SUPERSEDE, which, today, reason, actionNo);
        record.anchoredAt = uint40(block.timestamp);
        record.kind = Kind.CORRECTION;
        record.roots = 1;
        record.lastSize = uint16(Selection.count(which));
        _store(organisation, session, submission, record, record.lastSize);
        _storeRoot(organisation, session, submission, 0, root);
        bytes32[] memory roots = new bytes32[](1);
        roots[0] = root;
        _emitAnchored(organisation, session, submission, record, roots);
    }

    /// @dev Scores must not become a certificate by way of a correction.
    function _correctable(BatchId memory batch) private view returns (SubmissionRecord memory record) {
        Submission storage submission = _submissionWith(batch.organisation, batch.session, batch.number);
        if (_sizeIn(submission, batch.number) == 0) {
            revert CertificateRegistryUnknownBatch(batch.organisation, batch.session, batch.number);
        }
        record = _recordOf(submission);
        if (record.kind == Kind.SCORES) revert CertificateRegistryNotCorrectable(batch.number);
    }

    /// @dev Otherwise a revoked certificate would live on in its correction, and one certificate could become many.
    function _requireCurrent(BatchId memory batch, uint256[4] memory which, uint32 actionNo) private view {
        mapping(uint256 actionNo => StoredAction) storage actions = _actionsOf(batch);
        uint256[4] memory ended;
        uint256[4] memory suspended;
        for (uint256 past = 0; past < actionNo; ++past) {
            StatusAction memory action = actions[past].packed.unpack();
            uint256[4] memory about = _selectionOf(actions[past]);
            if (action.what == What.SUSPEND) {
                if (block.timestamp < action.recordedAt + SUSPENSION_SECONDS) suspended.add(about);
            } else if (action.what == What.LIFT) {
                suspended.remove(about);
            } else {
                ended.add(about);
            }
        }
        ended.add(suspended);
        uint256[4] memory unfit = ended.common(which);
        if (!unfit.isEmpty()) revert CertificateRegistryNotCurrent(unfit.first());
    }
}
