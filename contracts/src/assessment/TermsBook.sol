// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ITerms} from "../interfaces/ITerms.sol";
import {Sessions} from "./Sessions.sol";

/// @title Terms, published and set by the root authority
/// @notice One word and the commitment; nothing is ever changed.
abstract contract TermsBook is Sessions {
    mapping(uint16 termsNo => Terms) internal _terms;
    mapping(uint32 standardNo => uint16 termsNo) private _termsFor;
    uint16 private _termsCount;

    /// @inheritdoc ITerms
    function publishTerms(Terms calldata terms) external returns (uint16 termsNo) {
        _requireRootAuthority();
        termsNo = ++_termsCount;
        _terms[termsNo] = terms;
        emit TermsPublished(termsNo, terms);
    }

    /// @inheritdoc ITerms
    function setTerms(uint32 standardNo, uint16 termsNo) external {
        _requireRootAuthority();
        if (termsNo > _termsCount) revert AssessmentLedgerUnknownTerms(termsNo);
        _termsFor[standardNo] = termsNo;
        emit TermsSet(standardNo, termsNo);
    }

    /// @inheritdoc ITerms
    function termsOf(uint16 termsNo) external view returns (Terms memory) {
        return _terms[termsNo];
    }

    /// @inheritdoc ITerms
    function termsFor(uint32 standardNo) public view returns (uint16 termsNo) {
        termsNo = _termsFor[standardNo];
        if (termsNo == 0) termsNo = _termsFor[0];
    }

    /// @inheritdoc ITerms
    function termsCount() external view returns (uint16) {
        return _termsCount;
    }

    function _requireRootAuthority() private view {
        if (msg.sender != ACCREDITATION.rootAuthority()) revert AssessmentLedgerNotRootAuthority(msg.sender);
    }
}
