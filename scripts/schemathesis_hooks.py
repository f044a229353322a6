"""Who asks when schemathesis does.

Most requests are those of a user with all roles (DUET_CHECK_USER, DUET_CHECK_PASSWORD). What ends sessions or counts wrong
passwords is asked by guests, so that the answers to all others stay real.
"""

import itertools
import os
import sys
from pathlib import Path

import schemathesis

sys.path.insert(0, str(Path(__file__).resolve().parent))
from service_access import Entrance  # noqa: E402

ALL_ROLES = ["buyer", "approver", "sales", "pricing", "warehouse", "operator", "auditor"]
GUEST_PASSWORD = "correct horse battery staple"
OWNER = Entrance(os.environ["DUET_CHECK_URL"], os.environ["DUET_CHECK_USER"], os.environ["DUET_CHECK_PASSWORD"])
# The one of the document's example can really sign in.
GUEST = "anna"
OWNER.add(GUEST, GUEST_PASSWORD, ["buyer"])


def guests():
    """Guests, each for one request: sessions and wrong passwords of the others are not theirs."""
    for number in itertools.count(1):
        yield OWNER.add(f"guest-{number}", GUEST_PASSWORD, ALL_ROLES)


GUESTS = guests()


@schemathesis.auth(refresh_interval=None)
class Visitor:
    """The token of who asks."""

    def get(self, case, _context):
        name = case.operation.definition.raw["operationId"]
        if name == "signIn":
            # A token would be of the session that this one replaces.
            return None
        return (next(GUESTS) if name in ("signOut", "changePassword") else OWNER).headers()["Authorization"]

    def set(self, case, data, _context):
        case.headers = {**(case.headers or {}), "Authorization": data}


@schemathesis.hook
def before_call(_context, case, _kwargs):
    """Each request comes from somewhere else, and none is about the one who asks them: it could be their last."""
    if (case.path_parameters or {}).get("user") == OWNER.user:
        case.path_parameters["user"] = GUEST
    case.headers = {**(case.headers or {}), **Entrance.origin()}
