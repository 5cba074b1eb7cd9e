"""Every page in a browser: no error, no scrolling sideways on a phone, usable by keyboard; and the pictures."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.store.base import Store
from onrecord.web.app import create_app

sync_api = pytest.importorskip("playwright.sync_api")
CHROMIUM = shutil.which("chromium")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium")

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
PLEDGE = "https://northlightwire.example/2031/03/03/kerrane-port-pledge"
ORIGIN = "https://northlightwire.example/2031/03/05/ostrey-shelling"
COPY = "https://radiolathenshore.example/2031/03/05/ostrey-shelling"
PAGES = {
    "reports": "/",
    "search": "/search?words=strait",
    "report": f"/report?key={PLEDGE}",
    "speakers": "/speaker",
    "speaker": "/speaker?name=Teyla+Morrand",
    "figures": "/figures?measure=killed",
    "all-figures": "/figures",
    "coverage": "/coverage",
    "quotation": "/quotation?words=orders+to+stop+any+ship",
    "compare": f"/compare?key={PLEDGE}",
    "cite": f"/cite?key={PLEDGE}&statement=2",
    "copies": f"/compare?key={COPY}&other={ORIGIN}",
    "add": "/add",
}


@pytest.fixture(scope="module")
def served(demonstration_store: Store) -> Iterator[str]:
    """The address of the reading room, served as `onrecord serve` does."""
    import uvicorn

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(
        uvicorn.Config(create_app(demonstration_store), port=port, log_level="warning", ws="none", lifespan="off")
    )
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


def test_pages_in_a_browser(served: str) -> None:
    with sync_api.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        faults: list[str] = []
        for width, height, script, scheme in ((1280, 860, True, "light"), (360, 740, False, "dark")):
            page = browser.new_page(
                viewport={"width": width, "height": height}, java_script_enabled=script, color_scheme=scheme
            )
            page.on("console", lambda told: faults.append(told.text) if told.type in ("error", "warning") else None)
            page.on("pageerror", lambda error: faults.append(str(error)))
            for name, path in PAGES.items():
                page.goto(served + path)
                wide = page.evaluate("document.documentElement.scrollWidth") if script else _width(page)
                assert wide <= width, f"{name} is {wide} wide"
                if script and name in ("report", "search", "figures", "quotation"):
                    PICTURES.mkdir(parents=True, exist_ok=True)
                    page.screenshot(path=PICTURES / f"{name}.png")
            page.close()
        for scheme in ("light", "dark"):
            faults += _audited(browser, served, scheme)
        _searches_without_a_new_page(browser, served)
        _joins_what_is_focused(browser, served)
        browser.close()
    assert faults == []


def _audited(browser: sync_api.Browser, served: str, scheme: str) -> list[str]:
    """What axe finds on the pages, of whatever weight."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    found = []
    # The audit is a script, which the pages' own policy keeps out.
    context = browser.new_context(color_scheme=scheme, bypass_csp=True)
    for name, path in PAGES.items():
        page = context.new_page()
        page.goto(served + path)
        told = axe.run(page).response
        assert told["passes"], "axe looked at nothing"
        found += [
            f"{name}, {scheme}: {violation['id']}: {[node['html'][:120] for node in violation['nodes'][:3]]}"
            for violation in told["violations"]
        ]
        page.close()
    context.close()
    return found


def _width(page: sync_api.Page) -> int:
    """How wide the page is; the protocol tells it where scripts are off."""
    metrics = page.context.new_cdp_session(page).send("Page.getLayoutMetrics")
    return int(metrics["cssContentSize"]["width"])


def _searches_without_a_new_page(browser: sync_api.Browser, served: str) -> None:
    page = browser.new_page()
    page.goto(f"{served}/search")
    page.evaluate("window.same = true")
    page.get_by_label("Words that must all be there").fill("strait")
    page.get_by_role("button", name="Search").click()
    page.locator("mark").first.wait_for()
    assert page.evaluate("window.same") is True
    assert "words=strait" in page.url
    page.get_by_label("Since").fill("soon")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("heading", name="This cannot be asked").wait_for()
    page.close()


def _joins_what_is_focused(browser: sync_api.Browser, served: str) -> None:
    page = browser.new_page()
    page.goto(served + PAGES["report"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the content"
    page.locator("#r1-s2 a.number").focus()
    colour = "e => getComputedStyle(e).outlineStyle"
    assert page.locator(".source.m2").first.evaluate(colour) == "solid"
    assert page.locator(".cue.m2").first.evaluate(colour) == "solid"
    page.close()
