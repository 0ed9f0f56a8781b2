"""The audit rules R1 to R48, one function each, over one `Case` (docs/rules.md)."""
