"""How a certificate comes about: events, records, parameters and the audit rules, without input or output.

The ledger's side is docs/assessment.md, the records' side docs/evidence.md, the rules docs/rules.md.
"""
