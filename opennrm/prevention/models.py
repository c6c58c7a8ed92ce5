"""What prevention holds."""

# Employers and examinations
from opennrm.prevention.employers import Contract, Employer, Tie
from opennrm.prevention.examinations import Examination, Letter, Line, Measure, Paper

__all__ = ["Contract", "Employer", "Examination", "Letter", "Line", "Measure", "Paper", "Tie"]
