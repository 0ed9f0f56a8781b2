// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title Sets of up to 1,024 leaves of a batch
/// @notice Bit i of word w stands for the leaf with index 256 * w + i.
library Selection {
    uint256 internal constant WORDS = 4;

    /// @notice Whether no leaf is selected.
    function isEmpty(uint256[4] memory self) internal pure returns (bool) {
        return (self[0] | self[1] | self[2] | self[3]) == 0;
    }

    /// @notice The lowest index of a selection that is not empty.
    function first(uint256[4] memory self) internal pure returns (uint256) {
        uint256 word = 0;
        while (self[word] == 0) ++word;
        // x & -x leaves the lowest set bit; two's complement is written out because unsigned numbers have no minus.
        return word * 256 + Math.log2(self[word] & (~self[word] + 1));
    }

    /// @notice The highest index of a selection that is not empty.
    function last(uint256[4] memory self) internal pure returns (uint256) {
        uint256 word = WORDS - 1;
        while (self[word] == 0) --word;
        return word * 256 + Math.log2(self[word]);
    }

    /// @notice The selection of all leaves from `lowest` to `highest`, both included.
    function span(uint256 lowest, uint256 highest) internal pure returns (uint256[4] memory result) {
        for (uint256 word = lowest / 256; word <= highest / 256; ++word) result[word] = _part(word, lowest, highest);
    }

    /// @notice Whether a selection has no gap between its own `lowest` and `highest` leaf.
    function isSpan(uint256[4] memory self, uint256 lowest, uint256 highest) internal pure returns (bool) {
        for (uint256 word = lowest / 256; word <= highest / 256; ++word) {
            if (self[word] != _part(word, lowest, highest)) return false;
        }
        return true;
    }

    /// @notice Whether every leaf of `self` is in `other`.
    function isWithin(uint256[4] memory self, uint256[4] memory other) internal pure returns (bool) {
        return (self[0] & ~other[0]) | (self[1] & ~other[1]) | (self[2] & ~other[2]) | (self[3] & ~other[3]) == 0;
    }

    /// @notice The leaves that are in both.
    function common(uint256[4] memory self, uint256[4] memory other) internal pure returns (uint256[4] memory result) {
        for (uint256 word = 0; word < WORDS; ++word) result[word] = self[word] & other[word];
    }

    /// @notice Adds the leaves of `other` to `self`.
    function add(uint256[4] memory self, uint256[4] memory other) internal pure {
        for (uint256 word = 0; word < WORDS; ++word) self[word] |= other[word];
    }

    /// @notice Takes the leaves of `other` from `self`.
    function remove(uint256[4] memory self, uint256[4] memory other) internal pure {
        for (uint256 word = 0; word < WORDS; ++word) self[word] &= ~other[word];
    }

    /// @notice How many leaves are selected.
    function count(uint256[4] memory self) internal pure returns (uint256 total) {
        for (uint256 word = 0; word < WORDS; ++word) {
            // Each round clears the lowest set bit.
            for (uint256 bits = self[word]; bits != 0; bits &= bits - 1) ++total;
        }
    }

    /// @dev The bits of one word of a span, which must begin in it, go through it or end in it.
    function _part(uint256 word, uint256 lowest, uint256 highest) private pure returns (uint256 bits) {
        bits = type(uint256).max;
        if (word == lowest / 256) bits <<= lowest % 256;
        if (word == highest / 256) bits &= type(uint256).max >> (255 - (highest % 256));
    }
}
