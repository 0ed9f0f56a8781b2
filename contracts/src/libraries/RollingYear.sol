// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

// Dates and days are the subject of these rules, and seconds do not matter to any of them (docs/slither.md).
// slither-disable-start timestamp

/// @title Counting over a rolling year, conservatively (rule R5)
/// @notice Time is cut into periods of 30.5 days. The volume is that of the current period and of the twelve before it: it
/// covers at least 366 days, so it is never less than the true number of the last twelve months, and at most 396.5 days.
/// @dev One word: thirteen counters of 18 bits in a ring (period p has place p % 13) and on top the period of the last write,
/// which tells the counters that are too old. A counter stops at 262,143; from then on nobody knows how much it would be, so
/// the volume is taken to be beyond every cap.
library RollingYear {
    uint256 internal constant PERIOD = 30.5 days;
    uint256 internal constant PERIODS = 13;
    uint256 internal constant BITS = 18;
    uint256 internal constant FULL = (1 << BITS) - 1;
    uint256 private constant PERIOD_SHIFT = PERIODS * BITS;

    /// @notice A year that begins to count now; never zero, because the first write to an empty word costs as much as a root.
    function begin() internal view returns (uint256) {
        return (block.timestamp / PERIOD) << PERIOD_SHIFT;
    }

    /// @notice The year with `amount` more in the current period.
    function plus(uint256 year, uint256 amount) internal view returns (uint256) {
        uint256 present = _withoutStale(year);
        // A place in a ring, not a random number.
        // slither-disable-next-line weak-prng
        uint256 shift = ((block.timestamp / PERIOD) % PERIODS) * BITS;
        uint256 room = FULL - ((present >> shift) & FULL);
        return present + ((amount < room ? amount : room) << shift);
    }

    /// @notice The volume of the current period and of the twelve before it; the greatest number there is once one is full.
    function total(uint256 year) internal view returns (uint256 sum) {
        uint256 counters = _withoutStale(year) & ((1 << PERIOD_SHIFT) - 1);
        for (; counters != 0; counters >>= BITS) {
            uint256 counter = counters & FULL;
            if (counter >= FULL) return type(uint256).max;
            sum += counter;
        }
    }

    /// @dev The year as of now: the present period on top, and the counters of the last thirteen periods only.
    function _withoutStale(uint256 year) private view returns (uint256) {
        uint256 period = block.timestamp / PERIOD;
        uint256 written = year >> PERIOD_SHIFT;
        uint256 kept = year & ((1 << PERIOD_SHIFT) - 1);
        // The places of the periods that began since the last write held periods that are too old now.
        uint256 end = written + PERIODS < period ? written + PERIODS : period;
        for (uint256 begun = written + 1; begun <= end; ++begun) kept &= ~(FULL << ((begun % PERIODS) * BITS));
        return kept | (period << PERIOD_SHIFT);
    }
}
// slither-disable-end timestamp
