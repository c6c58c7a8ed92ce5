"""A reporting year of the plan of 2022, two bodies and a secretariat; all made up."""

from datetime import date

from opennrm.plan import actions, reporting, years
from opennrm.plan.models import BodyProgress
from opennrm.plan.reporting import Words
from tests.desk import body, official

TODAY = date(2026, 2, 1)
YEAR = 2025
JA, EN = "（架空）会議を開催した。", "(Made up) A meeting was held."


class World:
    """The police and the labour ministry report; ``row`` is the police's progress on 1(1)."""

    def __init__(self):
        actions.load_plans()
        self.secretariat = official(body("cas"), roles=["plan_secretariat"])
        self.police = official(body("npa"), roles=["progress_reporter"])
        self.colleague = official(body("npa"), roles=["progress_reporter"])
        self.labour = official(body("mhlw"), roles=["progress_reporter"])
        self.year = years.open_year(YEAR, by=self.secretariat, on=TODAY)
        self.row = BodyProgress.objects.get(year=YEAR, measure__item="1(1)", organisation="npa")

    def write(self, ja=JA, en=EN, *, at="", by=None, **more):
        return reporting.write(self.row, Words(ja, en), at=at, by=by or self.police, on=TODAY, **more)

    def send(self, *, at="1.1", answer="", by=None):
        reporting.send(self.row, at=at, answer=answer, by=by or self.police, on=TODAY)

    def sent(self):
        self.write()
        self.send()
        return self.now()

    def now(self):
        self.row.refresh_from_db()
        return self.row
