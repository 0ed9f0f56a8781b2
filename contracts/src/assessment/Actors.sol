// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

// A word with a time in it also holds flags and states, which are compared for being equal (docs/slither.md).
// slither-disable-start incorrect-equality

import {IOrganisations} from "../interfaces/IOrganisations.sol";
import {Fields} from "../libraries/Fields.sol";
import {Messages} from "./Messages.sol";
import {Sessions} from "./Sessions.sol";
import {ACCREDITOR, EXAMINED, HAS_CORRECTED, NONCES} from "./SessionWords.sol";
import {PLAN_FILED, REGULATOR, SCORE_CORRECTED, Table} from "./Table.sol";

/// @title Who acts: rule R4, two persons where the table asks for them, and each message once
/// @notice A regulator is whoever speaks for the accreditor or is the root authority; all others are registered persons.
abstract contract Actors is Sessions, Messages {
    using Fields for uint256;
    using Table for uint256;

    function _authoriseBoth(
        Session storage session,
        Work memory work,
        SessionEvent memory entry,
        Signature memory first,
        Signature memory second
    ) internal view {
        work.account = _signer(work.digest, first, 0);
        work.key = _authorise(session, work, work.account, entry.code);
        if (!work.row.isOnce()) work.actor = _withNonce(session, work.key, work.account, entry.nonce);
        if (work.row.needsTwo()) _authoriseSecond(session, work, entry, second);
        else if (second.r != 0 || second.vs != 0) revert AssessmentLedgerSecondSignature(entry.code);
    }

    /// @dev The nonce is spent for both, or the same message would be taken again with the signatures exchanged.
    function _authoriseSecond(
        Session storage session,
        Work memory work,
        SessionEvent memory entry,
        Signature memory signature
    ) private view {
        if (signature.r == 0 && signature.vs == 0) revert AssessmentLedgerSecondSignature(entry.code);
        work.second = _signer(work.digest, signature, 1);
        work.secondKey = _authorise(session, work, work.second, entry.code);
        // R19, R20 and R30 ask for two persons, not for two accounts.
        if (work.secondKey == work.key) revert AssessmentLedgerNotSeparate(4, work.second);
        if (work.row.isOnce()) return;
        work.secondActor = _withNonce(session, work.secondKey, work.second, entry.nonce);
        if (entry.code == SCORE_CORRECTED) {
            work.actor = _asCorrector(work.actor, work.account);
            work.secondActor = _asCorrector(work.secondActor, work.second);
        }
    }

    /// @dev Rule R30: neither of the two examined in this session.
    function _asCorrector(uint256 actor, address account) private pure returns (uint256) {
        if (actor.get(EXAMINED) == 1) revert AssessmentLedgerNotSeparate(30, account);
        return actor.put(HAS_CORRECTED, 1);
    }

    /// @dev The key of the actor: a person's number, or a regulator's account.
    // Up to 64 events are recorded in one transaction, each signed by somebody who has to be asked for.
    // slither-disable-start calls-loop
    function _authorise(Session storage session, Work memory work, address account, uint256 code)
        internal
        view
        returns (uint256)
    {
        uint32 organisation = _organisationIn(work.status);
        uint16 roles = work.row.roles();
        if (roles & REGULATOR != 0) {
            if (ACCREDITATION.capacityOf(organisation, account) >= IOrganisations.Capacity.ACCREDITOR) {
                return uint160(account);
            }
            if (roles == REGULATOR) revert AssessmentLedgerNotRegulator(account);
            roles ^= REGULATOR;
        }
        (uint32 person, uint32 independentOf) = PERSONNEL.checkActor(account, roles, organisation);
        if (independentOf != 0) {
            // Whoever belongs to no organisation must not open sessions in anybody's name.
            if (code == PLAN_FILED) revert AssessmentLedgerNotEmployed(account, organisation);
            if (session.plan.get(ACCREDITOR) != independentOf) {
                revert AssessmentLedgerOtherAccreditor(account, independentOf);
            }
        }
        return person;
    }
    // slither-disable-end calls-loop

    function _withNonce(Session storage session, uint256 key, address account, uint32 nonce)
        internal
        view
        returns (uint256 actor)
    {
        actor = session.actors[key];
        if (nonce >= NONCES || (actor >> nonce) & 1 == 1) revert AssessmentLedgerNonceUsed(account, nonce);
        return actor | (1 << nonce);
    }
}
// slither-disable-end incorrect-equality
