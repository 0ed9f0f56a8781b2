"""A workspace: closed settings, private folder, one process at a time, one schema."""

import json
import multiprocessing
import os
import sys
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, inspect

from certificate.profile import Profile
from issuer import pkcs8
from issuer.database import REVISION, open_database, writing
from issuer.errors import JournalError, KeyFileError, PassphraseError, WorkspaceError
from issuer.network import open_network
from issuer.passphrase import Passphrase
from issuer.schema import METADATA
from issuer.settings import Settings, parse_network, read_settings, write_settings
from issuer.workspace import DATABASE_FILE, SETTINGS_FILE, create_workspace, enter_organisation, open_workspace

NETWORK = "eip155:31337:5fbdb2315678afecb367f032d93f642f64180aa3"
SETTINGS = Settings(
    profile=Profile("did:web:org.example", "示例评价组织", "https://org.example"),
    network=NETWORK,
    trust_file="trust.json",
    verifier="https://verify.example",
    number_prefix="S000099000001",
)
FULL = Settings(
    profile=SETTINGS.profile,
    network=NETWORK,
    trust_file="/etc/xcert/trust.json",
    verifier="http://127.0.0.1:8080",
    number_prefix="X-1",
    name_en="Example Body",
    database="postgresql://db.example/xcert",
    organisation=7,
)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pkcs8, "_COST", 2**10)
    monkeypatch.setattr(pkcs8, "_PASSES", 1)


def ask(_: str) -> Passphrase:
    return Passphrase("correct horse battery staple")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    create_workspace(tmp_path / "w", SETTINGS, ask, work=2)
    return tmp_path / "w"


@pytest.mark.parametrize("settings", [SETTINGS, FULL], ids=["least", "most"])
def test_settings_are_read_as_they_were_written(settings: Settings) -> None:
    assert read_settings(write_settings(settings)) == settings


def changed(**members: Any) -> bytes:
    found = json.loads(write_settings(FULL))
    for name, value in members.items():
        if value is None:
            del found[name]
        else:
            found[name] = value
    return json.dumps(found).encode()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"not json",
        changed(colour="red"),
        changed(network=None),
        changed(network="mainnet"),
        changed(network=NETWORK.upper()),
        changed(format="xcert/workspace/v1"),
        changed(organisation=0),
        changed(organisation="7"),
        changed(organisation=True),
        changed(verifier="https://verify.example/"),
        changed(verifier="ftp://verify.example"),
        changed(numberPrefix="../X"),
        changed(numberPrefix=""),
        changed(numberPrefix="x" * 10),
        changed(trustFile=""),
        changed(profile={"id": "did:web:org.example", "name": "A", "url": "https://org.example", "logo": "x"}),
        changed(profile={"id": "org.example", "name": "A", "url": "https://org.example"}),
        changed(keys={"signing": "file:a", "anchoring": "file:b"}),
        changed(database="mysql://db.example/x"),
        b'{"format": "a", "format": "b"}',
        b" " * 20_000,
    ],
)
def test_other_settings_are_refused(data: bytes) -> None:
    with pytest.raises(WorkspaceError):
        read_settings(data)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://me:hunter2@db.example/xcert",
        "postgresql://me:hun/hunter2@db.example/xcert",
        "postgresql://db.example/xcert?password=hunter2",
        "postgresql://db.example/xcert?sslpassword=hunter2",
        "postgresql+psycopg://me:hunter2@db.example/xcert",
    ],
)
def test_a_password_has_no_place_in_the_settings(url: str) -> None:
    with pytest.raises(WorkspaceError, match="password") as refused:
        read_settings(changed(database=url))
    assert "hunter2" not in str(refused.value)


@pytest.mark.parametrize("text", ["eip155:0:" + "a" * 40, "eip155:1:" + "a" * 39, "eip155:1", "solana:1:" + "a" * 40])
def test_other_networks_are_refused(text: str) -> None:
    with pytest.raises(WorkspaceError, match="eip155"):
        parse_network(text)


def test_a_workspace_is_private(folder: Path) -> None:
    assert folder.stat().st_mode & 0o777 == 0o700
    with open_workspace(folder):
        assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}


def test_a_workspace_keeps_one_secret(folder: Path) -> None:
    with open_workspace(folder) as first:
        secret = first.pseudonyms
    with open_workspace(folder) as second:
        assert second.pseudonyms == secret
    assert len(secret) == 32
    assert secret.hex() not in repr(second)


def test_a_workspace_is_not_made_twice(folder: Path) -> None:
    with pytest.raises(WorkspaceError, match="exists already"):
        create_workspace(folder, SETTINGS, ask, work=2)


def test_a_workspace_is_made_whole_or_not_at_all(tmp_path: Path) -> None:
    with pytest.raises(PassphraseError):
        create_workspace(tmp_path / "w", SETTINGS, lambda _: Passphrase("short"), work=2)
    assert not list(tmp_path.iterdir())


def test_a_workspace_cannot_be_made_nowhere(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="cannot be made"):
        create_workspace(tmp_path / "a" / "b", SETTINGS, ask, work=2)


@pytest.mark.parametrize("mode", [0o750, 0o705, 0o777])
def test_a_folder_that_others_enter_is_refused(folder: Path, mode: int) -> None:
    folder.chmod(mode)
    with pytest.raises(WorkspaceError, match="chmod 700"), open_workspace(folder):
        pass


def test_settings_that_others_read_are_refused(folder: Path) -> None:
    (folder / SETTINGS_FILE).chmod(0o644)
    with pytest.raises(WorkspaceError, match="chmod 600"), open_workspace(folder):
        pass


@pytest.mark.parametrize("name", ["missing", "workspace/workspace.json"])
def test_what_is_no_folder_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(WorkspaceError), open_workspace(tmp_path / name):
        pass


def test_two_openings_at_once_are_refused(folder: Path) -> None:
    again = open_workspace(folder)
    with open_workspace(folder), pytest.raises(WorkspaceError, match="another process works in"), again:
        pass
    with open_workspace(folder):
        pass


def _try_to_open(folder: Path, answer: Any) -> None:
    try:
        with open_workspace(folder):
            answer.put("opened")
    except WorkspaceError as error:
        answer.put(str(error))


def test_two_processes_at_once_are_refused(folder: Path) -> None:
    context = multiprocessing.get_context("spawn")
    answer = context.Queue()
    with open_workspace(folder):
        child = context.Process(target=_try_to_open, args=(folder, answer))
        child.start()
        assert "another process works in" in answer.get(timeout=60)
        child.join(timeout=60)


def test_the_organisation_is_entered_once(folder: Path) -> None:
    with open_workspace(folder) as workspace, pytest.raises(WorkspaceError, match="not accredited yet"):
        workspace.organisation  # noqa: B018
    enter_organisation(folder, 7)
    enter_organisation(folder, 7)
    with open_workspace(folder) as workspace:
        assert workspace.organisation == 7
    with pytest.raises(WorkspaceError, match="belongs to organisation 7"):
        enter_organisation(folder, 8)
    assert (folder / SETTINGS_FILE).stat().st_mode & 0o777 == 0o600


def test_a_database_of_another_workspace_is_refused(folder: Path, tmp_path: Path) -> None:
    engine = open_database("sqlite", folder / DATABASE_FILE)
    engine.dispose()
    (folder / DATABASE_FILE).write_bytes(b"this is no database, but long enough to be taken for one")
    with pytest.raises(JournalError, match="database failed"), open_workspace(folder):
        pass


def test_migrations_make_the_tables_that_the_code_knows(tmp_path: Path) -> None:
    engine = open_database("sqlite", tmp_path / "a.sqlite")
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert context.get_current_revision() == REVISION
        assert compare_metadata(context, METADATA) == []
    engine.dispose()


def test_every_unique_rule_is_in_the_database(tmp_path: Path) -> None:
    engine = open_database("sqlite", tmp_path / "a.sqlite")
    found = {tuple(entry["column_names"]) for entry in inspect(engine).get_unique_constraints("candidate")}
    assert found == {("number",), ("holding",), ("submission_id", "place")}
    assert [tuple(entry["column_names"]) for entry in inspect(engine).get_unique_constraints("submission")] == [
        ("session_id", "number")
    ]
    engine.dispose()


def test_a_database_survives_a_power_cut(tmp_path: Path) -> None:
    engine = open_database("sqlite", tmp_path / "a.sqlite")
    with engine.connect() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        }
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1}
    engine.dispose()


def test_a_newer_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    open_database("sqlite", path).dispose()
    plain = create_engine(f"sqlite:///{path}")
    with plain.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    plain.dispose()
    with pytest.raises(JournalError, match="newer revision 9999"):
        open_database("sqlite", path)


def test_a_server_without_its_driver_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(JournalError, match=r"xcert\[postgresql\]"):
        open_database("postgresql://127.0.0.1:9/none", tmp_path / "unused")


def test_a_failure_of_the_database_repeats_nobodys_data(tmp_path: Path) -> None:

    engine = open_database("sqlite", tmp_path / "a.sqlite")
    statement = "INSERT INTO series (name, next) VALUES ('张三', NULL)"
    with pytest.raises(JournalError) as refused, writing(engine) as connection:
        connection.exec_driver_sql(statement)
    assert "张三" not in str(refused.value)
    assert refused.value.__suppress_context__
    engine.dispose()


def test_a_missing_trust_file_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match=r"trust\.json cannot be read"):
        open_network(SETTINGS, tmp_path)


def test_a_broken_trust_file_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "trust.json").write_bytes(b"{}")
    with pytest.raises(WorkspaceError, match=r"trust\.json cannot be used"):
        open_network(SETTINGS, tmp_path)


def test_a_read_only_disk_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(JournalError, match="cannot be opened"):
        open_database("sqlite", tmp_path / "missing" / "a.sqlite")
    assert os.access(tmp_path, os.W_OK)


def test_a_lost_key_is_one_sentence(folder: Path) -> None:
    (folder / "signing.pem").unlink()
    with open_workspace(folder) as workspace, pytest.raises(KeyFileError, match="cannot be read"):
        workspace.keys.signer(ask)
