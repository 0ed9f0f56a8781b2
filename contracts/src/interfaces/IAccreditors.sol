// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Accreditors: the link between root authority and organisations (rule R1)
/// @notice All times are seconds since 1970 and dates are half-open: a right holds while `from <= now < until`.
interface IAccreditors {
    /// @notice Where an accreditor or an organisation stands; WITHDRAWN is for ever.
    enum Standing {
        NONE,
        ACTIVE,
        SUSPENDED,
        WITHDRAWN
    }

    /// @notice What the registry keeps about an accreditor; `heldUntil` is the end of the last open hold, or 0.
    /// @dev The account comes last, so that an anchoring reads one word and not two.
    struct AccreditorRecord {
        uint40 from;
        uint40 until;
        Standing standing;
        uint8 reason;
        uint40 heldUntil;
        address account;
    }

    /// @notice The root authority added an accreditor.
    event AccreditorAdded(uint32 indexed accreditor, address account, uint40 from, uint40 until);

    /// @notice An accreditor's dates were set anew.
    event AccreditorDatesSet(uint32 indexed accreditor, uint40 from, uint40 until);

    /// @notice An accreditor acts through another account from now on.
    event AccreditorAccountReplaced(uint32 indexed accreditor, address previous, address current);

    /// @notice An accreditor may accredit organisations for these levels of a family; 0 takes the family away.
    event AccreditorScopeSet(uint32 indexed accreditor, bytes32 indexed family, uint16 levels);

    /// @notice An accreditor was suspended, reinstated or withdrawn.
    event AccreditorStandingChanged(uint32 indexed accreditor, Standing standing, uint8 reason);

    /// @notice There is no accreditor with this number.
    error AccreditationRegistryUnknownAccreditor(uint32 accreditor);

    /// @notice This accreditor is suspended.
    error AccreditationRegistryAccreditorSuspended(uint32 accreditor);

    /// @notice This accreditor was withdrawn for ever.
    error AccreditationRegistryAccreditorWithdrawn(uint32 accreditor);

    /// @notice The present time is outside this accreditor's dates.
    error AccreditationRegistryAccreditorOutsideDates(uint32 accreditor, uint40 from, uint40 until);

    /// @notice Dates must end after they begin.
    error AccreditationRegistryDatesReversed(uint40 from, uint40 until);

    /// @notice A family of standards has a code other than zero.
    error AccreditationRegistryEmptyFamily();

    /// @notice Only ACTIVE (1) becomes SUSPENDED (2), only SUSPENDED becomes ACTIVE, both become WITHDRAWN (3), and that stays.
    error AccreditationRegistryWrongStanding(Standing current);

    /// @notice Adds an accreditor; only the root authority may call this.
    /// @param account The account that the accreditor acts through; it holds no other office.
    /// @param from First second of its dates.
    /// @param until First second after its dates.
    /// @return accreditor Its number, counted from 1.
    function addAccreditor(address account, uint40 from, uint40 until) external returns (uint32 accreditor);

    /// @notice Sets an accreditor's dates anew, to renew or to end them; only the root authority may call this.
    function setAccreditorDates(uint32 accreditor, uint40 from, uint40 until) external;

    /// @notice Lets an accreditor act through another account; only the root authority may call this.
    function replaceAccreditorAccount(uint32 accreditor, address account) external;

    /// @notice Sets the levels of a family that an accreditor may accredit for; only the root authority may call this.
    /// @param levels Bit 0 is level 1; 0 takes the family away, for the accreditor's organisations too.
    function setAccreditorScope(uint32 accreditor, bytes32 family, uint16 levels) external;

    /// @notice Suspends an accreditor and with it all anchoring of its organisations, reinstates it, or withdraws it for ever;
    /// what was anchored before stays as it is (rule R52). Only the root authority may call this.
    /// @param standing 2 SUSPENDED from ACTIVE, 1 ACTIVE from SUSPENDED, 3 WITHDRAWN from both.
    function setAccreditorStanding(uint32 accreditor, uint8 standing, uint8 reason) external;

    /// @notice What is known of an accreditor; zeros when it does not exist.
    function accreditorRecord(uint32 accreditor) external view returns (AccreditorRecord memory);

    /// @notice The levels of a family that an accreditor may accredit for; bit 0 is level 1.
    function accreditorScope(uint32 accreditor, bytes32 family) external view returns (uint16 levels);

    /// @notice How many accreditors there are; they are numbered from 1.
    function accreditorCount() external view returns (uint32);
}
