// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Revocation by due process (rule R50)
/// @notice Notice, then a reply or 14 days, then a decision by another person than the one who gave notice. Outcomes are
/// individual: each decision revokes a part of what notice was given for, and a reply opens the way for its sender only.
interface IDueProcess {
    /// @notice What somebody is told: which leaves of which batch, why, and a commitment over the evidence.
    /// @dev A case is known by the hash of its notice, so the same notice cannot be given twice, and the text is in the event.
    struct Notice {
        uint32 organisation;
        bytes32 session;
        uint32 number;
        uint256[4] which;
        uint8 reason;
        bytes32 evidence;
    }

    /// @notice What the registry keeps about a case.
    struct CaseRecord {
        address givenBy;
        uint40 givenAt;
        bool closed;
        uint256[4] replied;
    }

    /// @notice Notice was given; the case is `caseId` = keccak256 of the encoded notice.
    event NoticeGiven(bytes32 indexed caseId, Notice notice, address by);

    /// @notice Replies of these leaves' holders were recorded; `reply` commits to them.
    event ReplyRecorded(bytes32 indexed caseId, uint256[4] which, bytes32 reply, address by);

    /// @notice Action `actionNo` of the batch revoked some of the leaves; `closed` ends the case for the others.
    event CaseDecided(bytes32 indexed caseId, uint32 actionNo, bool closed, address by);

    /// @notice The case ended and nobody more is revoked under it.
    event CaseDismissed(bytes32 indexed caseId, address by);

    /// @notice The very same notice was given before.
    error CertificateRegistryCaseExists(bytes32 caseId);

    /// @notice No such notice was given.
    error CertificateRegistryUnknownCase(bytes32 caseId);

    /// @notice This case is closed.
    error CertificateRegistryCaseClosed(bytes32 caseId);

    /// @notice Notice needs a commitment over the evidence.
    error CertificateRegistryEmptyEvidence();

    /// @notice The person who gave notice cannot decide.
    error CertificateRegistrySamePerson(address caller);

    /// @notice Whoever decides had no role in the organisation yet when notice was given, and so is no second person.
    error CertificateRegistryRoleTooNew(address caller);

    /// @notice Notice was not given for all of these leaves.
    error CertificateRegistryOutsideNotice();

    /// @notice Not all of these holders replied, and they may until `until`.
    error CertificateRegistryReplyWindowOpen(uint40 until);

    /// @notice Gives notice of an intended revocation; administration account, active accreditor or root authority.
    /// @return caseId The hash of the notice.
    function giveNotice(Notice calldata notice) external returns (bytes32 caseId);

    /// @notice Records that holders replied.
    /// @param which The leaves whose holders replied.
    /// @param reply A commitment over their replies.
    function recordReply(Notice calldata notice, uint256[4] calldata which, bytes32 reply) external;

    /// @notice Revokes a part of what notice was given for, all of it or, to dismiss, none; another person than gave notice.
    /// @param which The leaves to revoke; none only together with `close`.
    /// @param effectiveDay From which day on they count as revoked; today or earlier.
    /// @param actionNo The number of actions that the batch has so far.
    /// @param close Whether the case ends here.
    function decide(Notice calldata notice, uint256[4] calldata which, uint24 effectiveDay, uint32 actionNo, bool close)
        external;

    /// @notice What is known of a case; zeros when no such notice was given.
    function caseRecord(bytes32 caseId) external view returns (CaseRecord memory);
}
