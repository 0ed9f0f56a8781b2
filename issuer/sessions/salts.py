"""Fresh salts: 128 random bits for every record, so that a commitment says nothing (docs/evidence.md, section 1)."""

import secrets


def fresh_salt() -> str:
    """Return 32 hexadecimal digits that nobody can guess."""
    return secrets.token_hex(16)
