// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IOrganisations} from "../interfaces/IOrganisations.sol";
import {IStatusActions} from "../interfaces/IStatusActions.sol";

/// @title A status action in one word
/// @notice From the lowest bit: by 160, recordedAt 38 (until the year 10680), effectiveDay 24, reason 8, what 3, capacity 2,
/// scattered 1, first 10, last 10.
/// @dev A selection without gaps is whole in `first` and `last`, and costs no further word; otherwise `scattered` says that the
/// words of the bitmap lie beside it. The word of an action is never zero, because `what` is not.
type PackedAction is uint256;

using {unpack, isNone, what, capacity, recordedAt, isScattered, first, last} for PackedAction global;

uint256 constant RECORDED_AT = 160;
uint256 constant EFFECTIVE_DAY = 198;
uint256 constant REASON = 222;
uint256 constant WHAT = 230;
uint256 constant CAPACITY = 233;
uint256 constant SCATTERED = 235;
uint256 constant FIRST = 236;
uint256 constant LAST = 246;

/// @dev `lowest` and `highest` are below 1,024, which their callers checked against the size of a batch.
function pack(IStatusActions.StatusAction memory action, bool scattered, uint256 lowest, uint256 highest)
    pure
    returns (PackedAction)
{
    return PackedAction.wrap(
        uint256(uint160(action.by)) | (uint256(action.recordedAt) << RECORDED_AT)
            | (uint256(action.effectiveDay) << EFFECTIVE_DAY) | (uint256(action.reason) << REASON)
            | (uint256(action.what) << WHAT) | (uint256(action.capacity) << CAPACITY)
            | (uint256(scattered ? 1 : 0) << SCATTERED) | (lowest << FIRST) | (highest << LAST)
    );
}

function unpack(PackedAction self) pure returns (IStatusActions.StatusAction memory) {
    uint256 word = PackedAction.unwrap(self);
    return IStatusActions.StatusAction({
        what: self.what(),
        effectiveDay: uint24(word >> EFFECTIVE_DAY),
        recordedAt: self.recordedAt(),
        by: address(uint160(word)),
        reason: uint8(word >> REASON),
        capacity: self.capacity()
    });
}

function isNone(PackedAction self) pure returns (bool) {
    return PackedAction.unwrap(self) == 0;
}

function what(PackedAction self) pure returns (IStatusActions.What) {
    return IStatusActions.What((PackedAction.unwrap(self) >> WHAT) & 7);
}

function capacity(PackedAction self) pure returns (IOrganisations.Capacity) {
    return IOrganisations.Capacity((PackedAction.unwrap(self) >> CAPACITY) & 3);
}

function recordedAt(PackedAction self) pure returns (uint40) {
    return uint40((PackedAction.unwrap(self) >> RECORDED_AT) & (2 ** 38 - 1));
}

function isScattered(PackedAction self) pure returns (bool) {
    return (PackedAction.unwrap(self) >> SCATTERED) & 1 == 1;
}

function first(PackedAction self) pure returns (uint256) {
    return (PackedAction.unwrap(self) >> FIRST) & 1023;
}

function last(PackedAction self) pure returns (uint256) {
    return PackedAction.unwrap(self) >> LAST;
}
