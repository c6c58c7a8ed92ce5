"""What the public door may do in the materials: read versions and their files. Comments and copies stay shut."""

from opennrm.access.rights import ALL, Right
from opennrm.foundations.models import Material, MaterialFile

RIGHTS = (Right(Material, reads=ALL), Right(MaterialFile, reads=ALL))
