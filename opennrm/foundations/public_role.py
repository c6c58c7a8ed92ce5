"""What the public pages read of leaflets and posters: the versions, and the file of each."""

from opennrm.access.rights import ALL, Right
from opennrm.foundations.models import Material, MaterialFile

RIGHTS = (Right(Material, ALL), Right(MaterialFile, ALL))
