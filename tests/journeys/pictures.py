"""The pictures of docs/tour.md, made by the walk that is tested: ``python -m tests.journeys.pictures``.

Every picture is what stands on the screen without scripting, in as few colours as show it.
"""

import io
import os
import tempfile
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "opennrm.config.settings")
django.setup()

from django.utils import timezone  # noqa: E402
from PIL import Image  # noqa: E402
from playwright.sync_api import Page, sync_playwright  # noqa: E402

from tests.journeys.site import BROWSER, both_served  # noqa: E402
from tests.journeys.walk import labour  # noqa: E402
from tests.journeys.walk.whole import house, walked  # noqa: E402
from tests.machine import CHECKOUT, chromium  # noqa: E402

FOLDER = CHECKOUT / "docs" / "pictures"
TOUR = CHECKOUT / "docs" / "tour.md"
COLOURS = 48


def keep(page: Page, name: str) -> None:
    """Keep what stands on the screen, where the tour shows a picture of this name."""
    if f"pictures/{name}.png" not in TOUR.read_text(encoding="utf-8"):
        return
    page.evaluate("window.scrollTo(0, 0)")
    seen = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    seen.quantize(COLOURS, dither=Image.Dither.NONE).save(FOLDER / f"{name}.png", optimize=True)


def main() -> None:
    """Walk, and keep the pictures the tour shows; those it shows no more are removed."""
    FOLDER.mkdir(exist_ok=True)
    for each in FOLDER.glob("*.png"):
        each.unlink()
    with (
        tempfile.TemporaryDirectory() as folder,
        both_served(Path(folder) / "home") as (public, desk),
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=str(chromium()), args=BROWSER)
        with house(browser, public, desk, keep) as at:
            labour.tells_identification(at.seat(labour.LOGIN))
            walked(at, timezone.localdate().year)
            reader = at.phone()
            reader.goes_to("en/statistics/")
            keep(reader.page, "public-after")
        browser.close()


if __name__ == "__main__":
    main()
