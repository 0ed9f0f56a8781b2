"""The regulator and its accreditors: who may certify what, under which name, with which keys, until when.

Every act is a transaction of the account that has the right to it; the registry refuses everybody else, before anything
is sent. `Office` is the door: one account, one set of contracts. Records of persons, sites and reasons are kept in a
`Register` before what commits to them is sent.
"""

from authority.admission import Admission, admit
from authority.deploying import deploy_registries
from authority.errors import AuthorityError
from authority.office import Office
from authority.opening import Opening, open_register
from authority.oversight import Act, Oversight
from authority.personnel import (
    Appointment,
    end_person,
    register_person,
    replace_account,
    report_compromised,
    set_person,
)
from authority.register import Register, Scene, fresh_salt
from authority.signing_keys import register_key
from authority.sites import add_site, set_site, set_site_scope, set_site_standing
from authority.standards import publish_standards
from authority.terms import publish_terms, set_terms

__all__ = [
    "Act",
    "Admission",
    "Appointment",
    "AuthorityError",
    "Office",
    "Opening",
    "Oversight",
    "Register",
    "Scene",
    "add_site",
    "admit",
    "deploy_registries",
    "end_person",
    "fresh_salt",
    "open_register",
    "publish_standards",
    "publish_terms",
    "register_key",
    "register_person",
    "replace_account",
    "report_compromised",
    "set_person",
    "set_site",
    "set_site_scope",
    "set_site_standing",
    "set_terms",
]
