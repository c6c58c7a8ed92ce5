"""What whoever counts may read: facts without names, and figures; for an engine or a colleague beside the desk."""

from django.db.models import Model

from opennrm.access.rights import ALL, Right
from opennrm.understanding.models import ROWS, Collection, Figure, ImportedFile

MODELS: tuple[type[Model], ...] = (*ROWS.values(), Collection, ImportedFile, Figure)
RIGHTS = tuple(Right(model, ALL) for model in MODELS)
