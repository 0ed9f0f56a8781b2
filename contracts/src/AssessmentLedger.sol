// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

// A word with a time in it also holds flags and states, which are compared for being equal (docs/slither.md).
// slither-disable-start incorrect-equality
// Dates and days are the subject of these rules, and seconds do not matter to any of them (docs/slither.md).
// slither-disable-start timestamp

import {Actors} from "./assessment/Actors.sol";
import {Oversight} from "./assessment/Oversight.sol";
import {Rosters} from "./assessment/Rosters.sol";
import {Sessions} from "./assessment/Sessions.sol";
import {SessionViews} from "./assessment/SessionViews.sol";
import {
    CANDIDATES,
    CERTIFICATES,
    GRANTED,
    HAS_APPEALED,
    HELD,
    LEVEL,
    ORGANISATION,
    REPORT_FIRST,
    SCORES,
    STANDARD_NO,
    STATE
} from "./assessment/SessionWords.sol";
import {
    APPEAL_LODGED,
    CERTS_ISSUED,
    DECIDED,
    ISSUED,
    NONE,
    PLAN_FILED,
    PROVISIONAL_PUBLISHED,
    REPORTED,
    RESPONSES_SEALED,
    SESSION_ARCHIVED,
    SESSION_OPENED,
    Table,
    VOIDED
} from "./assessment/Table.sol";
import {IAssessmentLedger} from "./interfaces/IAssessmentLedger.sol";
import {IPersonnelRegistry} from "./interfaces/IPersonnelRegistry.sol";
import {Fields} from "./libraries/Fields.sol";

/// @title How certificates come about, event by event
/// @notice Order and authority are refused, lateness is marked; the records behind the commitments stay with the organisation.
contract AssessmentLedger is Actors, Oversight, SessionViews {
    using Fields for uint256;
    using Rosters for bytes32;
    using Table for uint256;

    uint256 private constant MOST_EVENTS = 64;
    uint256 private constant CLOCK_TOLERANCE = 5 minutes;

    constructor(IPersonnelRegistry personnel) Sessions(personnel) {}

    /// @inheritdoc IAssessmentLedger
    function filePlan(
        uint32 organisation,
        bytes32 sessionNonce,
        SessionEvent calldata plan,
        Signature calldata signature
    ) external {
        if (plan.code != PLAN_FILED) revert AssessmentLedgerOtherWay(plan.code);
        if (keccak256(abi.encode(organisation, sessionNonce)) != plan.session) {
            revert AssessmentLedgerOtherSession(plan.session);
        }
        Session storage session = _sessions[plan.session];
        Work memory work = _begin(session, plan);
        work.status = uint256(0).put(STATE, work.status.get(STATE)).put(ORGANISATION, organisation);
        work.account = _signer(work.digest, signature, 0);
        work.key = _authorise(session, work, work.account, plan.code);
        work.actor = _withNonce(session, work.key, work.account, plan.nonce);
        _plan(session, plan, work);
        _finish(session, plan, work);
    }

    /// @inheritdoc IAssessmentLedger
    function record(SessionEvent calldata entry, Signature calldata first, Signature calldata second) external {
        _record(entry, first, second);
    }

    /// @inheritdoc IAssessmentLedger
    function recordAll(
        SessionEvent[] calldata entries,
        Signature[] calldata firsts,
        Signature[] calldata others
    ) external {
        uint256 count = entries.length;
        if (count == 0 || count > MOST_EVENTS || firsts.length != count || others.length != count) {
            revert AssessmentLedgerBatchInvalid();
        }
        for (uint256 place = 0; place < count; ++place) _record(entries[place], firsts[place], others[place]);
    }

    /// @inheritdoc IAssessmentLedger
    function lodgeAppeal(SessionEvent calldata appeal, Signature calldata signature, Leaf calldata leaf) external {
        if (appeal.code != APPEAL_LODGED) revert AssessmentLedgerOtherWay(appeal.code);
        Session storage session = _sessions[appeal.session];
        Work memory work = _begin(session, appeal);
        work.account = _signer(work.digest, signature, 0);
        bytes32 hash = Rosters.leafOf(leaf.digest, work.account);
        if (!session.roster.contains(work.status.get(CANDIDATES), leaf.index, hash, leaf.path)) {
            revert AssessmentLedgerNotInRoster(leaf.index);
        }
        work.key = uint160(work.account);
        // One candidate must not hold up everybody's decision with a heap of appeals.
        work.actor = session.actors[work.key];
        if (work.actor.get(HAS_APPEALED) == 1) revert AssessmentLedgerAlreadyDone(34, leaf.index);
        session.actors[work.key] = work.actor.put(HAS_APPEALED, 1);
        _countAppeal(session, appeal);
        _finish(session, appeal, work);
    }

    /// @inheritdoc IAssessmentLedger
    function recordIssue(Issue calldata issue) external returns (uint32 standardNo, uint16 profileNo) {
        (standardNo, profileNo) = ACCREDITATION.checkAnchoring(
            msg.sender, issue.organisation, issue.account, issue.version, issue.level
        );
        Session storage session = _sessions[issue.session];
        uint256 status = session.status;
        uint256 state = status.get(STATE);
        // Row 31 of the table, written out: it is the only event without a message.
        if (state < DECIDED || state > REPORTED) revert AssessmentLedgerWrongState(uint8(state), uint8(CERTS_ISSUED));
        if (status.get(HELD) == 1) revert AssessmentLedgerHeld(issue.session);
        bool fits = status.get(ORGANISATION) == issue.organisation && status.get(STANDARD_NO) == standardNo
            && status.get(LEVEL) == issue.level;
        if (!fits) revert AssessmentLedgerOtherSubject(issue.organisation, standardNo, issue.level);
        _requireWaived(status);
        if (status.get(REPORT_FIRST) == 1) _requireReported(status, 38);
        uint256 kind = issue.scores ? SCORES : CERTIFICATES;
        uint256 total = _sum(status.get(kind), issue.leaves);
        _requireRange(9, total, 1, status.get(issue.scores ? CANDIDATES : GRANTED));
        session.status = status.put(STATE, state == DECIDED ? ISSUED : state).put(kind, total);
    }

    /// @inheritdoc IAssessmentLedger
    function requireNotVoided(bytes32 session) external view {
        if (_sessions[session].status.get(STATE) == VOIDED) revert AssessmentLedgerVoided(session);
    }

    /// @inheritdoc IAssessmentLedger
    function next(uint8 state, uint8 code) external pure returns (uint8) {
        return uint8(Table.next(Table.row(code), state, code));
    }

    /// @inheritdoc IAssessmentLedger
    function signersOf(uint8 code) external pure returns (uint16 roles, bool two) {
        uint256 row = Table.row(code);
        return (row.roles(), row.needsTwo());
    }

    // What is called are our own registries, fixed for ever, which call nobody but each other.
    // slither-disable-start reentrancy-no-eth,reentrancy-events
    function _record(SessionEvent memory entry, Signature memory first, Signature memory second) private {
        uint256 code = entry.code;
        if (code == PLAN_FILED || code == CERTS_ISSUED) revert AssessmentLedgerOtherWay(entry.code);
        Session storage session = _sessions[entry.session];
        Work memory work = _begin(session, entry);
        _authoriseBoth(session, work, entry, first, second);
        if (code <= SESSION_OPENED) _prepare(session, entry, work);
        else if (code <= RESPONSES_SEALED) _sit(session, entry, work);
        else if (code <= PROVISIONAL_PUBLISHED) _mark(session, entry, work);
        else if (code <= SESSION_ARCHIVED) _conclude(session, entry, work);
        else _oversee(session, entry, work);
        _finish(session, entry, work);
    }
    // slither-disable-end reentrancy-no-eth,reentrancy-events

    /// @dev What is asked of every event before anybody's signature: state, hold, clock, width of the figures.
    function _begin(Session storage session, SessionEvent memory entry) private view returns (Work memory work) {
        uint256 code = entry.code;
        uint256 status = session.status;
        work.row = Table.row(code);
        work.state = status.get(STATE);
        uint256 to = work.row.next(work.state, code);
        if (to == NONE) revert AssessmentLedgerWrongState(uint8(work.state), entry.code);
        if (status.get(HELD) == 1 && !Table.isTakenWhileHeld(code)) revert AssessmentLedgerHeld(entry.session);
        if (entry.claimedAt > _sum(block.timestamp, CLOCK_TOLERANCE)) {
            revert AssessmentLedgerClaimedInFuture(entry.claimedAt);
        }
        if (entry.figures >> work.row.width() != 0) revert AssessmentLedgerFiguresInvalid(entry.code, entry.figures);
        work.status = status.put(STATE, to);
        work.digest = _digestOf(entry);
    }

    /// @dev Everything is written here but what the guards keep; the log holds what the head takes in.
    function _finish(Session storage session, SessionEvent memory entry, Work memory work) private {
        session.status = work.status;
        if (!work.row.isOnce()) {
            session.actors[work.key] = work.actor;
            if (work.second != address(0)) session.actors[work.secondKey] = work.secondActor;
        }
        session.head = keccak256(abi.encode(session.head, work.digest, block.timestamp, work.account, work.second));
        emit SessionRecorded(
            entry.session,
            entry.code,
            work.account,
            work.second,
            entry.nonce,
            entry.claimedAt,
            entry.commitment,
            entry.figures
        );
    }
}
// slither-disable-end timestamp
// slither-disable-end incorrect-equality
