"""What prevention holds. The nouns stand beside: ``employers``, ``examinations``; ``interns``."""

from opennrm.prevention.employers import Contract, Employer, Tie
from opennrm.prevention.examinations import Examination, Letter, Line, Measure, Paper
from opennrm.prevention.interns import InternCase, InternNote, InternRequest, InternStep, NamedOfficer

__all__ = [
    "Contract",
    "Employer",
    "Examination",
    "InternCase",
    "InternNote",
    "InternRequest",
    "InternStep",
    "Letter",
    "Line",
    "Measure",
    "NamedOfficer",
    "Paper",
    "Tie",
]
