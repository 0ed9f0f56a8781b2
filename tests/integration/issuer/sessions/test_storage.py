"""What is kept of sessions, on SQLite and on a real PostgreSQL alike."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, select, update

from assessment.codes import EventCode
from assessment.commitment import Binding
from assessment.event import Event, Place
from assessment.records import Incident
from assessment.rules.case import Status
from certificate.catalogue import standards_from_catalogue
from certificate.standard import write_standard
from chain.session_message import MessageDomain, SessionMessage
from issuer.errors import JournalError
from issuer.roster import IdDocument, IdType
from issuer.schema import ASSESSMENT_PERSON, ASSESSMENT_RECORD, METADATA
from issuer.sessions.errors import SessionError
from issuer.sessions.leaves import head_of, leaves_of
from issuer.sessions.people import Entry, People, Person
from issuer.sessions.store import Assessment, EventState, KeptEvent, SessionStore
from issuer.sessions.story import read_story
from tests.integration.issuer.sessions.databases import KINDS, fresh_database
from tests.world import CATALOGUE

STANDARD = standards_from_catalogue(CATALOGUE.read_bytes())["X-BIM"]
SESSION, LEDGER, ALICE, BOB = bytes([7]) * 32, bytes([8]) * 20, bytes([1]) * 20, bytes([2]) * 20
DOMAIN = MessageDomain(31337, LEDGER)
WHO = "ab" * 32


@pytest.fixture(params=KINDS)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    with fresh_database(str(request.param), tmp_path) as opened:
        yield opened


@pytest.fixture
def store(engine: Engine) -> SessionStore:
    return SessionStore(engine)


@pytest.fixture
def assessment(store: SessionStore) -> Assessment:
    fresh = Assessment(0, "June 六月", SESSION, 31337, LEDGER, bytes(32), STANDARD.version, 1, 5, 10)
    return store.open(fresh, write_standard(STANDARD), now=1_781_000_000)


def incident(number: int = 1) -> Incident:
    return Incident(number, 2, "携带手机", (), WHO, salt=f"{number:032x}")


def draft(nonce: int = 0, number: int = 1, *, second: bytes | None = None) -> KeptEvent:
    leaf = Binding(31337, LEDGER, SESSION).leaf(EventCode.INCIDENT, incident(number))
    figures = {"number": number, "category": 2}
    message = SessionMessage(SESSION, EventCode.INCIDENT, nonce, 1_781_000_000, head_of([leaf]), figures)
    return KeptEvent(0, EventState.PREPARED, message, ALICE, second, DOMAIN.digest(message), None, None, None)


def keep(store: SessionStore, assessment: Assessment, event: KeptEvent, number: int = 1) -> KeptEvent:
    leaves = leaves_of(Binding(31337, LEDGER, SESSION), EventCode.INCIDENT, [incident(number)])
    return store.keep(assessment, event, leaves, intent=bytes([number]) * 32)


def recorded(event: KeptEvent, number: int = 0) -> Event:
    message = event.message
    place = Place(20 + number, bytes([number]) * 32, number)
    return Event(
        number, message.code, event.actor, event.second, message.nonce, message.claimed_at, message.claimed_at + 60,
        message.commitment, message.figures, place,
    )  # fmt: skip


def test_the_tables_are_those_of_the_schema(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, METADATA) == []


def test_a_session_is_found_by_name_and_by_id(store: SessionStore, assessment: Assessment) -> None:
    assert store.find("June 六月") == store.find(SESSION.hex()) == store.find(f"0x{SESSION.hex()}") == assessment


def test_two_sessions_do_not_share_a_name(store: SessionStore, assessment: Assessment) -> None:
    other = replace(assessment, session=bytes([9]) * 32)
    with pytest.raises(SessionError, match="choose another name"):
        store.open(other, write_standard(STANDARD), now=0)


def test_an_unknown_session_is_said(store: SessionStore) -> None:
    with pytest.raises(SessionError, match="file its plan first"):
        store.find("July")


def test_an_event_goes_from_prepared_to_recorded(store: SessionStore, assessment: Assessment) -> None:
    event = keep(store, assessment, draft())
    assert event.state is EventState.PREPARED
    signed = store.sign(event, first=bytes(64), second=None)
    assert signed.state is EventState.SIGNED
    sent = store.move(signed, EventState.SENT)
    after = store.take_recorded(assessment, [(event.digest, recorded(event))], 99)
    found = store.event(sent.row)
    assert found.state is EventState.RECORDED
    assert found.recorded == recorded(event)
    assert after.read_to == 99
    assert read_story(store, after).opened[0].records == (incident(),)


def test_with_two_persons_one_signature_is_not_enough(store: SessionStore, assessment: Assessment) -> None:
    event = store.sign(keep(store, assessment, draft(second=BOB)), first=bytes(64), second=None)
    assert event.state is EventState.PREPARED
    assert store.sign(event, first=None, second=bytes(64)).state is EventState.SIGNED


@pytest.mark.parametrize("to", [EventState.SENT, EventState.REFUSED])
def test_a_prepared_event_is_not_sent(store: SessionStore, assessment: Assessment, to: EventState) -> None:
    event = keep(store, assessment, draft())
    with pytest.raises(SessionError, match="cannot be"):
        store.move(event, to)


def test_of_two_writers_one_stops(store: SessionStore, assessment: Assessment) -> None:
    event = store.sign(keep(store, assessment, draft()), first=bytes(64), second=None)
    store.move(event, EventState.SENT)
    with pytest.raises(SessionError, match="another process"):
        store.move(event, EventState.SENT)


def test_the_same_event_is_not_kept_twice(store: SessionStore, assessment: Assessment) -> None:
    keep(store, assessment, draft())
    with pytest.raises(JournalError, match="database failed"):
        keep(store, assessment, draft())
    assert len(store.events(assessment)) == 1


def test_the_intent_finds_its_event(store: SessionStore, assessment: Assessment) -> None:
    event = keep(store, assessment, draft())
    assert store.with_intent(assessment, bytes([1]) * 32) == event
    assert store.with_intent(assessment, bytes([2]) * 32) is None


def test_what_others_recorded_is_missing_until_it_is_uploaded(store: SessionStore, assessment: Assessment) -> None:
    foreign = draft()
    store.take_recorded(assessment, [(foreign.digest, recorded(foreign))], 50)
    (event,) = store.events(assessment)
    assert read_story(store, assessment).opened[0].status is Status.MISSING
    store.keep_records(event, leaves_of(Binding(31337, LEDGER, SESSION), EventCode.INCIDENT, [incident()]))
    assert read_story(store, assessment).opened[0].status is Status.VERIFIED


def test_a_changed_record_is_found(store: SessionStore, assessment: Assessment, engine: Engine) -> None:
    event = keep(store, assessment, draft())
    store.take_recorded(assessment, [(event.digest, recorded(event))], 50)
    with engine.begin() as connection:
        (record,) = connection.scalars(select(ASSESSMENT_RECORD.c.record)).all()
        changed = record.replace("携带手机".encode(), "没有手机".encode())
        connection.execute(update(ASSESSMENT_RECORD).values(record=changed))
    assert read_story(store, assessment).opened[0].status is Status.TAMPERED


def test_a_record_without_its_leaf_is_found(store: SessionStore, assessment: Assessment, engine: Engine) -> None:
    event = keep(store, assessment, draft())
    store.take_recorded(assessment, [(event.digest, recorded(event))], 50)
    with engine.begin() as connection:
        connection.execute(update(ASSESSMENT_RECORD).values(record=None, erased=b"{}"))
    assert read_story(store, assessment).opened[0].status is Status.ERASED
    with engine.begin() as connection:
        connection.execute(update(ASSESSMENT_RECORD).values(hash=bytes(32)))
    assert read_story(store, assessment).opened[0].status is Status.TAMPERED


def test_people_are_kept_apart_from_records(engine: Engine, assessment: Assessment) -> None:
    people = People(engine, bytes(range(32)))
    document = IdDocument(IdType.RESIDENT_CARD, "990101200401025573")
    who = people.pseudonym(document)
    people.register(
        assessment.row, [Person(who, "贾梓若", document)], [Entry(who, "T1", "甲校", 0, (("W", 7500, "ab"),))]
    )
    people.register(assessment.row, [Person(who, "贾梓若", document)], [Entry(who, "T9", "甲校", 0)])
    assert [entry.ticket for entry in people.entries(assessment.row)] == ["T9"]
    assert people.persons([who])[who].name == "贾梓若"
    with engine.begin() as connection:
        connection.execute(ASSESSMENT_PERSON.delete())
    assert people.persons([who]) == {}


def test_a_ticket_belongs_to_one_candidate(engine: Engine, assessment: Assessment) -> None:
    people = People(engine, bytes(range(32)))
    documents = [IdDocument(IdType.PASSPORT, number) for number in ("E1234567", "E7654321")]
    persons = [Person(people.pseudonym(document), "甲", document) for document in documents]
    with pytest.raises(JournalError):
        people.register(assessment.row, persons, [Entry(person.pseudonym, "T1", "", 0) for person in persons])
    assert people.entries(assessment.row) == []
