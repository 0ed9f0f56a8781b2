"""The regulator and its accreditors: who may certify what, under which name, with which keys, until when.

Every act is a transaction of the account that has the right to it; the registry refuses everybody else, before anything
is sent. `Office` is the door: one account, one registry.
"""

from authority.admission import Admission, admit
from authority.deploying import deploy_registries
from authority.errors import AuthorityError
from authority.office import Office
from authority.signing_keys import register_key
from authority.standards import publish_standards

__all__ = [
    "Admission",
    "AuthorityError",
    "Office",
    "admit",
    "deploy_registries",
    "publish_standards",
    "register_key",
]
