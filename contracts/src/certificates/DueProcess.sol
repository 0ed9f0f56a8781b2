// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

// Dates and days are the subject of these rules, and seconds do not matter to any of them (docs/slither.md).
// slither-disable-start timestamp

import {IDueProcess} from "../interfaces/IDueProcess.sol";
import {IOrganisations} from "../interfaces/IOrganisations.sol";
import {Selection} from "../libraries/Selection.sol";
import {StatusActions} from "./StatusActions.sol";

/// @title Notice, reply, decision by a second person (rule R50)
/// @notice A case is one word and what was replied; the notice itself stands in the event.
abstract contract DueProcess is StatusActions, IDueProcess {
    using Selection for uint256[4];

    uint40 internal constant REPLY_SECONDS = 14 days;

    mapping(bytes32 caseId => CaseRecord) private _cases;

    /// @inheritdoc IDueProcess
    function giveNotice(Notice calldata notice) external returns (bytes32 caseId) {
        _requireCapacity(notice.organisation);
        Submission storage submission = _submissionWith(notice.organisation, notice.session, notice.number);
        BatchId memory batch = BatchId(notice.organisation, notice.session, notice.number);
        _requireInBatch(batch, _sizeIn(submission, notice.number), notice.which);
        if (notice.evidence == 0) revert CertificateRegistryEmptyEvidence();
        caseId = _caseId(notice);
        CaseRecord storage record = _cases[caseId];
        if (record.givenAt != 0) revert CertificateRegistryCaseExists(caseId);
        record.givenBy = msg.sender;
        record.givenAt = uint40(block.timestamp);
        emit NoticeGiven(caseId, notice, msg.sender);
    }

    /// @inheritdoc IDueProcess
    function recordReply(Notice calldata notice, uint256[4] calldata which, bytes32 reply) external {
        _requireCapacity(notice.organisation);
        (bytes32 caseId, CaseRecord storage record) = _openCase(notice, which);
        if (Selection.isEmpty(which)) revert CertificateRegistryNothingSelected();
        for (uint256 word = 0; word < Selection.WORDS; ++word) {
            if (which[word] != 0) record.replied[word] |= which[word];
        }
        emit ReplyRecorded(caseId, which, reply, msg.sender);
    }

    /// @inheritdoc IDueProcess
    function decide(Notice calldata notice, uint256[4] calldata which, uint24 effectiveDay, uint32 actionNo, bool close)
        external
    {
        IOrganisations.Capacity capacity = _requireCapacity(notice.organisation);
        (bytes32 caseId, CaseRecord storage record) = _openCase(notice, which);
        if (msg.sender == record.givenBy) revert CertificateRegistrySamePerson(msg.sender);
        _requireSeniority(notice.organisation, capacity, record.givenAt);
        uint40 until = record.givenAt + REPLY_SECONDS;
        if (block.timestamp < until && !Selection.isWithin(which, record.replied)) {
            revert CertificateRegistryReplyWindowOpen(until);
        }
        if (close) record.closed = true;
        if (close && Selection.isEmpty(which)) {
            emit CaseDismissed(caseId, msg.sender);
            return;
        }
        if (effectiveDay == 0 || _isFuture(effectiveDay)) revert CertificateRegistryDayInFuture(effectiveDay);
        BatchId memory batch = BatchId(notice.organisation, notice.session, notice.number);
        _append(batch, _action(What.REVOKE, effectiveDay, notice.reason, capacity), which, actionNo);
        emit CaseDecided(caseId, actionNo, close, msg.sender);
    }

    /// @inheritdoc IDueProcess
    function caseRecord(bytes32 caseId) external view returns (CaseRecord memory) {
        return _cases[caseId];
    }

    /// @dev Against one stolen administration account that makes itself a second one. A regulator speaks by its office: a role
    /// that the organisation gives it, or takes from it, must not keep it from deciding.
    function _requireSeniority(uint32 organisation, IOrganisations.Capacity capacity, uint40 givenAt) private view {
        if (capacity != IOrganisations.Capacity.ORGANISATION) return;
        if (ACCREDITATION.roleSince(organisation, msg.sender) >= givenAt) {
            revert CertificateRegistryRoleTooNew(msg.sender);
        }
    }

    /// @dev The open case of a notice, for leaves within it.
    function _openCase(Notice calldata notice, uint256[4] calldata which)
        private
        view
        returns (bytes32 caseId, CaseRecord storage record)
    {
        caseId = _caseId(notice);
        record = _cases[caseId];
        if (record.givenAt == 0) revert CertificateRegistryUnknownCase(caseId);
        if (record.closed) revert CertificateRegistryCaseClosed(caseId);
        if (!Selection.isWithin(which, notice.which)) revert CertificateRegistryOutsideNotice();
    }

    function _caseId(Notice calldata notice) private pure returns (bytes32) {
        return keccak256(abi.encode(notice));
    }
}
// slither-disable-end timestamp
