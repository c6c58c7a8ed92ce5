"""``python -m bench`` measures everything small; ``python -m bench chapter1 --rows 10000000`` one thing large."""

import argparse

from bench import chapter1, demo_year


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("what", nargs="?", choices=("chapter1", "demo_year"))
    parser.add_argument("--rows", type=int, default=chapter1.SMALL, help="victims in the register of chapter1")
    asked = parser.parse_args()
    if asked.what in (None, "chapter1"):
        chapter1.main(asked.rows)
    if asked.what in (None, "demo_year"):
        demo_year.main()


main()
