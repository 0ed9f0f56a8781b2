"""From records to the leaves that an event commits to (docs/evidence.md, section 2)."""
