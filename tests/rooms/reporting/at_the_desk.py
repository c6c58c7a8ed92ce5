"""The desk as its officials use it: a browser whose inbox is open, and what a page says."""

from opennrm.reporting.models import Report
from tests.desk import signed_in
from tests.rooms.reporting.world import PHRASE, Body


def opened(there: Body):
    """A browser of a body's official, with the inbox open."""
    client = signed_in(there.official)
    assert client.post("/en/inbox-key/", {"phrase": PHRASE}).status_code == 302
    return client


def text(answer):
    return answer.content.decode()


def address(report: Report, verb: str = "", lang: str = "en"):
    return f"/{lang}/reports/{report.pk}/{verb}"


def seen(there: Body, report: Report):
    """The report as it is now."""
    with there.acting():
        return Report.objects.get(pk=report.pk)
