// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title The terms of assessments, by number
/// @notice Terms never change; a session keeps those in force when its plan was filed.
interface ITerms {
    /// @notice Times in seconds, days of 86,400 s; `document` commits to all parameters. Zero is allowed for every member.
    struct Terms {
        uint16 fileLeadDays;
        uint32 rosterLead;
        uint32 sealLead;
        uint32 unsealEarly;
        uint32 sealDelay;
        uint32 scoreDeadline;
        uint16 noticeDays;
        bool reportBeforeIssue;
        bytes32 document;
    }

    /// @notice The root authority published terms.
    event TermsPublished(uint16 indexed termsNo, Terms terms);

    /// @notice New sessions of a standard keep these terms; standard 0 stands for all that have none of their own.
    event TermsSet(uint32 indexed standardNo, uint16 indexed termsNo);

    /// @notice Only the root authority publishes and sets terms.
    error AssessmentLedgerNotRootAuthority(address caller);

    /// @notice There are no terms with this number.
    error AssessmentLedgerUnknownTerms(uint16 termsNo);

    /// @notice No terms are set for this standard, and no default.
    error AssessmentLedgerNoTerms(uint32 standardNo);

    /// @notice Publishes terms; root authority only.
    /// @return termsNo Their number, counted from 1.
    function publishTerms(Terms calldata terms) external returns (uint16 termsNo);

    /// @notice Sets the terms of a standard, or with standard 0 the default; terms 0 takes a standard's own away. Root only.
    function setTerms(uint32 standardNo, uint16 termsNo) external;

    /// @notice The terms with a number; zeros when they do not exist.
    function termsOf(uint16 termsNo) external view returns (Terms memory);

    /// @notice The number of the terms that a plan for this standard would keep; 0 when there are none.
    function termsFor(uint32 standardNo) external view returns (uint16 termsNo);

    /// @notice How many terms were published; they are numbered from 1.
    function termsCount() external view returns (uint16);
}
