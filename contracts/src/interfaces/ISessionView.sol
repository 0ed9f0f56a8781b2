// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title What the ledger knows of a session
/// @notice Zeros for a session that nobody planned; times are the ledger's, in seconds.
interface ISessionView {
    /// @notice What a verification needs; `late` and `waived` have bit 0 for R8, then R19, R20, R25, R26.
    struct Assessment {
        uint32 organisation;
        uint32 standardNo;
        uint8 level;
        uint8 state;
        bool held;
        bool reported;
        uint8 late;
        uint8 waived;
        uint40 rosterLockedAt;
        uint40 scoresLockedAt;
        uint40 publishedAt;
        uint40 decidedAt;
        uint24 candidates;
        uint24 passed;
        uint24 granted;
        uint24 deferred;
        uint24 certificates;
        uint24 scores;
    }

    /// @notice All words of a session: head of the chain of events, tree head of the roster, and four of numbers, laid out as
    /// docs/assessment.md, section 9, says.
    struct Words {
        bytes32 head;
        bytes32 roster;
        uint256 status;
        uint256 plan;
        uint256 sitting;
        uint256 outcome;
    }

    /// @notice What a verification needs to know of a session.
    function assessmentOf(bytes32 session) external view returns (Assessment memory);

    /// @notice Everything that is kept of a session, in words.
    function wordsOf(bytes32 session) external view returns (Words memory);

    /// @notice What one actor did in a session, in one word: the nonces used in bits 0 to 199, the rest as section 9 says.
    /// @param actor A person's number; for a regulator or a candidate the account as a number.
    function actorOf(bytes32 session, uint256 actor) external view returns (uint256);
}
