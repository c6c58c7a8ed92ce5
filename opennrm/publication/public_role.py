"""What the public pages read: editions, and figures others published."""

from opennrm.access.rights import ALL, Right
from opennrm.publication.models import Edition
from opennrm.understanding.models import Figure

RIGHTS = (Right(Edition, ALL), Right(Figure, ALL))
