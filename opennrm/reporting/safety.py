"""The texts of the public door on which somebody's safety hangs: all of them, in one place.

A language that lacks one of them is not offered at all. Where no native speaker has read a language, each stands with
the Japanese and the English beside it (``{% safety "…" %}``). To translators: short, plain, nothing softened, nothing
promised beyond what stands here.
"""

from typing import Any

from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import override, pgettext_lazy

from opennrm.reporting.ruby import ruby

CONTEXT = "safety"
SOURCES = ("ja", "en")  # the languages the others are checked against

TEXTS: dict[str, Any] = {
    # danger
    "danger": pgettext_lazy("safety", "In danger now?"),
    "call": pgettext_lazy("safety", "Call 110 (police)"),
    "call_first": pgettext_lazy(
        "safety", "If you can, call 110 first. The police answer day and night. Then come back and write here."
    ),
    "call_for_them": pgettext_lazy(
        "safety",
        "If somebody is in danger at this moment, call 110 first. The police answer day and night. Do not try to "
        "free the person yourself: it can put both of you in danger.",
    ),
    "not_emergency": pgettext_lazy(
        "safety", "Do not wait for an answer here if you are in danger. Perhaps nobody is reading at this moment."
    ),
    # leaving quickly
    "leave": pgettext_lazy("safety", "Leave quickly"),
    "leave_what": pgettext_lazy("safety", "The button «Leave quickly» takes you at once to another, ordinary website."),
    "leave_not": pgettext_lazy(
        "safety",
        "It does not erase the browser's history. Whoever looks there can see that you opened this site.",
    ),
    # traces
    "history": pgettext_lazy(
        "safety",
        "Erase this site from the browser's history yourself. Leave the other entries: an empty history is noticed.",
    ),
    "private_window": pgettext_lazy(
        "safety", "A private window (secret or incognito mode) forgets the history when you close it."
    ),
    "other_device": pgettext_lazy(
        "safety",
        "If somebody else can take or check your phone or computer, use another one: of a friend, in a library.",
    ),
    "watched": pgettext_lazy(
        "safety",
        "If somebody seems to know what you do on your phone, a program may be watching it. Then nothing on that "
        "phone is safe, this page neither. Use another phone.",
    ),
    "network": pgettext_lazy(
        "safety",
        "Whoever runs the Wi-Fi (an employer, a landlord) can see that you opened this site, but not what you write. "
        "Tor Browser hides that too.",
    ),
    "onion": pgettext_lazy("safety", "In Tor Browser you can open this site at this address:"),
    "calls_listed": pgettext_lazy(
        "safety", "A call can be seen in the phone's list of calls and perhaps on the bill. Erase it from the list."
    ),
    # who sees what
    "no_name": pgettext_lazy(
        "safety",
        "You need no name, no account, no telephone number. This site sets no cookie and does not keep the address "
        "of your phone or computer.",
    ),
    "sealed": pgettext_lazy(
        "safety", "What you write is locked before it is kept. Only the organisations that receive it can open it."
    ),
    "no_visit": pgettext_lazy(
        "safety",
        "Nobody calls you, writes to you or visits you unless you say here that it is safe. Only if you name a place "
        "where somebody is in danger, the police may go there.",
    ),
    "contact_hint": pgettext_lazy(
        "safety", "If you are not sure, choose «No». You can read the answer here, with your receipt number."
    ),
    "say_hint": pgettext_lazy(
        "safety",
        "For example: «wrong number», or the name of a shop. If you leave this empty, we do not say who we are.",
    ),
    # the receipt
    "keep_now": pgettext_lazy(
        "safety",
        "Write this receipt number down now. You see it only this once. Nobody can find it for you again, not even we.",
    ),
    "keep_hidden": pgettext_lazy(
        "safety",
        "Whoever has this number can read the answers to you. Keep it where those you are afraid of do not look.",
    ),
    "shows_answers": pgettext_lazy(
        "safety", "The receipt number shows the answers to you. It never shows what you wrote before."
    ),
    "cannot_keep": pgettext_lazy(
        "safety",
        "If a note is dangerous: learn the number by heart, four digits at a time, or hide the groups among "
        "telephone numbers or prices. Or give it to somebody you trust.",
    ),
    "without": pgettext_lazy(
        "safety",
        "Without the receipt number you cannot read the answer. What you wrote has arrived all the same and will be "
        "read. You can write to us anew at any time.",
    ),
    "print": pgettext_lazy("safety", "A printed page can be found. Print only if you can hide it."),
    # what happens next
    "next": pgettext_lazy(
        "safety",
        "Next, somebody reads what you wrote and writes an answer. Come back with the receipt number to read it.",
    ),
    "on_duty": pgettext_lazy("safety", "Somebody is on duty now."),
    "next_turn": pgettext_lazy("safety", "Nobody is on duty now. The next duty begins: %(moment)s (time in Japan)."),
    "not_said": pgettext_lazy("safety", "We cannot say when somebody will read this."),
    "waiting": pgettext_lazy("safety", "No answer yet. Come back tomorrow, if that is safe."),
    # files
    "files_hide": pgettext_lazy(
        "safety",
        "Pictures and documents can hide names, places and times; we remove those. What can be seen stays: faces, "
        "tattoos, a sign, a view from a window.",
    ),
    "files_original": pgettext_lazy(
        "safety",
        "Send the unchanged file too, as evidence. It may hide your name, the place and the time.",
    ),
    # withdrawing
    "withdraw_what": pgettext_lazy(
        "safety",
        "What nobody has read yet is erased. What was read already is marked as withdrawn, and kept for as long as "
        "the rules say.",
    ),
    "withdraw_final": pgettext_lazy("safety", "You cannot undo this. You can write to us anew at any time."),
    # the list of telephone numbers
    "ask_first": pgettext_lazy(
        "safety",
        "Where «free of charge» is not written, we do not know whether the call costs money. You may ask before "
        "anything else: «Does this call cost money? Must I give my name?»",
    ),
    "unknown_hours": pgettext_lazy("safety", "We do not know whether somebody answers at this hour."),
    # a demonstration
    "demo": pgettext_lazy("safety", "Demonstration: nobody reads what you write here. The telephone numbers are real."),
}


def said(key: str, language: str, *, reviewed: bool, **values: Any) -> list[tuple[str, SafeString]]:
    """A safety text as (language, text): the page's own, then the sources where nobody has read the translation."""
    beside = () if reviewed or language in SOURCES else SOURCES
    return [(each, _in(each, TEXTS[key], values)) for each in (language, *beside)]


def _in(language: str, text: Promise, values: dict[str, Any]) -> SafeString:
    with override(language):
        plain = str(text)
        return ruby(plain % {name: str(value) for name, value in values.items()} if values else plain)
