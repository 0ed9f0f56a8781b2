// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Counting over a rolling year, conservatively (rule R5)
/// @notice Time is cut into periods of 30.5 days. The volume is that of the current period and of the twelve before it: it
/// covers at least 366 days, so it is never less than the true number of the last twelve months, and at most 396.5 days.
/// @dev The thirteen counters lie in a ring in two words, so that one anchoring writes one word. A word has seven counters of
/// 32 bits and, on top, the period in which it was last written; with that, older counters in it are known to be stale.
/// Position p of the ring is slot p % 7 of word p / 7. `open` fills both words, because the first write to an empty word
/// would cost as much as a batch.
library RollingYear {
    uint256 internal constant PERIOD = 30.5 days;
    uint256 internal constant PERIODS = 13;
    uint256 private constant SLOTS = 7;
    uint256 private constant BITS = 32;
    uint256 private constant PERIOD_SHIFT = SLOTS * BITS;

    struct Counter {
        uint256[2] words;
    }

    /// @notice Begins to count.
    function open(Counter storage self) internal {
        uint256 empty = current() << PERIOD_SHIFT;
        self.words[0] = empty;
        self.words[1] = empty;
    }

    /// @notice Adds `amount` to the current period.
    function add(Counter storage self, uint256 amount) internal {
        uint256 period = current();
        uint256 position = period % PERIODS;
        uint256 word = position / SLOTS;
        uint256 shift = (position % SLOTS) * BITS;
        uint256 kept = _withoutStale(self.words[word], word, period);
        // A full counter stays full: it must not spill into the next, nor begin again at nought.
        uint256 room = type(uint32).max - uint32(kept >> shift);
        self.words[word] = kept + ((amount < room ? amount : room) << shift);
    }

    /// @notice The volume of the current period and of the twelve before it.
    function total(Counter storage self) internal view returns (uint256 sum) {
        uint256 period = current();
        for (uint256 word = 0; word < 2; ++word) {
            uint256 kept = _withoutStale(self.words[word], word, period);
            for (uint256 slot = 0; slot < SLOTS; ++slot) sum += uint32(kept >> (slot * BITS));
        }
    }

    /// @notice The number of the current period.
    function current() internal view returns (uint256) {
        return block.timestamp / PERIOD;
    }

    /// @dev The word with `period` on top and only the counters of the last thirteen periods in it.
    function _withoutStale(uint256 stored, uint256 word, uint256 period) private pure returns (uint256 kept) {
        uint256 written = stored >> PERIOD_SHIFT;
        if (written == period) return stored;
        kept = period << PERIOD_SHIFT;
        for (uint256 slot = 0; slot < SLOTS; ++slot) {
            // How long before the last write the counter of this position was the current one.
            uint256 age = (written + PERIODS - (word * SLOTS + slot) % PERIODS) % PERIODS;
            if (written - age + PERIODS > period) kept |= stored & (uint256(type(uint32).max) << (slot * BITS));
        }
    }
}
