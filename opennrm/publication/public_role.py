"""What the public pages read: editions, figures others published, and the ledger of releases without its officials."""

from opennrm.access.rights import ALL, Right
from opennrm.publication.models import Budget, Edition, EditionFile, Release, Spending, Withdrawal
from opennrm.understanding.models import Figure

LEDGER = ("id", "budget", "title", "promise", "epsilon", "delta", "sha256", "on")
RELEASE = ("id", "number", "spending", "title_en", "title_ja", "policy", "public", "text", "sha256", "told", "on")
RIGHTS = (
    Right(Edition, ALL),
    Right(EditionFile, ALL),
    Right(Figure, ALL),
    Right(Budget, ("id", "population", "year", "epsilon", "declared_on")),
    Right(Spending, LEDGER),
    Right(Release, RELEASE),
    Right(Withdrawal, ("id", "release", "why", "on")),
)
