"""What is typed to sign in, to set up, to let somebody in."""

from typing import Any, cast

from django import forms
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from opennrm.accounts.models import Account
from opennrm.agencies.models import Official, Organisation
from opennrm.agencies.roles import ROLES
from opennrm.agencies.rules import may
from opennrm.agencies.terms import Power
from opennrm.page.refusals import Refused


class Plain(forms.Form):
    """A form whose fields are named in words, and that can say what an action refused."""

    def refused(self, why: Refused, field: str | None = None) -> None:
        """Put a refusal beside the field it speaks of, or above all of them."""
        self.add_error(field, str(why))


class SignIn(Plain):
    """E-mail address and password."""

    email = forms.EmailField(
        label=_("E-mail address"), max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "username"})
    )
    password = forms.CharField(
        label=_("Password"),
        max_length=1000,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class Code(Plain):
    """A code of the app, or a recovery code."""

    code = forms.CharField(
        label=_("Code"),
        max_length=20,
        help_text=_("The six digits your authenticator app shows now, or one of your recovery codes (eight digits)."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class FirstCode(Plain):
    """The first code of a new app."""

    code = forms.CharField(
        label=_("Code"),
        max_length=12,
        help_text=_("The six digits your authenticator app shows now."),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class Passkey(Plain):
    """What the browser's script sends."""

    credential = forms.CharField(max_length=20_000, widget=forms.HiddenInput)
    name = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)


class NamedPasskey(Plain):
    """A new passkey with the name its owner will know it by."""

    name = forms.CharField(
        label=_("Name"),
        max_length=60,
        help_text=_("So that you know it later, as in «work laptop» or «blue key». No person's name is needed."),
    )
    credential = forms.CharField(max_length=20_000, widget=forms.HiddenInput)


class Confirm(Plain):
    """Password and code, to prove again who one is."""

    password = SignIn.base_fields["password"]
    code = Code.base_fields["code"]


class NewPassword(Plain):
    """A password to be, twice."""

    password = forms.CharField(
        label=_("New password"),
        max_length=1000,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("The same password again"),
        max_length=1000,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, account: Account, **options: Any) -> None:
        super().__init__(*args, **options)
        self.account = account
        self.fields["password"].help_text = " ".join(password_validators_help_texts())

    def clean_password(self) -> str:
        """Long enough, not a common one, not the e-mail address."""
        password = cast(str, self.cleaned_data["password"])
        validate_password(password, self.account)
        return password

    def clean(self) -> dict[str, Any]:
        """Both are the same."""
        given = super().clean() or {}
        if "password" in given and "again" in given and given["password"] != given["again"]:
            self.add_error("again", _("The two passwords differ. Type the same one twice."))
        return given


class Ask(Plain):
    """Who cannot sign in."""

    email = SignIn.base_fields["email"]


class Invite(Plain):
    """Who is let in, where, and as what."""

    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("Organisation"))
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        help_text=_("Their address at work. They will sign in with it."),
    )
    name = forms.CharField(
        label=_("Name"),
        max_length=120,
        required=False,
        help_text=_("Shown to colleagues; kept sealed. Erased when it is no longer needed."),
    )
    title = forms.CharField(
        label=_("Post"),
        max_length=120,
        required=False,
        help_text=_("As the office's directory prints it. Shown where no name is given."),
    )
    roles = forms.MultipleChoiceField(label=_("Roles"), widget=forms.CheckboxSelectMultiple)
    lead = forms.BooleanField(
        label=_("Lead of the organisation"),
        required=False,
        help_text=_("A lead appoints officials there, and takes over open work of those who leave."),
    )

    def __init__(self, *args: Any, by: Official, **options: Any) -> None:
        super().__init__(*args, **options)
        today, language = timezone.localdate(), get_language() or "en"
        everywhere = may(by.post(), Power.APPOINT, today)
        chosen = cast("forms.ModelChoiceField[Any]", self.fields["organisation"])
        chosen.queryset = (
            Organisation.objects.all() if everywhere else Organisation.objects.filter(pk=by.organisation_id)
        )
        chosen.label_from_instance = lambda body: str(body.name_on(today, language))  # type: ignore[method-assign,assignment]
        if not everywhere:
            chosen.initial, chosen.empty_label = by.organisation_id, None
        roles = cast(forms.MultipleChoiceField, self.fields["roles"])
        roles.choices = [
            (role.code, f"{role.name.of(language)}: {role.description.of(language)}")
            for role in ROLES.values()
            if everywhere or role.by_lead
        ]


class AskFor(Plain):
    """For which colleague a recovery is asked."""

    account = forms.ModelChoiceField(Account.objects.none(), label=_("Official"))

    def __init__(self, *args: Any, among: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        chosen = cast("forms.ModelChoiceField[Any]", self.fields["account"])
        chosen.queryset = among
        chosen.label_from_instance = lambda account: str(account.email)  # type: ignore[method-assign,assignment]


class Phrase(Plain):
    """The phrase of an inbox."""

    phrase = forms.CharField(
        label=_("Inbox phrase"),
        max_length=300,
        help_text=_("Four words with hyphens between them. Capitals, blanks and hyphens do not matter."),
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )


class RecoveryKey(Plain):
    """The recovery key of an inbox, from its paper."""

    recovery_key = forms.CharField(
        label=_("Recovery key"),
        max_length=200,
        help_text=_("Letters in groups of four, as on the paper. Capitals, blanks and hyphens do not matter."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )


class Joining(Plain):
    """A colleague who gets a phrase."""

    official = forms.ChoiceField(label=_("Official"))

    def __init__(self, *args: Any, among: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ChoiceField, self.fields["official"]).choices = among
