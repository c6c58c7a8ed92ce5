"""At start: collect which tables are protected, once every model is there."""

from django.apps import AppConfig, apps

from opennrm.access import walls


class AccessConfig(AppConfig):
    """The room that knows who may open which file."""

    name = "opennrm.access"

    def ready(self) -> None:
        """Raise ``walls.Misdeclared`` where a model's ``class Scoped`` does not lead to a file."""
        walls.collect(apps.get_models(include_auto_created=True))
