// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IOrganisations} from "../interfaces/IOrganisations.sol";
import {IStatusActions} from "../interfaces/IStatusActions.sol";
import {Selection} from "../libraries/Selection.sol";
import {StatusActions} from "./StatusActions.sol";

/// @title Corrections: as many certificates anchored as superseded, in one transaction
/// @notice What a correction replaces must be current, or one certificate could become many.
abstract contract Corrections is StatusActions {
    using Selection for uint256[4];

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
        LEDGER.requireNotVoided(session);
        uint24 today;
        (record.profileNo, today) =
            ACCREDITATION.authoriseCorrection(organisation, msg.sender, record.standardNo, record.level);
        // First the supersession: it checks that the leaves are in the batch and that the history has `actionNo` actions.
        _append(batch, _action(What.SUPERSEDE, today, reason, IOrganisations.Capacity.ORGANISATION), which, actionNo);
        _requireCurrent(batch, which, actionNo);
        record.anchoredAt = uint40(block.timestamp);
        record.roots = 1;
        record.lastSize = uint16(Selection.count(which));
        if (root == 0) revert CertificateRegistryEmptyRoot(0);
        record.kind = Kind.CORRECTION;
        _countCorrections(organisation, session, record.lastSize);
        _store(organisation, session, submission, record)[0].root = root;
        bytes32[] memory roots = new bytes32[](1);
        roots[0] = root;
        emit SubmissionAnchored(
            organisation,
            session,
            submission,
            Kind.CORRECTION,
            record.level,
            record.standardNo,
            record.profileNo,
            record.lastSize,
            roots
        );
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
    function _requireCurrent(BatchId memory batch, uint256[4] memory which, uint256 end) private view {
        uint256[4] memory unfit = _suspended(batch, end, IOrganisations.Capacity.NONE);
        mapping(uint256 actionNo => StoredAction) storage actions = _actionsOf(batch);
        for (uint256 past = 0; past < end; ++past) {
            What what = actions[past].packed.what();
            if (what != What.SUSPEND && what != What.LIFT) unfit.add(_selectionOf(actions[past]));
        }
        unfit = unfit.common(which);
        if (!unfit.isEmpty()) revert CertificateRegistryNotCurrent(unfit.first());
    }
}
