"""What a worker is asked of their own contract. Every question may stay empty; nothing here is kept."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from opennrm.prevention.checking import hourly, is_plausible, points
from opennrm.prevention.checking_terms import About, Work
from opennrm.prevention.checking_words import ABOUT, POINTS, WORK
from opennrm.prevention.terms import PayUnit
from opennrm.reporting.forms.door import YES_NO_UNSURE, Choice

ANSWERS = {"yes": True, "no": False}
UNITS = [(PayUnit.HOUR.value, _("one hour")), (PayUnit.DAY.value, _("one day")), (PayUnit.MONTH.value, _("one month"))]
NOTHING = _("Answer at least one question.")
NO_NUMBER = _("Write digits alone, for example 180000 or 8.")
WRONG_UNIT = _("This amount does not fit an hour, a day or a month as you chose. Look at both again.")
CHOICE = {"invalid_choice": _("Choose one of the answers shown.")}


class CheckForm(forms.Form):
    """One question a point, the kind of work, and the pay."""

    use_required_attribute = False
    work = forms.ChoiceField(
        label=_("What permission do you work with?"),
        choices=[(each.value, words) for each, words in WORK.items()],
        widget=forms.RadioSelect,
        required=False,
        error_messages=CHOICE,
    )
    pay = forms.CharField(label=_("How much is your pay, in yen?"), required=False, max_length=20)
    pay_unit = forms.ChoiceField(
        label=_("For how long is that?"), choices=UNITS, required=False, widget=Choice, error_messages=CHOICE
    )
    day_hours = forms.CharField(label=_("How many hours do you work on one day?"), required=False, max_length=20)
    week_days = forms.CharField(label=_("How many days do you work in one week?"), required=False, max_length=20)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        for name in ("pay", "day_hours", "week_days"):
            self.fields[name].widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}
        for point in points():
            self.fields[point.code] = forms.ChoiceField(
                label=POINTS[point.code],
                choices=YES_NO_UNSURE,
                widget=forms.RadioSelect,
                required=False,
                error_messages=CHOICE,
            )

    def groups(self) -> list[tuple[object, list[forms.BoundField]]]:
        """The questions under their headings, in order."""
        return [(ABOUT[about], [self[each.code] for each in points() if each.about == about]) for about in About]

    def clean_pay(self) -> Decimal | None:
        """The pay, or nothing."""
        return self._number("pay", most=Decimal(100_000_000))

    def clean_day_hours(self) -> Decimal | None:
        """Hours of a day."""
        return self._number("day_hours", most=Decimal(24))

    def clean_week_days(self) -> Decimal | None:
        """Days of a week."""
        return self._number("week_days", most=Decimal(7))

    def clean(self) -> dict[str, Any]:
        """At least one answer, and a pay that fits its unit."""
        said = super().clean() or {}
        if not self.errors and not any(said.get(each.code) for each in points()) and said.get("pay") is None:
            raise forms.ValidationError(NOTHING)
        unit = said.get("pay_unit")
        if said.get("pay") is not None and unit and not is_plausible(said["pay"], PayUnit(unit)):
            self.add_error("pay", WRONG_UNIT)
        return said

    def kind(self) -> Work:
        """The kind of work; «not sure» where nothing was said."""
        return Work(self.cleaned_data["work"] or Work.UNSURE.value)

    def answers(self) -> dict[str, bool | None]:
        """Yes, no or None by point."""
        return {each.code: ANSWERS.get(self.cleaned_data[each.code]) for each in points()}

    def by_the_hour(self) -> Decimal | None:
        """The pay for one hour, where all that is needed was said."""
        said = self.cleaned_data
        if said["pay"] is None or not said["pay_unit"]:
            return None
        return hourly(said["pay"], PayUnit(said["pay_unit"]), hours=said["day_hours"], days=said["week_days"])

    def _number(self, name: str, *, most: Decimal) -> Decimal | None:
        typed = self.cleaned_data[name].strip()
        if not typed:
            return None
        found = _read(typed)
        if found is None or not 0 < found <= most:
            raise forms.ValidationError(NO_NUMBER)
        return found


def _read(typed: str) -> Decimal | None:
    """Digits of any script, with commas between thousands, in front of or behind a sign of the currency."""
    bare = typed.translate(str.maketrans("，．", ",.")).strip("¥￥円 \u3000").replace(",", "").replace(" ", "")
    try:
        found = Decimal(bare)
    except ArithmeticError:
        return None
    return found if found.is_finite() else None
