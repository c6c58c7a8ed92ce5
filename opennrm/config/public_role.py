"""What the public process reads to say whether it is ready: the tables' version, and that a worker lives."""

from django.db.migrations.recorder import MigrationRecorder

from opennrm.access.rights import ALL, Right
from opennrm.worker.models import Beat

RIGHTS = (Right(MigrationRecorder.Migration, ALL), Right(Beat, ALL))
