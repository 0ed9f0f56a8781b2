// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Holds on organisations and accreditors while due process runs
/// @notice A hold since T makes everything anchored from T on genuine but not current, and stops anchoring, until it is lifted
/// or lapses 60 days after it was placed. Holds are never deleted; another one may be placed at any time.
interface IHolds {
    /// @notice Whom a hold is about.
    enum Subject {
        NONE,
        ORGANISATION,
        ACCREDITOR
    }

    /// @notice One hold; times are seconds and `liftedAt` 0 means it was not lifted.
    struct Hold {
        Subject subject;
        uint40 since;
        uint40 placedAt;
        uint40 liftedAt;
        uint8 reason;
        bool byRoot;
    }

    /// @notice A hold was placed on organisation or accreditor `id`.
    event HoldPlaced(Subject indexed subject, uint32 indexed id, uint256 index, uint40 since, uint8 reason, address by);

    /// @notice A hold was lifted before it lapsed.
    event HoldLifted(Subject indexed subject, uint32 indexed id, uint256 index, address by);

    /// @notice A hold is placed on an ORGANISATION (1) or an ACCREDITOR (2).
    error AccreditationRegistryUnknownSubject(uint8 subject);

    /// @notice A hold begins at a time that is not in the future, and not at 0.
    error AccreditationRegistryHoldSinceInvalid(uint40 since);

    /// @notice This subject has no hold with this index.
    error AccreditationRegistryUnknownHold(uint256 index);

    /// @notice This hold ended at `endedAt` already.
    error AccreditationRegistryHoldEnded(uint40 endedAt);

    /// @notice Only the root authority lifts what the root authority placed.
    error AccreditationRegistryHoldByRoot(uint256 index);

    /// @notice This organisation is under a hold until `until`.
    error AccreditationRegistryOrganisationHeld(uint32 organisation, uint40 until);

    /// @notice The accreditor is under a hold until `until`.
    error AccreditationRegistryAccreditorHeld(uint32 accreditor, uint40 until);

    /// @notice Places a hold: the root authority on anybody, an accreditor on its organisations.
    /// @param subject 1 ORGANISATION, 2 ACCREDITOR.
    /// @param since From when on anchors are in doubt; may be in the past.
    /// @return index Its place among the subject's holds, counted from 0.
    function placeHold(uint8 subject, uint32 id, uint40 since, uint8 reason) external returns (uint256 index);

    /// @notice Lifts an open hold; an accreditor cannot lift what the root authority placed.
    function liftHold(uint8 subject, uint32 id, uint256 index) external;

    /// @notice All holds ever placed on a subject, in order.
    function holdsOn(uint8 subject, uint32 id) external view returns (Hold[] memory);
}
