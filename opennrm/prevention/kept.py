"""How the records of prevention end."""

from opennrm.prevention.intern_kept import INTERNS

KEPT = (*INTERNS,)
