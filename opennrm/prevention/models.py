"""What prevention holds."""

# Technical interns
from opennrm.prevention.interns import InternCase, InternNote, InternRequest, InternStep, NamedOfficer

__all__ = ["InternCase", "InternNote", "InternRequest", "InternStep", "NamedOfficer"]
