"""An organisation's assessments on the ledger, from the plan to the archive (docs/sessions.md)."""
