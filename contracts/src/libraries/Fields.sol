// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IGuards} from "../interfaces/IGuards.sol";

/// @title Several numbers in one word
/// @notice A field is named `place << 8 | bits`; a word is read once, changed in memory and written once.
library Fields {
    /// @notice The number that stands in a field.
    function get(uint256 word, uint256 field) internal pure returns (uint256) {
        return (word >> (field >> 8)) & ((1 << (field & 255)) - 1);
    }

    /// @notice The word with another number in a field, which the caller knows to fit.
    function put(uint256 word, uint256 field, uint256 value) internal pure returns (uint256) {
        uint256 place = field >> 8;
        return word ^ ((((word >> place) & ((1 << (field & 255)) - 1)) ^ value) << place);
    }

    /// @notice The word with more in a field, which must not become too small for it.
    function add(uint256 word, uint256 field, uint256 amount) internal pure returns (uint256) {
        unchecked {
            uint256 value = get(word, field) + amount;
            if (value >> (field & 255) != 0) revert IGuards.AssessmentLedgerNumberTooLarge(value);
            return put(word, field, value);
        }
    }

    /// @notice The same kind of field `steps` fields further on.
    function nth(uint256 field, uint256 steps) internal pure returns (uint256) {
        unchecked {
            return field + (steps * (field & 255) << 8);
        }
    }
}
