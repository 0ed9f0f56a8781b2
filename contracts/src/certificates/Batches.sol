// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAccreditationRegistry} from "../interfaces/IAccreditationRegistry.sol";
import {IAssessmentLedger} from "../interfaces/IAssessmentLedger.sol";
import {IBatches} from "../interfaces/IBatches.sol";
import {PackedAction} from "../libraries/PackedAction.sol";

/// @title Anchored submissions and their batches
/// @notice One word for a submission, one for each root.
abstract contract Batches is IBatches {
    uint256 internal constant BATCH_SIZE = 1024;
    uint256 internal constant BATCHES_PER_SUBMISSION = 64;

    /// @dev One action of a batch; the words are used only by a selection with gaps.
    struct StoredAction {
        PackedAction packed;
        uint256[4] words;
    }

    struct Batch {
        bytes32 root;
        mapping(uint256 actionNo => StoredAction) actions;
    }

    /// @dev A session's number of corrections stands in the word of its submission 0, anchored or not; the ledger counts
    /// certificates and scores, because it bounds them.
    struct Submission {
        uint40 anchoredAt;
        Kind kind;
        uint8 level;
        uint32 standardNo;
        uint16 profileNo;
        uint8 roots;
        uint16 lastSize;
        uint40 corrections;
        mapping(uint256 position => Batch) batches;
    }

    // Solhint asks for this spelling of an immutable.
    // slither-disable-start naming-convention
    IAccreditationRegistry internal immutable ACCREDITATION;
    IAssessmentLedger internal immutable LEDGER;
    // slither-disable-end naming-convention

    mapping(uint32 organisation => mapping(bytes32 session => mapping(uint256 submission => Submission))) private
        _submissions;

    constructor(IAssessmentLedger ledger) {
        if (address(ledger).code.length == 0) revert CertificateRegistryNotAContract(address(ledger));
        LEDGER = ledger;
        // Persons are no business of a certificate registry.
        // slither-disable-next-line unused-return
        (address accreditation,) = ledger.registries();
        ACCREDITATION = IAccreditationRegistry(accreditation);
    }

    /// @inheritdoc IBatches
    function anchor(
        uint32 organisation,
        bytes32 session,
        uint24 submission,
        uint8 kind,
        bytes32 standardVersion,
        uint8 level,
        uint16 lastSize,
        bytes32[] calldata roots
    ) external {
        if (kind != uint8(Kind.CERTIFICATE) && kind != uint8(Kind.SCORES)) revert CertificateRegistryWrongKind(kind);
        uint256 leaves = _requireSizes(roots.length, lastSize);
        SubmissionRecord memory record =
            SubmissionRecord(uint40(block.timestamp), Kind(kind), level, 0, 0, uint8(roots.length), lastSize);
        // What is called is our own ledger, fixed for ever, which calls our own registry.
        // slither-disable-next-line reentrancy-benign
        (record.standardNo, record.profileNo) = LEDGER.recordIssue(
            IAssessmentLedger.Issue({
                organisation: organisation,
                session: session,
                account: msg.sender,
                version: standardVersion,
                level: level,
                scores: kind == uint8(Kind.SCORES),
                leaves: uint24(leaves)
            })
        );
        mapping(uint256 position => Batch) storage batches = _store(organisation, session, submission, record);
        for (uint256 position = 0; position < roots.length; ++position) {
            if (roots[position] == 0) revert CertificateRegistryEmptyRoot(position);
            batches[position].root = roots[position];
        }
        // What was called is our own ledger, fixed for ever, which calls our own registry.
        // slither-disable-next-line reentrancy-events
        emit SubmissionAnchored(
            organisation,
            session,
            submission,
            record.kind,
            level,
            record.standardNo,
            record.profileNo,
            lastSize,
            roots
        );
    }

    /// @inheritdoc IBatches
    function closeToAnchoring() external {
        if (msg.sender != ACCREDITATION.rootAuthority()) revert CertificateRegistryNotRootAuthority(msg.sender);
        ACCREDITATION.close();
        // As above: the registry calls nobody.
        // slither-disable-next-line reentrancy-events
        emit AnchoringClosed(msg.sender);
    }

    /// @inheritdoc IBatches
    function submissionRecord(uint32 organisation, bytes32 session, uint24 submission)
        external
        view
        returns (SubmissionRecord memory)
    {
        return _recordOf(_submissions[organisation][session][submission]);
    }

    /// @inheritdoc IBatches
    function batchOf(uint32 organisation, bytes32 session, uint32 number)
        external
        view
        returns (bytes32 root, uint16 size)
    {
        Submission storage submission = _submissionWith(organisation, session, number);
        return (_batchIn(submission, number).root, _sizeIn(submission, number));
    }

    /// @inheritdoc IBatches
    function totalsOf(uint32 organisation, bytes32 session) external view returns (SessionTotals memory) {
        IAssessmentLedger.Assessment memory assessment = LEDGER.assessmentOf(session);
        // Sessions have one organisation: another one has no totals in it.
        bool own = assessment.organisation == organisation;
        return SessionTotals({
            certificates: own ? assessment.certificates : 0,
            scores: own ? assessment.scores : 0,
            corrections: _submissions[organisation][session][0].corrections
        });
    }

    /// @inheritdoc IBatches
    function accreditationRegistry() external view returns (address) {
        return address(ACCREDITATION);
    }

    /// @inheritdoc IBatches
    function assessmentLedger() external view returns (address) {
        return address(LEDGER);
    }

    /// @dev Numbers from 2^30 on give submissions beyond 24 bits, where nothing is anchored; cut to 24 bits they would name
    /// somebody else's batch a second time.
    function _submissionWith(uint32 organisation, bytes32 session, uint32 number)
        internal
        view
        returns (Submission storage)
    {
        return _submissions[organisation][session][number / BATCHES_PER_SUBMISSION];
    }

    function _batchIn(Submission storage submission, uint32 number) internal view returns (Batch storage) {
        return submission.batches[number % BATCHES_PER_SUBMISSION];
    }

    /// @dev 0 when the submission has no such batch.
    function _sizeIn(Submission storage submission, uint32 number) internal view returns (uint16) {
        uint256 next = (number % BATCHES_PER_SUBMISSION) + 1;
        uint256 roots = submission.roots;
        if (next > roots) return 0;
        return next == roots ? submission.lastSize : uint16(BATCH_SIZE);
    }

    function _recordOf(Submission storage submission) internal view returns (SubmissionRecord memory) {
        return SubmissionRecord(
            submission.anchoredAt,
            submission.kind,
            submission.level,
            submission.standardNo,
            submission.profileNo,
            submission.roots,
            submission.lastSize
        );
    }

    /// @dev Writes the record once; returns where its batches go.
    function _store(
        uint32 organisation,
        bytes32 session,
        uint24 submission,
        SubmissionRecord memory record
    ) internal returns (mapping(uint256 position => Batch) storage) {
        Submission storage stored = _submissions[organisation][session][submission];
        if (stored.anchoredAt != 0) revert CertificateRegistrySubmissionExists(organisation, session, submission);
        stored.anchoredAt = record.anchoredAt;
        stored.kind = record.kind;
        stored.level = record.level;
        stored.standardNo = record.standardNo;
        stored.profileNo = record.profileNo;
        stored.roots = record.roots;
        stored.lastSize = record.lastSize;
        return stored.batches;
    }

    function _countCorrections(uint32 organisation, bytes32 session, uint16 leaves) internal {
        _submissions[organisation][session][0].corrections += leaves;
    }

    function _requireSizes(uint256 roots, uint16 lastSize) internal pure returns (uint256 leaves) {
        if (roots == 0 || roots > BATCHES_PER_SUBMISSION) revert CertificateRegistryWrongRootCount(roots);
        if (lastSize == 0 || lastSize > BATCH_SIZE) revert CertificateRegistryWrongSize(lastSize);
        return (roots - 1) * BATCH_SIZE + lastSize;
    }
}
