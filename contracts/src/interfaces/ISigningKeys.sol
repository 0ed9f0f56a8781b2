// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title The Ed25519 keys that organisations sign certificates with (rule R4)
/// @notice A key counts for an organisation only: a rival that registers somebody else's key gains nothing, because keys are
/// looked up under the signed issuer and readers check the proof of possession. A compromise never heals.
interface ISigningKeys {
    /// @notice What the registry keeps about a key; times are seconds, 0 is never.
    /// @dev `possession` is the Ed25519 signature of docs/format.md section 7; the EVM cannot check it cheaply, every reader does.
    struct KeyRecord {
        uint40 registeredAt;
        uint40 validFrom;
        uint40 retiredAt;
        uint40 compromisedSince;
        bytes32[2] possession;
    }

    /// @notice A key was registered for an organisation.
    event KeyRegistered(uint32 indexed organisation, bytes32 indexed key, uint40 validFrom, bytes32[2] possession);

    /// @notice A key will sign no more from `retiredAt` on.
    event KeyRetired(uint32 indexed organisation, bytes32 indexed key, uint40 retiredAt);

    /// @notice A key counts as compromised from `since` on; what was anchored before stands.
    event KeyCompromised(uint32 indexed organisation, bytes32 indexed key, uint40 since, address by);

    /// @notice An authority asked for an earlier compromise date, which a second person must confirm.
    event EarlierCompromiseProposed(uint32 indexed organisation, bytes32 indexed key, uint40 since, address by);

    /// @notice A key cannot be the zero word.
    error AccreditationRegistryEmptyKey();

    /// @notice A proof of possession must come with the key.
    error AccreditationRegistryEmptyPossession();

    /// @notice This organisation registered this key before; a key is never registered again.
    error AccreditationRegistryKeyExists(uint32 organisation, bytes32 key);

    /// @notice This organisation never registered this key.
    error AccreditationRegistryUnknownKey(uint32 organisation, bytes32 key);

    /// @notice This time must not be in the past.
    error AccreditationRegistryTimeInPast(uint40 time);

    /// @notice A key's retirement only ever moves earlier, and it is already set to `retiredAt`.
    error AccreditationRegistryAlreadyRetired(uint40 retiredAt);

    /// @notice A compromise date only ever moves earlier, and it is already `since`.
    error AccreditationRegistryAlreadyCompromised(uint40 since);

    /// @notice An earlier compromise date must be a time in the past.
    error AccreditationRegistryNotEarlier(uint40 since);

    /// @notice Nobody proposed this compromise date for this key.
    error AccreditationRegistryNoSuchProposal(uint40 since);

    /// @notice The person who proposed an earlier compromise date cannot confirm it.
    error AccreditationRegistrySamePerson(address caller);

    /// @notice Registers a key; administration accounts, the accreditor or the root authority.
    /// @param key The 32 bytes of the Ed25519 public key.
    /// @param possession The 64 bytes of the signature that proves possession.
    /// @param validFrom First second it may sign for, now or later; 0 is now.
    function registerKey(uint32 organisation, bytes32 key, bytes32[2] calldata possession, uint40 validFrom) external;

    /// @notice Retires a key, now or later; it only ever moves earlier. Administration, accreditor or root authority.
    /// @param end First second it no longer signs for; 0 is now.
    function retireKey(uint32 organisation, bytes32 key, uint40 end) external;

    /// @notice Freezes a key at once: compromised since now. Administration, accreditor or root authority.
    function reportCompromise(uint32 organisation, bytes32 key) external;

    /// @notice Asks to date a compromise back; accreditor or root authority, and nothing changes until a second person confirms.
    /// @param since The earlier date; it ends the standing of everything anchored under the key from then on.
    function proposeEarlierCompromise(uint32 organisation, bytes32 key, uint40 since) external;

    /// @notice Confirms an earlier compromise date as the second person; administration, accreditor or root authority.
    /// @param since The date that was proposed, repeated so that nobody confirms what was changed meanwhile.
    function confirmEarlierCompromise(uint32 organisation, bytes32 key, uint40 since) external;

    /// @notice What is known of a key of an organisation; zeros when it was never registered.
    function keyOf(uint32 organisation, bytes32 key) external view returns (KeyRecord memory);

    /// @notice The earlier compromise date that waits for a second person, and who proposed it; zeros when none does.
    function compromiseProposal(uint32 organisation, bytes32 key) external view returns (uint40 since, address by);
}
