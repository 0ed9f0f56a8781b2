// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

// Dates and days are the subject of these rules, and seconds do not matter to any of them (docs/slither.md).
// slither-disable-start timestamp

import {IStandards} from "../interfaces/IStandards.sol";
import {SigningKeys} from "./SigningKeys.sol";

/// @title Published standard versions, which never change
/// @notice A version gets a number, so that a submission names it in 32 bits.
abstract contract Standards is SigningKeys, IStandards {
    /// @dev A StandardRecord laid flat, so that an anchoring reads two words of it and not three.
    struct Standard {
        uint32 standardNo;
        uint32 publisher;
        uint16 familyNo;
        uint16 levels;
        uint16 intervalMonths;
        uint16 makeupMonths;
        uint16 leadMonths;
        int16 utcOffsetMinutes;
        uint40 inForceFrom;
        uint40 inForceUntil;
        bytes32 family;
    }

    mapping(bytes32 version => Standard) private _standards;
    mapping(uint32 standardNo => bytes32 version) private _versions;
    uint32 private _standardCount;

    /// @inheritdoc IStandards
    // The terms are read twice, and from memory that takes less code.
    // solhint-disable-next-line gas-calldata-parameters,use-natspec
    function publishStandard(bytes32 family, bytes32 version, StandardTerms memory terms)
        external
        returns (uint32 standardNo)
    {
        uint32 publisher = _requirePublisher(family);
        if (version == 0) revert AccreditationRegistryEmptyStandard();
        if (_standards[version].standardNo != 0) revert AccreditationRegistryStandardExists(version);
        _requireSoundTerms(terms);
        standardNo = ++_standardCount;
        _standards[version] = Standard({
            standardNo: standardNo,
            publisher: publisher,
            familyNo: _numberedFamily(family),
            levels: terms.levels,
            intervalMonths: terms.intervalMonths,
            makeupMonths: terms.makeupMonths,
            leadMonths: terms.leadMonths,
            utcOffsetMinutes: terms.utcOffsetMinutes,
            inForceFrom: terms.inForceFrom,
            inForceUntil: type(uint40).max,
            family: family
        });
        _versions[standardNo] = version;
        emit StandardPublished(standardNo, family, version, publisher, terms);
    }

    /// @inheritdoc IStandards
    function supersedeStandard(bytes32 version, uint40 end) external {
        Standard storage record = _publishedStandard(version);
        if (msg.sender != rootAuthority()) {
            uint32 publisher = record.publisher;
            if (_officeOf(msg.sender) != publisher || publisher == 0) {
                revert AccreditationRegistryNotPublisher(msg.sender, record.family);
            }
            _requireActiveAccreditor(publisher);
        }
        end = _nowOrLater(end);
        if (record.inForceUntil <= block.timestamp) revert AccreditationRegistryAlreadySuperseded(record.inForceUntil);
        record.inForceUntil = end;
        emit StandardSuperseded(record.standardNo, version, end);
    }

    /// @inheritdoc IStandards
    function standardRecord(bytes32 version) external view returns (StandardRecord memory) {
        Standard storage stored = _standards[version];
        return StandardRecord(
            stored.standardNo, stored.publisher, stored.inForceUntil, _termsOf(stored), stored.family
        );
    }

    /// @inheritdoc IStandards
    function standardVersion(uint32 standardNo) public view returns (bytes32) {
        return _versions[standardNo];
    }

    /// @inheritdoc IStandards
    function standardCount() external view returns (uint32) {
        return _standardCount;
    }

    /// @dev Rule R3: refuses unless the version exists and is in force at present.
    function _standardInForce(bytes32 version) internal view returns (Standard storage record) {
        record = _publishedStandard(version);
        if (!_isNowWithin(record.inForceFrom, record.inForceUntil)) {
            revert AccreditationRegistryStandardNotInForce(version, record.inForceFrom, record.inForceUntil);
        }
    }

    function _publishedStandard(bytes32 version) internal view returns (Standard storage record) {
        record = _standards[version];
        if (record.standardNo == 0) revert AccreditationRegistryUnknownStandard(version);
    }

    function _standard(uint32 standardNo) internal view returns (Standard storage) {
        return _standards[_versions[standardNo]];
    }

    function _termsOf(Standard storage stored) internal view returns (StandardTerms memory) {
        return StandardTerms({
            levels: stored.levels,
            intervalMonths: stored.intervalMonths,
            makeupMonths: stored.makeupMonths,
            leadMonths: stored.leadMonths,
            utcOffsetMinutes: stored.utcOffsetMinutes,
            inForceFrom: stored.inForceFrom
        });
    }

    /// @dev The number of the accreditor that publishes, or 0 for the root authority.
    function _requirePublisher(bytes32 family) private view returns (uint32 publisher) {
        publisher = _officeOf(msg.sender);
        if (publisher == ROOT_OFFICE) return 0;
        if (publisher == 0 || _accreditorLevels(publisher, _familyNo(family)) == 0) {
            revert AccreditationRegistryNotPublisher(msg.sender, family);
        }
        _requireActiveAccreditor(publisher);
    }

    function _requireSoundTerms(StandardTerms memory terms) private pure {
        bool sound = terms.levels != 0 && terms.makeupMonths <= terms.intervalMonths
            && terms.leadMonths <= terms.intervalMonths && terms.utcOffsetMinutes >= -12 * 60
            && terms.utcOffsetMinutes <= 14 * 60;
        if (!sound) revert AccreditationRegistryStandardTermsInvalid();
    }
}
// slither-disable-end timestamp
