"""What of allauth stands in this house: its factors. Its account pages, stages and e-mails do not."""

from django.apps import AppConfig


class AllauthTables(AppConfig):
    """The tables allauth's factors import; both stay empty, since officials sign in by this room's own pages.

    Allauth's own configuration asks for its middleware in every process, the public one too.
    """

    name = "allauth.account"
    label = "account"
    default_auto_field = "django.db.models.AutoField"
