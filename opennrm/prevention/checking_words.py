"""What «check my contract» asks, in every language of the public door: short, plain, of oneself.

To translators: somebody afraid reads this, perhaps in secret. Each is something they say of themselves, and answer
with yes, no, or «I am not sure».
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from opennrm.prevention.checking_terms import About, Work

POINTS: dict[str, Any] = {  # by the code of a point in data/own_contract.toml
    "forced": _("I am forced to work: by violence, by threats, or because I am locked in."),
    "outings": _("I am forbidden to go out, to use a telephone, or to meet people."),
    "passport": _("Somebody else keeps my passport or my residence card."),
    "bankbook": _("Somebody else keeps my bankbook, my bank card or my savings."),
    "penalty": _("I or my family must pay money if I stop working or leave."),
    "deposit": _("I or my family had to leave money or valuables with somebody as a deposit."),
    "equal_pay": _("I am paid at least as much as a Japanese who does the same work."),
    "traceable": _("My pay goes to my bank account, or I get a paper that shows how much it is."),
    "support_cost": _("The cost of the support I get is taken from my pay."),
    "hours": _("My hours of work are the same as those of the Japanese here."),
    "worse": _("I am treated worse because I am a foreigner."),
    "home_leave": _("I can take paid leave to visit my home country."),
    "fare_home": _("If I cannot pay for the journey home, the company pays."),
    "explained": _("Before I signed, the contract was explained to me in a language I understand."),
    "language": _("At work somebody helps me in a language I understand."),
}
ABOUT: dict[About, Any] = {
    About.FREEDOM: _("Freedom"),
    About.MONEY: _("Things and money others keep"),
    About.PAY: _("Pay and hours"),
    About.HELP: _("Home country and help"),
}
WORK: dict[Work, Any] = {
    Work.SKILLED: _("Specified Skilled Worker"),
    Work.INTERN: _("Technical intern"),
    Work.OTHER: _("Something else"),
    Work.UNSURE: _("I am not sure"),
}
