// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

// Dates and days are the subject of these rules, and seconds do not matter to any of them (docs/slither.md).
// slither-disable-start timestamp

/// @title Counting over a rolling year, conservatively (rule R5)
/// @notice Time is cut into periods of 30.5 days. The volume is that of the current period and of the twelve before it: it
/// covers at least 366 days, so it is never less than the true number of the last twelve months, and at most 396.5 days.
/// @dev One word: thirteen counters of 18 bits in a ring (period p has place p % 13) and on top the period of the last write,
/// which tells the counters that are too old. A counter stops at 262,143; from then on nobody knows how much it would be, so
/// the volume is taken to be beyond every cap. Arithmetic is unchecked where the width of a counter bounds it.
library RollingYear {
    uint256 internal constant PERIOD = 30.5 days;
    uint256 internal constant PERIODS = 13;
    uint256 internal constant BITS = 18;
    uint256 internal constant FULL = (1 << BITS) - 1;
    uint256 private constant PERIOD_SHIFT = PERIODS * BITS;
    uint256 private constant COUNTERS = (1 << PERIOD_SHIFT) - 1;

    /// @notice A year that begins to count now; never zero, because the first write to an empty word costs as much as a root.
    function begin() internal view returns (uint256) {
        return _present() << PERIOD_SHIFT;
    }

    /// @notice The year with `amount` more in the current period.
    function plus(uint256 year, uint256 amount) internal view returns (uint256) {
        uint256 kept = _withoutStale(year);
        uint256 shift = _place(_present()) * BITS;
        unchecked {
            uint256 room = FULL - ((kept >> shift) & FULL);
            return kept + ((amount < room ? amount : room) << shift);
        }
    }

    /// @notice The volume of the current period and of the twelve before it; the greatest number there is once one is full.
    function total(uint256 year) internal view returns (uint256 sum) {
        for (uint256 counters = _withoutStale(year) & COUNTERS; counters != 0; counters >>= BITS) {
            uint256 counter = counters & FULL;
            if (counter >= FULL) return type(uint256).max;
            unchecked {
                sum += counter;
            }
        }
    }

    function _present() private view returns (uint256) {
        return block.timestamp / PERIOD;
    }

    function _place(uint256 period) private pure returns (uint256) {
        // A place in a ring, not a random number.
        // slither-disable-next-line weak-prng
        return period % PERIODS;
    }

    /// @dev The year as of now: the present period on top, and the counters of the last thirteen periods only.
    function _withoutStale(uint256 year) private view returns (uint256) {
        uint256 present = _present();
        uint256 written = year >> PERIOD_SHIFT;
        if (present <= written) return year;
        unchecked {
            // The places of the periods that began since: so many counters of ones, from the first such place on and, past
            // the end of the ring, again from its beginning.
            uint256 begun = present - written < PERIODS ? present - written : PERIODS;
            uint256 ones = (1 << (begun * BITS)) - 1;
            uint256 shift = _place(written + 1) * BITS;
            uint256 stale = (ones << shift) | (ones >> (PERIOD_SHIFT - shift));
            return (year & COUNTERS & ~stale) | (present << PERIOD_SHIFT);
        }
    }
}
// slither-disable-end timestamp
