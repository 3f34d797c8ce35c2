"""What the contracts try of this slice: pages whose key is no object of ours."""

from tests.contracts.house import Objects

from samspill.foundation.accounts.own_browser import link_key

# Whoever has not just logged in is asked to show who they are, before anything is looked for.
OBJECTS: Objects = {
    "mfa_edit_webauthn": lambda _by: "1",
    "mfa_remove_webauthn": lambda _by: "1",
    "find_own_address": lambda _by: link_key("ada@example.no"),
}
