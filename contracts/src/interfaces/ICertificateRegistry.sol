// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAccreditationRegistry} from "./IAccreditationRegistry.sol";
import {IBatches} from "./IBatches.sol";
import {IDueProcess} from "./IDueProcess.sol";
import {ISessionView} from "./ISessionView.sol";
import {IStatusActions} from "./IStatusActions.sol";

/// @title Anchored certificates and their status
/// @notice A batch is anchored once; its status history only grows. One view answers everything about one certificate.
interface ICertificateRegistry is IBatches, IStatusActions, IDueProcess {
    /// @notice Everything a verification needs, read at one block. Unknown things are zeros; the batch is there if and only
    /// if `anchoredAt` is not 0.
    /// @dev The view reads up to 1,024 actions of a batch. If there are more, `complete` is false and a reader must go on with
    /// actionsOn from `actionsRead`, or say that it could not check: a later revocation is never hidden in silence.
    /// `assessment` is what the ledger says of the batch's session at the same block.
    struct Inspection {
        uint256 chainId;
        uint64 blockNumber;
        uint64 blockTime;
        address accreditationRegistry;
        bool closed;
        bytes32 root;
        uint16 size;
        Kind kind;
        uint8 level;
        uint40 anchoredAt;
        uint32 standardNo;
        uint16 profileNo;
        IAccreditationRegistry.AccreditationFacts accreditation;
        StatusAction[] actions;
        uint32 actionsRead;
        bool complete;
        address assessmentLedger;
        ISessionView.Assessment assessment;
    }

    /// @notice Everything a verification needs to know about one leaf, in one call that never reverts.
    /// @param number Batch number: submission * 64 + position.
    /// @param index The leaf, counted from 0; a reader refuses one that is not below `size`.
    /// @param key The Ed25519 key that signed the certificate.
    function inspect(uint32 organisation, bytes32 session, uint32 number, uint16 index, bytes32 key)
        external
        view
        returns (Inspection memory);
}
