// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Batches of certificates, anchored once and for ever
/// @notice A batch is known by organisation, session and number; number = submission * 64 + position. One call anchors one
/// submission of 1 to 64 batches. Every batch but the last of a submission has exactly 1,024 leaves.
interface IBatches {
    /// @notice What a batch holds; corrections are counted apart, and only a correction can be anchored as one.
    enum Kind {
        NONE,
        CERTIFICATE,
        SCORES,
        CORRECTION
    }

    /// @notice What the registry keeps about a submission; zeros when it was not anchored.
    struct SubmissionRecord {
        uint40 anchoredAt;
        Kind kind;
        uint8 level;
        uint32 standardNo;
        uint16 profileNo;
        uint8 roots;
        uint16 lastSize;
    }

    /// @notice How many leaves a session has of each kind.
    struct SessionTotals {
        uint40 certificates;
        uint40 scores;
        uint40 corrections;
    }

    /// @notice A submission was anchored: its batches are `roots`, in order.
    event SubmissionAnchored(
        uint32 indexed organisation,
        bytes32 indexed session,
        uint24 indexed submission,
        Kind kind,
        uint8 level,
        uint32 standardNo,
        uint16 profileNo,
        uint16 lastSize,
        bytes32[] roots
    );

    /// @notice This registry takes no new anchors any more.
    event AnchoringClosed(address indexed by);

    /// @notice Only CERTIFICATE (1) and SCORES (2) are anchored this way; a correction goes through anchorCorrection.
    error CertificateRegistryWrongKind(uint8 kind);

    /// @notice A submission has 1 to 64 roots.
    error CertificateRegistryWrongRootCount(uint256 roots);

    /// @notice A batch has 1 to 1,024 leaves.
    error CertificateRegistryWrongSize(uint16 size);

    /// @notice The root at this position is zero.
    error CertificateRegistryEmptyRoot(uint256 position);

    /// @notice This organisation used this submission number of this session before.
    error CertificateRegistrySubmissionExists(uint32 organisation, bytes32 session, uint24 submission);

    /// @notice There is no such batch.
    error CertificateRegistryUnknownBatch(uint32 organisation, bytes32 session, uint32 number);

    /// @notice An assessment ledger is a contract, and there is none at this address.
    error CertificateRegistryNotAContract(address ledger);

    /// @notice Only the root authority may close this registry to anchoring.
    error CertificateRegistryNotRootAuthority(address caller);

    /// @notice Anchors a submission; only an anchoring account of the organisation, only what it is accredited for now, and only
    /// what the assessment ledger has as decided and granted.
    /// @param session The assessment session that the certificates come from.
    /// @param submission Its number in the session; each number is used once.
    /// @param kind 1 CERTIFICATE or 2 SCORES.
    /// @param standardVersion The version hash of the standard.
    /// @param level The level, counted from 1.
    /// @param lastSize Leaves of the last batch, 1 to 1,024; every other batch has 1,024.
    /// @param roots RFC 9162 tree heads, one per batch.
    function anchor(
        uint32 organisation,
        bytes32 session,
        uint24 submission,
        uint8 kind,
        bytes32 standardVersion,
        uint8 level,
        uint16 lastSize,
        bytes32[] calldata roots
    ) external;

    /// @notice Closes this registry to anchoring for ever; status goes on. Root authority only.
    function closeToAnchoring() external;

    /// @notice What is known of a submission; zeros when it was not anchored.
    function submissionRecord(uint32 organisation, bytes32 session, uint24 submission)
        external
        view
        returns (SubmissionRecord memory);

    /// @notice A batch's tree head and number of leaves; zeros when it was not anchored.
    function batchOf(uint32 organisation, bytes32 session, uint32 number)
        external
        view
        returns (bytes32 root, uint16 size);

    /// @notice How many leaves of each kind an organisation anchored in a session.
    function totalsOf(uint32 organisation, bytes32 session) external view returns (SessionTotals memory);

    /// @notice The assessment ledger that decides what may be anchored here; fixed for ever.
    function assessmentLedger() external view returns (address);

    /// @notice The accreditation registry that decides who may anchor here; fixed for ever, and the ledger's.
    function accreditationRegistry() external view returns (address);
}
