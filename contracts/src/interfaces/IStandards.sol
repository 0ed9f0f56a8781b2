// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Occupational standards by version hash (rule R3)
/// @notice A version never changes; it can only cease to be in force. A changed standard is a new version.
interface IStandards {
    /// @notice What a life-cycle computation needs of a standard; `levels` has bit 0 for level 1; `inForceFrom` is in seconds.
    /// @dev `intervalMonths` 0 means that certificates need no reassessment; make-up and lead then must be 0 too.
    struct StandardTerms {
        uint16 levels;
        uint16 intervalMonths;
        uint16 makeupMonths;
        uint16 leadMonths;
        int16 utcOffsetMinutes;
        uint40 inForceFrom;
    }

    /// @notice A published version: its number, its publisher (0 is the root authority), the end of its being in force, its terms.
    struct StandardRecord {
        uint32 standardNo;
        uint32 publisher;
        uint40 inForceUntil;
        StandardTerms terms;
        bytes32 family;
    }

    /// @notice A version of a standard was published.
    event StandardPublished(
        uint32 indexed standardNo, bytes32 indexed family, bytes32 indexed version, uint32 publisher, StandardTerms terms
    );

    /// @notice A version ceases to be in force at `end`.
    event StandardSuperseded(uint32 indexed standardNo, bytes32 indexed version, uint40 end);

    /// @notice No standard with this version hash was published here.
    error AccreditationRegistryUnknownStandard(bytes32 version);

    /// @notice This version was published before and cannot be changed.
    error AccreditationRegistryStandardExists(bytes32 version);

    /// @notice A standard version has a hash other than zero.
    error AccreditationRegistryEmptyStandard();

    /// @notice A standard needs levels, an offset between -12 and +14 hours, and make-up and lead within its interval.
    error AccreditationRegistryStandardTermsInvalid();

    /// @notice Only the root authority or an accreditor with this family in its scope may publish or supersede it.
    error AccreditationRegistryNotPublisher(address caller, bytes32 family);

    /// @notice This version ceased to be in force at `since`.
    error AccreditationRegistryAlreadySuperseded(uint40 since);

    /// @notice This version is in force only while `from <= now < until`.
    error AccreditationRegistryStandardNotInForce(bytes32 version, uint40 from, uint40 until);

    /// @notice Publishes a version; the root authority, or an accreditor whose scope has the family.
    /// @param family Code of the family, the same for all its versions.
    /// @param version SHA-256 of the standard as docs/format.md section 5 defines it.
    /// @return standardNo Its number, counted from 1.
    function publishStandard(bytes32 family, bytes32 version, StandardTerms calldata terms)
        external
        returns (uint32 standardNo);

    /// @notice Ends a version's being in force, now or later; its publisher or the root authority.
    /// @param end First second it is no longer in force; 0 is now.
    function supersedeStandard(bytes32 version, uint40 end) external;

    /// @notice What is known of a version; zeros when it was never published.
    function standardRecord(bytes32 version) external view returns (StandardRecord memory);

    /// @notice The version hash of a standard number, or zero.
    function standardVersion(uint32 standardNo) external view returns (bytes32);

    /// @notice How many versions were published; they are numbered from 1.
    function standardCount() external view returns (uint32);
}
