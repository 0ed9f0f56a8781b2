// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAccreditationRegistry} from "../interfaces/IAccreditationRegistry.sol";
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

    /// @dev The totals of a session stand in the word of its submission 0, anchored or not: a word of their own would add a
    /// fifth to the price of an anchor.
    struct Submission {
        uint40 anchoredAt;
        Kind kind;
        uint8 level;
        uint32 standardNo;
        uint16 profileNo;
        uint8 roots;
        uint16 lastSize;
        uint40 certificates;
        uint40 scores;
        uint40 corrections;
        mapping(uint256 position => Batch) batches;
    }

    // Solhint asks for this spelling of an immutable.
    // slither-disable-next-line naming-convention
    IAccreditationRegistry internal immutable ACCREDITATION;

    mapping(uint32 organisation => mapping(bytes32 session => mapping(uint256 submission => Submission))) private
        _submissions;

    constructor(IAccreditationRegistry accreditation) {
        if (address(accreditation).code.length == 0) revert CertificateRegistryNotAContract(address(accreditation));
        ACCREDITATION = accreditation;
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
        (record.standardNo, record.profileNo) = ACCREDITATION.authoriseAnchoring(
            organisation,
            msg.sender,
            standardVersion,
            level,
            kind == uint8(Kind.CERTIFICATE) ? uint32(leaves) : 0
        );
        mapping(uint256 position => Batch) storage batches =
            _store(organisation, session, submission, record, Kind(kind), uint40(leaves));
        for (uint256 position = 0; position < roots.length; ++position) {
            if (roots[position] == 0) revert CertificateRegistryEmptyRoot(position);
            batches[position].root = roots[position];
        }
        // What was called is our own registry, fixed for ever, which calls nobody.
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
        Submission storage head = _submissions[organisation][session][0];
        return SessionTotals(head.certificates, head.scores, head.corrections);
    }

    /// @inheritdoc IBatches
    function accreditationRegistry() external view returns (address) {
        return address(ACCREDITATION);
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

    /// @dev Writes the record once and counts its leaves; returns where its batches go.
    function _store(
        uint32 organisation,
        bytes32 session,
        uint24 submission,
        SubmissionRecord memory record,
        Kind kind,
        uint40 leaves
    ) internal returns (mapping(uint256 position => Batch) storage) {
        mapping(uint256 submission => Submission) storage submissions = _submissions[organisation][session];
        Submission storage stored = submissions[submission];
        if (stored.anchoredAt != 0) revert CertificateRegistrySubmissionExists(organisation, session, submission);
        stored.anchoredAt = record.anchoredAt;
        stored.kind = kind;
        stored.level = record.level;
        stored.standardNo = record.standardNo;
        stored.profileNo = record.profileNo;
        stored.roots = record.roots;
        stored.lastSize = record.lastSize;
        Submission storage head = submissions[0];
        if (kind == Kind.CERTIFICATE) head.certificates += leaves;
        else if (kind == Kind.SCORES) head.scores += leaves;
        else head.corrections += leaves;
        return stored.batches;
    }

    function _requireSizes(uint256 roots, uint16 lastSize) internal pure returns (uint256 leaves) {
        if (roots == 0 || roots > BATCHES_PER_SUBMISSION) revert CertificateRegistryWrongRootCount(roots);
        if (lastSize == 0 || lastSize > BATCH_SIZE) revert CertificateRegistryWrongSize(lastSize);
        return (roots - 1) * BATCH_SIZE + lastSize;
    }
}
