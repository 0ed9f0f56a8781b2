"""Nobody twice: in one file, and against what was imported before."""

from issuer.roster import Enrolment, IdDocument, IdType, KnownCandidates, Reason
from tests.unit.issuer.roster.rosters import GOOD, OTHER_ID, check, csv_of, reasons

OTHER = GOOD | {"证件号码": OTHER_ID, "准考证号": "T0002"}
ENROLMENT = Enrolment(IdDocument(IdType.RESIDENT_CARD, GOOD["证件号码"]), "X-WEB", 2)


def test_two_persons_are_two() -> None:
    assert len(check(csv_of(GOOD, OTHER)).accepted) == 2


def test_the_later_row_of_the_same_person_is_refused() -> None:
    report = check(csv_of(GOOD, GOOD | {"准考证号": "T0002"}))
    assert [candidate.line for candidate in report.accepted] == [2]
    assert [(each.line, each.reason, each.earlier) for each in report.refused] == [(3, Reason.DUPLICATE_PERSON, 2)]


def test_the_same_person_in_another_spelling_is_the_same() -> None:
    x_card = GOOD | {"证件号码": "99010119890420694X"}
    assert reasons(csv_of(x_card, x_card | {"证件号码": "99010119890420694x ", "准考证号": "T0002"})) == [
        (3, Reason.DUPLICATE_PERSON)
    ]


def test_the_later_row_with_the_same_ticket_is_refused() -> None:
    assert reasons(csv_of(GOOD, OTHER | {"准考证号": "t0001"})) == [(3, Reason.DUPLICATE_TICKET)]


def test_the_same_row_again_repeats_both() -> None:
    assert reasons(csv_of(GOOD, GOOD)) == [(3, Reason.DUPLICATE_PERSON), (3, Reason.DUPLICATE_TICKET)]


def test_a_refused_row_still_occupies_its_person() -> None:
    # Which of the two is right is for a person to say, not for the order of the rows.
    data = csv_of(GOOD | {"理论成绩": ""}, GOOD | {"准考证号": "T0002"})
    assert reasons(data) == [(2, Reason.MISSING_MARK), (3, Reason.DUPLICATE_PERSON)]


def test_an_unreadable_number_occupies_nobody() -> None:
    wrong = GOOD | {"证件号码": "990101199001010018"}
    data = csv_of(wrong, wrong | {"准考证号": "T0002"})
    assert reasons(data) == [(2, Reason.ID_CHECK_DIGIT), (3, Reason.ID_CHECK_DIGIT)]


def test_the_same_number_of_another_type_is_another_document() -> None:
    permit = {"证件类型": "203", "证件号码": "12345678"}
    passport = {"证件类型": "205", "证件号码": "12345678", "准考证号": "T0002"}
    assert reasons(csv_of(GOOD | permit, GOOD | passport)) == []


def test_who_was_imported_before_is_refused() -> None:
    report = check(csv_of(GOOD, OTHER), known=KnownCandidates(enrolments={ENROLMENT}))
    assert [(each.line, each.reason) for each in report.refused] == [(2, Reason.KNOWN_PERSON)]
    assert [candidate.line for candidate in report.accepted] == [3]


def test_another_level_of_somebody_known_is_new() -> None:
    report = check(csv_of(GOOD | {"等级": "3"}), known=KnownCandidates(enrolments={ENROLMENT}))
    assert report.is_clean


def test_a_ticket_used_before_is_refused_with_the_row_s_other_faults() -> None:
    report = check(csv_of(GOOD | {"理论成绩": "101"}), known=KnownCandidates(tickets={"T0001"}))
    assert [each.reason for each in report.refused] == [Reason.MARK_ABOVE_MAXIMUM, Reason.KNOWN_TICKET]
