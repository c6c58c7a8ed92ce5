"""What whoever counts may read: facts without names, and figures; for an engine or a colleague beside the desk."""

from opennrm.access.rights import ALL, Right
from opennrm.understanding.models import ROWS, Collection, Figure, ImportedFile

RIGHTS = tuple(Right(model, ALL) for model in (*ROWS.values(), Collection, ImportedFile, Figure))
