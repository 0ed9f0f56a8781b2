// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title The persons of assessments, by pseudonym (rule R4)
/// @notice A person is a number from 1 and acts through one account at a time; an account that ended stays that person's for
/// ever. Nothing personal is kept: the person's record is behind a commitment.
interface IPersons {
    /// @notice What is known of an account; `employer` 0 is an independent person, `compromisedSince` 0 is never.
    /// @dev Roles from bit 0: MANAGER, REGISTRAR, PAPER_SETTER, SITE_LEAD, INVIGILATOR, EXAMINER, ADJUDICATOR, SCORE_CONTROLLER,
    /// CERTIFICATION_OFFICER, SUPERVISOR, APPEAL_PANEL. Dates are half-open.
    struct Person {
        uint32 person;
        uint32 accreditor;
        uint32 employer;
        uint16 roles;
        uint40 from;
        uint40 until;
        uint40 compromisedSince;
    }

    /// @notice A person may take part in assessments.
    event PersonRegistered(
        uint32 indexed person,
        uint32 indexed accreditor,
        address indexed account,
        uint32 employer,
        uint16 roles,
        uint40 from,
        uint40 until,
        bytes32 commitment
    );

    /// @notice A person's employer, roles, dates and record were set anew.
    event PersonSet(
        uint32 indexed person, uint32 employer, uint16 roles, uint40 from, uint40 until, bytes32 commitment
    );

    /// @notice A person acts through another account from now on.
    event PersonAccountReplaced(uint32 indexed person, address previous, address current);

    /// @notice An account of a person is compromised since a time.
    event PersonCompromised(uint32 indexed person, address indexed account, uint40 since, address by);

    /// @notice There is no person with this number.
    error PersonnelRegistryNoSuchPerson(uint32 person);

    /// @notice This account is no person's (rule R4).
    error PersonnelRegistryUnknownAccount(address account);

    /// @notice This account is or was a person's already.
    error PersonnelRegistryAccountUsed(address account, uint32 person);

    /// @notice An account is needed and the zero address was given.
    error PersonnelRegistryZeroAccount();

    /// @notice An employer is an organisation of the accreditor that registers the person.
    error PersonnelRegistryWrongEmployer(uint32 employer, uint32 accreditor);

    /// @notice Roles are bits 0 to 10, and at least one of them.
    error PersonnelRegistryUnknownRoles(uint16 roles);

    /// @notice A compromise begins at a time that is not in the future, not at 0, and it only moves earlier.
    error PersonnelRegistryCompromiseInvalid(uint40 since);

    /// @notice Rule R4: this account acts only while `from <= now < until`.
    error PersonnelRegistryPersonOutsideDates(address account, uint40 from, uint40 until);

    /// @notice Rule R4: this account is compromised since `since`.
    error PersonnelRegistryAccountCompromised(address account, uint40 since);

    /// @notice Rule R4: the person has the roles `roles` and one of `needed` is asked for.
    error PersonnelRegistryWrongRole(address account, uint16 roles, uint16 needed);

    /// @notice Rule R4: the person is employed by another organisation.
    error PersonnelRegistryOtherEmployer(address account, uint32 employer);

    /// @notice Registers a person; the accreditor or the root authority.
    /// @param employer An organisation of that accreditor, or 0 for an independent person.
    /// @param commitment The commitment to the person's record.
    /// @return person Its number.
    function registerPerson(
        uint32 accreditor,
        address account,
        uint32 employer,
        uint16 roles,
        uint40 from,
        uint40 until,
        bytes32 commitment
    ) external returns (uint32 person);

    /// @notice Sets a person's employer, roles, dates and record anew; its accreditor or the root authority.
    function setPerson(
        uint32 person,
        uint32 employer,
        uint16 roles,
        uint40 from,
        uint40 until,
        bytes32 commitment
    ) external;

    /// @notice Lets a person act through another account; the old one ends now. Its accreditor or the root authority.
    function replacePersonAccount(uint32 person, address account) external;

    /// @notice Says that an account is compromised since a time, now or earlier; accreditor or root authority.
    function reportPersonCompromise(address account, uint40 since) external;

    /// @notice What is known of an account; zeros when it is nobody's.
    function personAt(address account) external view returns (Person memory);

    /// @notice The account that a person acts through, or zero.
    function accountOf(uint32 person) external view returns (address);

    /// @notice The commitment to a person's record.
    function personCommitment(uint32 person) external view returns (bytes32);

    /// @notice How many persons there are; they are numbered from 1.
    function personCount() external view returns (uint32);

    /// @notice Refuses, with the reason, unless this account may act at present in one of `roles` for an organisation (rule R4).
    /// @return person The person's number.
    /// @return independentOf 0 for an employee; else the accreditor that must be the organisation's.
    function checkActor(address account, uint16 roles, uint32 organisation)
        external
        view
        returns (uint32 person, uint32 independentOf);
}
