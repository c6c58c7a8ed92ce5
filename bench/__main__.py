"""``python -m bench`` measures everything small; ``python -m bench chapter1 --rows 10000000`` one thing large."""

import argparse

from bench import chapter1, demo_year, engines, scope, synthesis


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("what", nargs="?", choices=("chapter1", "engines", "demo_year", "scope", "synthesis"))
    parser.add_argument("--rows", type=int, help="victims in the made-up register; protected rows for scope")
    asked = parser.parse_args()
    if asked.what in (None, "chapter1"):
        chapter1.main(asked.rows or chapter1.SMALL)
    if asked.what in (None, "engines"):
        engines.main(asked.rows or engines.SMALL)
    if asked.what in (None, "demo_year"):
        demo_year.main()
    if asked.what in (None, "scope"):
        scope.main(asked.rows or scope.SMALL)
    if asked.what in (None, "synthesis"):
        synthesis.main(asked.rows or synthesis.SMALL)


main()
