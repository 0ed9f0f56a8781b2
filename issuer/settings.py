"""What an organisation decides once: the file `workspace.json`, without anything secret or personal."""

import json
import re
from dataclasses import dataclass, replace
from typing import Final, Self

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from certificate.errors import CertificateError
from certificate.jcs import JsonValue, read_json
from certificate.members import Members
from certificate.profile import Profile
from certificate.text import require_text
from issuer.errors import WorkspaceError

FORMAT: Final = "xcert/workspace/v0"
"""Name and version of the file's form."""
SQLITE: Final = "sqlite"
"""The database that needs nothing: a file in the workspace."""
MAXIMUM_SETTINGS: Final = 16_384
"""Bytes of the file."""

_PREFIX = re.compile(r"[A-Z0-9][A-Z0-9-]{0,23}", re.ASCII)
_VERIFIER = re.compile(r"https?://[A-Za-z0-9.:\[\]-]{1,100}", re.ASCII)
_KEY = re.compile(r"file:[A-Za-z0-9][A-Za-z0-9._-]{0,63}", re.ASCII)
_SECRETS = frozenset({"password", "passfile", "sslpassword"})


@dataclass(frozen=True, slots=True)
class KeyUris:
    """Where the three keys are: `file:` and a name in the workspace. Raises `WorkspaceError` if two are the same."""

    signing: str = "file:signing.pem"
    anchoring: str = "file:anchoring.json"
    administration: str = "file:administration.json"

    def __post_init__(self) -> None:
        uris = (self.signing, self.anchoring, self.administration)
        if any(not _KEY.fullmatch(uri) for uri in uris):
            raise WorkspaceError("a key is named like file:signing.pem, a file in the workspace")
        if len(set(uris)) != len(uris):
            raise WorkspaceError("signing, anchoring and administration need three different keys; name three files")


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a workspace; raises `WorkspaceError` for one that cannot be.

    Arguments:
        profile: DID, name and URL, as accredited.
        name_en: the organisation's English name for printing, if it has one.
        network: the CertificateRegistry to anchor in, as `eip155:<chain>:<40 hexadecimal digits>`.
        trust_file: path of the trust file, relative to the workspace or absolute.
        verifier: `https://host` of the verifier that QR codes lead to.
        number_prefix: what every certificate number begins with; assigned by the authority.
        keys: where the keys are.
        database: `sqlite`, or a PostgreSQL URL without a password.
        organisation: the number the registry gave, None before accreditation.
    """

    profile: Profile
    network: str
    trust_file: str
    verifier: str
    number_prefix: str
    name_en: str | None = None
    keys: KeyUris = KeyUris()
    database: str = SQLITE
    organisation: int | None = None

    def __post_init__(self) -> None:
        parse_network(self.network)
        if self.name_en is not None:
            require_text(self.name_en, what="the organisation's English name")
        if not _PREFIX.fullmatch(self.number_prefix):
            raise WorkspaceError("numberPrefix has 1 to 24 of A-Z, 0-9 and hyphens, and does not begin with a hyphen")
        if not _VERIFIER.fullmatch(self.verifier):
            raise WorkspaceError("verifier must be https://host, without a path or a slash at the end")
        if not self.trust_file or not self.trust_file.isprintable():
            raise WorkspaceError("trustFile must name the trust file")
        if self.organisation is not None and not 1 <= self.organisation < 2**32:
            raise WorkspaceError("organisation is the number that the registry gave, from 1 on")
        _require_database(self.database)

    @property
    def chain(self) -> int:
        """The EIP-155 chain id to anchor on."""
        return parse_network(self.network)[0]

    @property
    def registry(self) -> bytes:
        """The CertificateRegistry to anchor in, 20 bytes."""
        return parse_network(self.network)[1]

    def accredited_as(self, organisation: int) -> Self:
        """Return these settings with the number that the registry gave."""
        return replace(self, organisation=organisation)


def parse_network(text: str) -> tuple[int, bytes]:
    """Read `eip155:<chain>:<registry>` to chain id and address; raises `WorkspaceError`."""
    found = re.fullmatch(r"eip155:([1-9][0-9]{0,18}):([0-9a-f]{40})", text, re.ASCII)
    if not found:
        raise WorkspaceError("network is written eip155:<chain>:<registry, 40 lower-case hexadecimal digits>")
    return int(found[1]), bytes.fromhex(found[2])


def write_settings(settings: Settings) -> bytes:
    """Write `workspace.json` for people to read."""
    profile: dict[str, JsonValue] = {"id": settings.profile.did, "name": settings.profile.name}
    if settings.name_en is not None:
        profile["nameEn"] = settings.name_en
    members: dict[str, JsonValue] = {"format": FORMAT}
    if settings.organisation is not None:
        members["organisation"] = settings.organisation
    members |= {
        "profile": profile | {"url": settings.profile.url},
        "network": settings.network,
        "trustFile": settings.trust_file,
        "verifier": settings.verifier,
        "numberPrefix": settings.number_prefix,
        "keys": {
            "signing": settings.keys.signing,
            "anchoring": settings.keys.anchoring,
            "administration": settings.keys.administration,
        },
        "database": settings.database,
    }
    return json.dumps(members, ensure_ascii=False, indent=2).encode("utf-8") + b"\n"


_MEMBERS = {"database", "format", "keys", "network", "numberPrefix", "profile", "trustFile", "verifier"}


def read_settings(data: bytes) -> Settings:
    """Read `workspace.json` in any spelling; raises `WorkspaceError`, for an unknown setting too."""
    try:
        return _read(data)
    except CertificateError as error:
        raise WorkspaceError(f"workspace.json is not understood: {error}") from error


def _read(data: bytes) -> Settings:
    members = Members(
        read_json(data, limit=MAXIMUM_SETTINGS), _MEMBERS, where="workspace.json", optional={"organisation"}
    )
    if members.text("format") != FORMAT:
        raise WorkspaceError(f"workspace.json is not of the form {FORMAT}; a newer xcert may read it")
    profile = members.inner("profile", {"id", "name", "url"}, optional={"nameEn"})
    keys = members.inner("keys", {"administration", "anchoring", "signing"})
    return Settings(
        profile=Profile(profile.text("id"), profile.text("name"), profile.text("url")),
        network=members.text("network"),
        trust_file=members.text("trustFile"),
        verifier=members.text("verifier"),
        number_prefix=members.text("numberPrefix"),
        name_en=profile.text("nameEn") if "nameEn" in profile else None,
        keys=KeyUris(keys.text("signing"), keys.text("anchoring"), keys.text("administration")),
        database=members.text("database"),
        organisation=members.integer("organisation") if "organisation" in members else None,
    )


def _require_database(url: str) -> None:
    if url == SQLITE:
        return
    if not url.startswith(("postgresql://", "postgresql+psycopg://")):
        raise WorkspaceError(f"database is {SQLITE} or a URL that begins with postgresql://")
    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise WorkspaceError("the database's URL is not understood; it looks like postgresql://host/name") from error
    if parsed.password is not None or _SECRETS & parsed.query.keys():
        raise WorkspaceError("the database's URL holds a password; keep it in ~/.pgpass, never in workspace.json")
