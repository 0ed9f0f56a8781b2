// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Why an assessment's event is refused
/// @notice `rule` is the number of the audit rule that the event would break (docs/assessment.md, section 5).
interface IGuards {
    /// @notice In this state no event with this code is taken; see `next`.
    error AssessmentLedgerWrongState(uint8 state, uint8 code);

    /// @notice The session is held; only release, void, waiver, evidence order and the supervisor's check-out are taken.
    error AssessmentLedgerHeld(bytes32 session);

    /// @notice The session is not held.
    error AssessmentLedgerNotHeld(bytes32 session);

    /// @notice This event has a way of its own: filePlan, lodgeAppeal or the certificate registry.
    error AssessmentLedgerOtherWay(uint8 code);

    /// @notice The claimed time is more than five minutes after the block's.
    error AssessmentLedgerClaimedInFuture(uint40 claimedAt);

    /// @notice A nonce is a number from 0 to 199 that this actor did not spend in this session.
    error AssessmentLedgerNonceUsed(address actor, uint32 nonce);

    /// @notice The figures have bits above their last field.
    error AssessmentLedgerFiguresInvalid(uint8 code, uint256 figures);

    /// @notice The signature in this place (0 first, 1 second) is none, or not in its only accepted form.
    error AssessmentLedgerSignatureInvalid(uint8 place);

    /// @notice This event needs a second signature, or needs it empty.
    error AssessmentLedgerSecondSignature(uint8 code);

    /// @notice A batch has 1 to 64 events, each with its two places for signatures.
    error AssessmentLedgerBatchInvalid();

    /// @notice The session of the message is not the one that organisation and nonce give.
    error AssessmentLedgerOtherSession(bytes32 session);

    /// @notice Rule R4: only the organisation's accreditor or the root authority signs this.
    error AssessmentLedgerNotRegulator(address account);

    /// @notice Rule R4: an independent person acts for organisations of its own accreditor only.
    error AssessmentLedgerOtherAccreditor(address account, uint32 accreditor);

    /// @notice Only a person whom the organisation employs files its plans.
    error AssessmentLedgerNotEmployed(address account, uint32 organisation);

    /// @notice This event needs a commitment.
    error AssessmentLedgerCommitmentMissing(uint8 code);

    /// @notice A number of the figures, or one that the ledger counts, is outside `least` to `most`.
    error AssessmentLedgerOutOfRange(uint8 rule, uint256 value, uint256 least, uint256 most);

    /// @notice So many of this kind cannot be counted in one session.
    error AssessmentLedgerNumberTooLarge(uint256 value);

    /// @notice This may happen from `earliest` on.
    error AssessmentLedgerTooEarly(uint8 rule, uint256 earliest);

    /// @notice This was done before, and is done once.
    error AssessmentLedgerAlreadyDone(uint8 rule, uint256 number);

    /// @notice Something has to come before: a declaration, a sealed paper, an open run, an unrevealed commit, a report.
    error AssessmentLedgerNotYet(uint8 rule, uint256 number);

    /// @notice Rule R14: somebody declared a conflict; the staff has to be assigned anew.
    error AssessmentLedgerConflictDeclared();

    /// @notice Two different persons must sign, or this person did before what forbids it to do this.
    error AssessmentLedgerNotSeparate(uint8 rule, address account);

    /// @notice Something was late and the regulator did not waive it: bit 0 R8, 1 R19, 2 R20, 3 R25, 4 R26.
    error AssessmentLedgerLatenessNotWaived(uint8 late);

    /// @notice The leaf is not in the locked roster.
    error AssessmentLedgerNotInRoster(uint24 index);

    /// @notice The batch is of another organisation, standard or level than the session.
    error AssessmentLedgerOtherSubject(uint32 organisation, uint32 standardNo, uint8 level);

    /// @notice This session was voided.
    error AssessmentLedgerVoided(bytes32 session);

    /// @notice An accreditation registry and a personnel registry that belongs to it are contracts, and these are not.
    error AssessmentLedgerNotAContract(address registry);
}
