"""What tables of other projects hold, in the form of ``vault.privacy``: they cannot carry a ``class Privacy``."""

from opennrm.vault.privacy import Classified

FOREIGN: dict[str, Classified] = {
    "auth.permission": Classified(plain=("id", "name", "content_type", "codename"), kept="program"),
    "auth.group": Classified(plain=("id", "name", "permissions"), kept="program"),
    "contenttypes.contenttype": Classified(plain=("id", "app_label", "model"), kept="program"),
    "sessions.session": Classified(
        sensitive=("session_data", "expire_date"), plain=("session_key",), kept="session"
    ),
    "account.emailaddress": Classified(
        identifies=("email",),
        sensitive=("user", "verified", "primary"),
        plain=("id",),
        kept="account",
        open_because={"email": "the name an official signs in with, looked up before anything can be opened"},
    ),
    "account.emailconfirmation": Classified(
        sensitive=("email_address", "created", "sent"), plain=("id", "key"), kept="account"
    ),
    "mfa.authenticator": Classified(
        sensitive=("user", "type", "created_at", "last_used_at"), plain=("id", "data"), kept="account"
    ),
}  # fmt: skip
