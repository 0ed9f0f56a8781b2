// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Leaves of a locked roster
/// @notice The tree of RFC 9162 (section 2.1): SHA-256, leaf prefix 00, node prefix 01.
library Rosters {
    /// @notice The leaf hash of a candidate: the digest of its record, and its account.
    function leafOf(bytes32 digest, address account) internal pure returns (bytes32) {
        return sha256(abi.encodePacked(bytes1(0), digest, account));
    }

    /// @notice Whether a leaf stands at a place of a tree with `size` leaves (RFC 9162, section 2.1.3.2).
    function contains(bytes32 head, uint256 size, uint256 index, bytes32 leaf, bytes32[] calldata path)
        internal
        pure
        returns (bool)
    {
        if (index >= size) return false;
        uint256 last = size - 1;
        bytes32 hash = leaf;
        for (uint256 place = 0; place < path.length; ++place) {
            if (last == 0) return false;
            if (index & 1 == 1 || index == last) {
                hash = sha256(abi.encodePacked(bytes1(0x01), path[place], hash));
                while (index & 1 == 0 && index != 0) (index, last) = (index >> 1, last >> 1);
            } else {
                hash = sha256(abi.encodePacked(bytes1(0x01), hash, path[place]));
            }
            (index, last) = (index >> 1, last >> 1);
        }
        return last == 0 && hash == head;
    }
}
