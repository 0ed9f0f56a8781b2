// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

// Dates and days are the subject of these rules, and seconds do not matter to any of them (docs/slither.md).
// slither-disable-start timestamp

import {IPersons} from "../interfaces/IPersons.sol";
import {Accredited} from "./Accredited.sol";

/// @title Persons and the accounts they act through
/// @notice One word for an account, read with every event of an assessment.
abstract contract Persons is Accredited {
    uint16 private constant ALL_ROLES = (1 << 11) - 1;

    mapping(address account => Person) private _persons;
    mapping(uint32 person => address account) private _accounts;
    mapping(uint32 person => bytes32 commitment) private _commitments;
    uint32 private _personCount;

    /// @inheritdoc IPersons
    function registerPerson(
        uint32 accreditor,
        address account,
        uint32 employer,
        uint16 roles,
        uint40 from,
        uint40 until,
        bytes32 commitment
    ) external returns (uint32 person) {
        _requireAccreditor(accreditor);
        person = ++_personCount;
        _store(Person(person, accreditor, employer, roles, from, until, 0), account, commitment);
        emit PersonRegistered(person, accreditor, account, employer, roles, from, until, commitment);
    }

    /// @inheritdoc IPersons
    function setPerson(
        uint32 person,
        uint32 employer,
        uint16 roles,
        uint40 from,
        uint40 until,
        bytes32 commitment
    ) external {
        address account = _asAccreditorOf(person);
        Person memory record = _persons[account];
        (record.employer, record.roles, record.from, record.until) = (employer, roles, from, until);
        delete _persons[account];
        _store(record, account, commitment);
        emit PersonSet(person, employer, roles, from, until, commitment);
    }

    /// @inheritdoc IPersons
    function replacePersonAccount(uint32 person, address account) external {
        address previous = _asAccreditorOf(person);
        Person memory record = _persons[previous];
        // Half-open dates: the old account ends in this very second.
        if (record.until > block.timestamp) _persons[previous].until = uint40(block.timestamp);
        record.compromisedSince = 0;
        _store(record, account, _commitments[person]);
        emit PersonAccountReplaced(person, previous, account);
    }

    /// @inheritdoc IPersons
    function reportPersonCompromise(address account, uint40 since) external {
        Person storage record = _persons[account];
        if (record.person == 0) revert PersonnelRegistryUnknownAccount(account);
        _requireAccreditor(record.accreditor);
        uint40 current = record.compromisedSince;
        if (since == 0 || since > block.timestamp || (current != 0 && since >= current)) {
            revert PersonnelRegistryCompromiseInvalid(since);
        }
        record.compromisedSince = since;
        emit PersonCompromised(record.person, account, since, msg.sender);
    }

    /// @inheritdoc IPersons
    function personAt(address account) external view returns (Person memory) {
        return _persons[account];
    }

    /// @inheritdoc IPersons
    function accountOf(uint32 person) external view returns (address) {
        return _accounts[person];
    }

    /// @inheritdoc IPersons
    function personCommitment(uint32 person) external view returns (bytes32) {
        return _commitments[person];
    }

    /// @inheritdoc IPersons
    function personCount() external view returns (uint32) {
        return _personCount;
    }

    /// @inheritdoc IPersons
    function checkActor(address account, uint16 roles, uint32 organisation)
        external
        view
        returns (uint32 person, uint32 independentOf)
    {
        Person storage record = _persons[account];
        person = record.person;
        if (person == 0) revert PersonnelRegistryUnknownAccount(account);
        uint40 since = record.compromisedSince;
        if (since != 0 && since <= block.timestamp) revert PersonnelRegistryAccountCompromised(account, since);
        if (!_isNowWithin(record.from, record.until)) {
            revert PersonnelRegistryPersonOutsideDates(account, record.from, record.until);
        }
        if (record.roles & roles == 0) revert PersonnelRegistryWrongRole(account, record.roles, roles);
        uint32 employer = record.employer;
        if (employer == 0) return (person, record.accreditor);
        if (employer != organisation) revert PersonnelRegistryOtherEmployer(account, employer);
    }

    function _store(Person memory record, address account, bytes32 commitment) private {
        if (account == address(0)) revert PersonnelRegistryZeroAccount();
        uint32 taken = _persons[account].person;
        if (taken != 0) revert PersonnelRegistryAccountUsed(account, taken);
        if (record.roles == 0 || record.roles > ALL_ROLES) revert PersonnelRegistryUnknownRoles(record.roles);
        _requireDates(record.from, record.until);
        uint32 employer = record.employer;
        if (employer != 0 && ACCREDITATION.organisationRecord(employer).accreditor != record.accreditor) {
            revert PersonnelRegistryWrongEmployer(employer, record.accreditor);
        }
        _persons[account] = record;
        _accounts[record.person] = account;
        _commitments[record.person] = commitment;
    }

    function _asAccreditorOf(uint32 person) private view returns (address account) {
        account = _accounts[person];
        if (account == address(0)) revert PersonnelRegistryNoSuchPerson(person);
        _requireAccreditor(_persons[account].accreditor);
    }
}
// slither-disable-end timestamp
