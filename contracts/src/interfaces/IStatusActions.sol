// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IOrganisations} from "./IOrganisations.sol";

/// @title The append-only status history of each batch
/// @notice Nothing is ever changed or removed, so that the status on any day can be computed, both as seen then and as known
/// now. A selection is 1,024 bits: bit i of word w is the leaf with index 256 * w + i. Days count from 1970-01-01, local date.
interface IStatusActions {
    /// @notice What an action does. SUSPEND lapses 60 days after it was recorded; LIFT ends a suspension; the rest is final.
    enum What {
        NONE,
        SUSPEND,
        LIFT,
        REVOKE,
        CANCEL,
        SUPERSEDE
    }

    /// @notice A batch: number = submission * 64 + position.
    struct BatchId {
        uint32 organisation;
        bytes32 session;
        uint32 number;
    }

    /// @notice One action: what, from which day, recorded when, by whom, for which reason and in which capacity.
    struct StatusAction {
        What what;
        uint24 effectiveDay;
        uint40 recordedAt;
        address by;
        uint8 reason;
        IOrganisations.Capacity capacity;
    }

    /// @notice Action number `actionNo` was appended to a batch's history.
    event StatusRecorded(
        uint32 indexed organisation,
        bytes32 indexed session,
        uint32 indexed number,
        uint32 actionNo,
        What what,
        uint24 effectiveDay,
        uint8 reason,
        address by,
        IOrganisations.Capacity capacity,
        uint256[4] which
    );

    /// @notice Only an administration account of the organisation, its active accreditor or the root authority may do this.
    error CertificateRegistryNotStatusAuthority(address caller, uint32 organisation);

    /// @notice Only SUSPEND (1), LIFT (2) and CANCEL (4) are recorded this way.
    error CertificateRegistryUnknownAction(uint8 what);

    /// @notice A revocation needs notice, time for a reply and a second person: use giveNotice and decide (rule R50).
    error CertificateRegistryNeedsDueProcess();

    /// @notice Only a correction supersedes: use anchorCorrection.
    error CertificateRegistryNeedsCorrection();

    /// @notice No leaf was selected.
    error CertificateRegistryNothingSelected();

    /// @notice Leaf `index` was selected and the batch has only `size`.
    error CertificateRegistryBeyondBatch(uint256 index, uint16 size);

    /// @notice The next action of this batch has another number than `actionNo`; read the history and try again.
    error CertificateRegistryWrongActionNumber(uint32 actionNo);

    /// @notice A suspension and its lifting take effect today, on whichever side of the date line.
    error CertificateRegistryDayNotToday(uint24 effectiveDay);

    /// @notice A cancellation takes effect today or later.
    error CertificateRegistryDayInPast(uint24 effectiveDay);

    /// @notice A revocation takes effect today or earlier, and not on day 0.
    error CertificateRegistryDayInFuture(uint24 effectiveDay);

    /// @notice Leaf `index` was suspended by a higher authority than the one that would lift it.
    error CertificateRegistrySuspendedByHigher(uint256 index);

    /// @notice What a correction replaces must be certificates or corrections.
    error CertificateRegistryNotCorrectable(uint32 number);

    /// @notice A correction replaces only what is current; leaf `index` is revoked, cancelled, superseded or suspended.
    error CertificateRegistryNotCurrent(uint256 index);

    /// @notice Suspends, lifts or cancels at once. Nobody lifts what a higher authority suspended.
    /// @param what 1 SUSPEND, 2 LIFT or 4 CANCEL.
    /// @param which The leaves.
    /// @param effectiveDay Today for SUSPEND and LIFT, today or later for CANCEL.
    /// @param actionNo The number of actions that the batch has so far; two writers cannot both be right about it.
    function recordStatus(
        BatchId calldata batch,
        uint8 what,
        uint256[4] calldata which,
        uint24 effectiveDay,
        uint8 reason,
        uint32 actionNo
    ) external;

    /// @notice Anchors one batch of corrected certificates and supersedes as many of an earlier batch of the session.
    /// @dev Standard, level and kind of use are those of the superseded batch, so that a correction cannot promote anybody. A
    /// leaf that is revoked, cancelled, superseded or suspended cannot be corrected, so that nothing is revived or doubled.
    /// @param submission A submission number of its own, with this one batch.
    /// @param root The tree head; its leaves are as many as `which` selects.
    /// @param superseded The number of the batch to correct.
    /// @param which The leaves of that batch that the correction replaces.
    /// @param actionNo The number of actions that the superseded batch has so far.
    function anchorCorrection(
        uint32 organisation,
        bytes32 session,
        uint24 submission,
        bytes32 root,
        uint32 superseded,
        uint256[4] calldata which,
        uint8 reason,
        uint32 actionNo
    ) external;

    /// @notice How many actions a batch has: the `actionNo` of the next one.
    function actionCount(BatchId calldata batch) external view returns (uint32);

    /// @notice One action and the leaves it is about; zeros when there is none with this number.
    function actionAt(BatchId calldata batch, uint32 actionNo)
        external
        view
        returns (StatusAction memory action, uint256[4] memory which);

    /// @notice The actions about one leaf, reading from action `from` on; for a leaf whose history inspect did not read whole.
    /// @return actions Those about the leaf, in order.
    /// @return next The first action not read.
    /// @return complete Whether there is none from `next` on.
    function actionsOn(BatchId calldata batch, uint16 index, uint32 from)
        external
        view
        returns (StatusAction[] memory actions, uint32 next, bool complete);
}
