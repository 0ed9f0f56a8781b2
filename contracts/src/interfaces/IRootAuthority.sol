// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title The one account above all accreditors
/// @notice It is changed in two steps, so that a mistyped address cannot orphan the registry.
interface IRootAuthority {
    /// @notice The root authority named `proposed` as its successor; the zero address takes a proposal back.
    event RootAuthorityProposed(address indexed current, address indexed proposed);

    /// @notice `current` accepted and took over from `previous`.
    event RootAuthorityChanged(address indexed previous, address indexed current);

    /// @notice Only the root authority may do this, and `caller` is not it.
    error AccreditationRegistryNotRootAuthority(address caller);

    /// @notice Only the proposed successor may accept the root authority, and `caller` is not it.
    error AccreditationRegistryNotProposedRootAuthority(address caller);

    /// @notice Names a successor, who takes over only by accepting.
    /// @param proposed The successor; the zero address takes an earlier proposal back.
    function proposeRootAuthority(address proposed) external;

    /// @notice Takes over as root authority; only the proposed successor may call this.
    function acceptRootAuthority() external;

    /// @notice The account that adds accreditors and connects registries.
    function rootAuthority() external view returns (address);

    /// @notice The successor that has not accepted yet, or the zero address.
    function proposedRootAuthority() external view returns (address);
}
