"""opennrm catalogues: translations, extracted, compiled and counted."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from opennrm.page import catalogues


class Command(BaseCommand):
    help = "translations: extract messages, compile catalogues, say what is missing"

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        extract = verbs.add_parser("extract", help="bring catalogues up to date with the code")
        extract.add_argument("languages", nargs="*", help="which; all that exist where none is named")
        verbs.add_parser("compile", help="write the compiled catalogues")
        state = verbs.add_parser("state", help="how far each language is")
        state.add_argument("--complete", metavar="LANGUAGE", help="fail where this language lacks a message")
        state.add_argument("--safe", action="store_true", help="fail where a catalogue lacks a safety text")

    def handle(self, *, verb: str, **options: Any) -> None:
        if verb == "extract":
            for language in options["languages"] or catalogues.languages():
                self.stdout.write(f"{language}: {catalogues.extract_into(language)} messages")
        elif verb == "compile":
            self.stdout.write(f"Compiled {catalogues.compile_all()} catalogue(s).")
        else:
            self._state(options["complete"], safe=options["safe"])

    def _state(self, complete: str | None, *, safe: bool) -> None:
        unsafe = []
        for language in catalogues.languages():
            found = catalogues.state(language)
            lacks = f", {len(found.unsafe)} of them safety texts" if found.unsafe else ""
            self.stdout.write(f"{language}: {found.translated} translated, {len(found.missing)} missing{lacks}")
            unsafe += [f"{language}: {text}" for text in found.unsafe]
            if language == complete and found.missing:
                listed = "\n  ".join(found.missing)
                raise CommandError(
                    f"{language} lacks {len(found.missing)} message(s). Run «opennrm catalogues extract {language}», "
                    f"then translate in opennrm/locale/{language}:\n  {listed}"
                )
        if safe and unsafe:
            listed = "\n  ".join(unsafe)
            raise CommandError(f"Safety texts are missing; a language without one is not offered:\n  {listed}")
