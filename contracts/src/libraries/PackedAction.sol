// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IStatusActions} from "../interfaces/IStatusActions.sol";

/// @title A status action in one word
/// @notice From the lowest bit: by 160, recordedAt 40, effectiveDay 24, reason 8, what 3, scattered 1, first 10, last 10.
/// @dev A selection without gaps is whole in `first` and `last`, and costs no further word; otherwise `scattered` says that the
/// words of the bitmap lie beside it. The word of an action is never zero, because `what` is not.
type PackedAction is uint256;

using {unpack, isNone, isScattered, first, last} for PackedAction global;

uint256 constant RECORDED_AT = 160;
uint256 constant EFFECTIVE_DAY = 200;
uint256 constant REASON = 224;
uint256 constant WHAT = 232;
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
            | (uint256(action.what) << WHAT) | (uint256(scattered ? 1 : 0) << SCATTERED) | (lowest << FIRST)
            | (highest << LAST)
    );
}

function unpack(PackedAction self) pure returns (IStatusActions.StatusAction memory) {
    uint256 word = PackedAction.unwrap(self);
    return IStatusActions.StatusAction({
        what: IStatusActions.What((word >> WHAT) & 7),
        effectiveDay: uint24(word >> EFFECTIVE_DAY),
        recordedAt: uint40(word >> RECORDED_AT),
        by: address(uint160(word)),
        reason: uint8(word >> REASON)
    });
}

function isNone(PackedAction self) pure returns (bool) {
    return PackedAction.unwrap(self) == 0;
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
