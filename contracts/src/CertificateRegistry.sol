// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Batches} from "./certificates/Batches.sol";
import {Corrections} from "./certificates/Corrections.sol";
import {DueProcess} from "./certificates/DueProcess.sol";
import {IAccreditationRegistry} from "./interfaces/IAccreditationRegistry.sol";
import {IAssessmentLedger} from "./interfaces/IAssessmentLedger.sol";
import {ICertificateRegistry} from "./interfaces/ICertificateRegistry.sol";

/// @title Anchored certificates and their status
/// @notice What is anchored stays, here, also after this registry is closed to anchoring.
contract CertificateRegistry is Corrections, DueProcess, ICertificateRegistry {
    constructor(IAssessmentLedger ledger) Batches(ledger) {}

    /// @inheritdoc ICertificateRegistry
    function inspect(uint32 organisation, bytes32 session, uint32 number, uint16 index, bytes32 key)
        external
        view
        returns (Inspection memory result)
    {
        result.chainId = block.chainid;
        result.blockNumber = uint64(block.number);
        result.blockTime = uint64(block.timestamp);
        result.accreditationRegistry = address(ACCREDITATION);
        result.assessmentLedger = address(LEDGER);
        result.closed = ACCREDITATION.connectionOf(address(this)) != IAccreditationRegistry.Connection.OPEN;
        result.complete = true;
        Submission storage submission = _submissionWith(organisation, session, number);
        uint16 size = _sizeIn(submission, number);
        // A position that the submission does not have leaves everything zero, as if there were no submission.
        if (size != 0) {
            result.size = size;
            _addBatch(result, submission, number, index);
            // Zeros without a batch, like everything else.
            result.assessment = LEDGER.assessmentOf(session);
        }
        result.accreditation =
            ACCREDITATION.factsAt(organisation, key, result.standardNo, result.profileNo, result.anchoredAt);
    }

    function _addBatch(Inspection memory result, Submission storage submission, uint32 number, uint16 index)
        private
        view
    {
        SubmissionRecord memory record = _recordOf(submission);
        result.kind = record.kind;
        result.level = record.level;
        result.anchoredAt = record.anchoredAt;
        result.standardNo = record.standardNo;
        result.profileNo = record.profileNo;
        Batch storage batch = _batchIn(submission, number);
        result.root = batch.root;
        (result.actions, result.actionsRead, result.complete) = _readActions(batch.actions, index, 0);
    }
}
