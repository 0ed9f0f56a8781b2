// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IGuards} from "./IGuards.sol";
import {ISessionView} from "./ISessionView.sol";
import {ITerms} from "./ITerms.sol";

/// @title How certificates come about, event by event
/// @notice Persons sign, anybody relays, the contract refuses what is out of order or out of authority (docs/assessment.md).
interface IAssessmentLedger is ITerms, IGuards, ISessionView {
    /// @notice One message: codes and figures are in docs/assessment.md; `claimedAt` is in seconds.
    struct SessionEvent {
        bytes32 session;
        uint8 code;
        uint32 nonce;
        uint40 claimedAt;
        bytes32 commitment;
        uint256 figures;
    }

    /// @notice A compact signature (ERC-2098): r, and s with yParity in its highest bit.
    struct Signature {
        bytes32 r;
        bytes32 vs;
    }

    /// @notice A leaf of a roster: its place, the digest of its record, and the path to the tree head.
    struct Leaf {
        uint24 index;
        bytes32 digest;
        bytes32[] path;
    }

    /// @notice What a certificate registry is about to anchor.
    struct Issue {
        uint32 organisation;
        bytes32 session;
        address account;
        bytes32 version;
        uint8 level;
        bool scores;
        uint24 leaves;
    }

    /// @notice An event was recorded; the head of the session follows from these, the block's time and the message's digest.
    event SessionRecorded(
        bytes32 indexed session,
        uint8 indexed code,
        address indexed actor,
        address second,
        uint32 nonce,
        uint40 claimedAt,
        bytes32 commitment,
        uint256 figures
    );

    /// @notice Records PLAN_FILED; the session is keccak256(abi.encode(organisation, sessionNonce)).
    function filePlan(
        uint32 organisation,
        bytes32 sessionNonce,
        SessionEvent calldata plan,
        Signature calldata signature
    ) external;

    /// @notice Records any event but PLAN_FILED and CERTS_ISSUED; `second` is two zero words where one person signs.
    function record(SessionEvent calldata entry, Signature calldata first, Signature calldata second) external;

    /// @notice Records 1 to 64 events, of any sessions; all or none.
    function recordAll(
        SessionEvent[] calldata entries,
        Signature[] calldata firsts,
        Signature[] calldata others
    ) external;

    /// @notice Records a candidate's own APPEAL_LODGED, once per candidate: its account is in a leaf of the locked roster.
    function lodgeAppeal(SessionEvent calldata appeal, Signature calldata signature, Leaf calldata leaf) external;

    /// @notice Records CERTS_ISSUED, or refuses with the reason; connected certificate registries only. The head stays: what is
    /// anchored stands whole in the registry's own storage.
    /// @return standardNo The session's standard.
    /// @return profileNo The number of the organisation's profile in force.
    function recordIssue(Issue calldata issue) external returns (uint32 standardNo, uint16 profileNo);

    /// @notice Refuses a session that was voided.
    function requireNotVoided(bytes32 session) external view;

    /// @notice The state that follows, or 0 where the event is refused: the table of docs/assessment.md, section 3.
    function next(uint8 state, uint8 code) external pure returns (uint8);

    /// @notice The roles that sign an event, as bits, and whether two persons do; 0 for what nobody signs.
    function signersOf(uint8 code) external pure returns (uint16 roles, bool two);

    /// @notice The EIP-712 digest that is signed.
    function digestOf(SessionEvent calldata entry) external view returns (bytes32);

    /// @notice The accreditation registry and the personnel registry; fixed for ever.
    function registries() external view returns (address accreditation, address personnel);
}
