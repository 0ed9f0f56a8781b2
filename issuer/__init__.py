"""Organisations: rosters in, signed and anchored certificates out.

Doors: `issuer.workspace` (make and open a workspace), `issuer.issuing.issue` (everything from a roster to released
files, in one call that goes on where it was stopped), `issuer.sending_again`, `issuer.status` (suspend, lift, cancel)
and `issuer.due_process` (revoke). Nothing is imported here: who only reads a passphrase does not wait for the rest.
"""
