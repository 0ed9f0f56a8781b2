// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRootAuthority} from "../interfaces/IRootAuthority.sol";
import {Offices} from "./Offices.sol";

/// @title The root authority, changed in two steps
/// @notice The successor accepts by its own hand.
abstract contract RootAuthority is Offices, IRootAuthority {
    address private _rootAuthority;
    address private _proposed;

    modifier onlyRootAuthority() {
        _requireRootAuthority();
        _;
    }

    constructor(address initial) {
        _takeOffice(initial, ROOT_OFFICE);
        _rootAuthority = initial;
        emit RootAuthorityChanged(address(0), initial);
    }

    /// @inheritdoc IRootAuthority
    function proposeRootAuthority(address proposed) external onlyRootAuthority {
        // The zero address takes a proposal back.
        // slither-disable-next-line missing-zero-check
        _proposed = proposed;
        emit RootAuthorityProposed(_rootAuthority, proposed);
    }

    /// @inheritdoc IRootAuthority
    function acceptRootAuthority() external {
        if (msg.sender != _proposed) revert AccreditationRegistryNotProposedRootAuthority(msg.sender);
        address previous = _rootAuthority;
        _leaveOffice(previous);
        _takeOffice(msg.sender, ROOT_OFFICE);
        _rootAuthority = msg.sender;
        delete _proposed;
        emit RootAuthorityChanged(previous, msg.sender);
    }

    /// @inheritdoc IRootAuthority
    function rootAuthority() public view returns (address) {
        return _rootAuthority;
    }

    /// @inheritdoc IRootAuthority
    function proposedRootAuthority() external view returns (address) {
        return _proposed;
    }

    function _requireRootAuthority() internal view {
        if (msg.sender != _rootAuthority) revert AccreditationRegistryNotRootAuthority(msg.sender);
    }
}
