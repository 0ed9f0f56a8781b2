"""The auditor: recomputes how certificates came about, from the chain and the opened evidence (docs/audit.md)."""
