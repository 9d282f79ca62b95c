"""The pages in a real headless Chromium: both languages and directions, the keyboard, drawings, axe, and texts that mean harm."""

from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

from khabar.query.entities import entities
from khabar.query.moments import moments
from khabar.serve import links
from khabar.store.database import Database
from khabar.store.judging import Judging

from . import hostile
from .conftest import AXE, served

LONG = next(record.id for record in hostile.records() if record.text.count("\n") > 1_000)
OVERRIDDEN = next(record.id for record in hostile.records() if hostile.OVERRIDE in record.text)

PAGES = [
    "/",
    "/?q=الحدود",
    "/report/border-lb",
    "/versions/border-lb",
    "/entities",
    "/places",
    "/timeline",
    "/processes",
    "/outlets",
    "/statements",
    "/events",
    "/reports",
    "/corrections",
    "/nowhere",
]
DRAWN = "return [...document.querySelectorAll('[data-map],[data-timeline],[data-graph]')].every((box) => box.dataset.drawn || box.hidden)"


def open_page(browser: Chrome, address: str) -> None:
    browser.get(address)
    browser.execute_async_script("document.fonts.ready.then(arguments[0])")
    WebDriverWait(browser, 20).until(lambda seen: seen.execute_script(DRAWN))


def complaints(browser: Chrome) -> list[str]:
    """Return what the browser complained of since it was last asked: errors, blocked styles and scripts; not that a page is missing."""
    entries: list[dict[str, Any]] = browser.get_log("browser")  # type: ignore[no-untyped-call]
    return [entry["message"] for entry in entries if "status of 404" not in entry["message"]]


def violations(browser: Chrome) -> list[str]:
    """Return what axe finds serious or critical on the page."""
    browser.execute_script(AXE.read_text(encoding="utf-8"))
    found: dict[str, Any] = browser.execute_async_script("axe.run(document, {resultTypes: ['violations']}).then(arguments[0])")
    serious = [item for item in found["violations"] if item["impact"] in {"serious", "critical"}]
    return [f"{item['id']}: {item['nodes'][0]['html'][:200]}" for item in serious]


def busy(samples: Path, kind: str) -> str:
    """Return the id of an entity of a type that something is told of: the most reported one."""
    with Database(samples, read_only=True) as database:
        return next(line.id for line in entities(database, kind=kind, limit=200).lines if moments(database, line.id))


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("en", "ltr")])
def test_pages_run_in_their_direction_without_complaint_or_finding(desk: str, browser: Chrome, page: str, language: str, direction: str) -> None:
    open_page(browser, f"{desk.rstrip('/')}{page}{'&' if '?' in page else '?'}lang={language}")
    root = browser.find_element(By.TAG_NAME, "html")
    assert (root.get_attribute("lang"), root.get_attribute("dir")) == (language, direction)
    assert violations(browser) == []
    assert complaints(browser) == []


# every dot of a timeline lies inside the drawing
INSIDE = """
    const frame = document.querySelector("[data-timeline] svg:last-of-type").getBoundingClientRect();
    return [...document.querySelectorAll("[data-timeline] svg:last-of-type circle")].every((dot) => {
        const box = dot.getBoundingClientRect();
        return box.top >= frame.top && box.bottom <= frame.bottom;
    });
"""


def lane_of(row: WebElement) -> str:
    return row.find_elements(By.TAG_NAME, "td")[1].text.split("\n")[0]


@pytest.mark.parametrize("kind", ["PER", "ORG", "LOC"])
def test_entity_pages_and_timelines_are_drawn(desk: str, samples: Path, browser: Chrome, kind: str) -> None:
    for page in ("entity", "timeline"):
        open_page(browser, desk.rstrip("/") + links.page(page, busy(samples, kind)))
        assert violations(browser) == []
        assert complaints(browser) == []
    drawn = browser.find_elements(By.CSS_SELECTOR, "[data-timeline] svg circle")
    days = {(row.find_element(By.TAG_NAME, "time").get_attribute("datetime"), lane_of(row)) for row in browser.find_elements(By.CSS_SELECTOR, "tbody tr")}
    assert len(drawn) == len(days) > 0
    assert browser.execute_script(INSIDE)


def test_an_axis_names_no_month_twice(desk: str, browser: Chrome) -> None:
    open_page(browser, f"{desk}timeline/loc-oman?lang=ar")
    axes = browser.execute_script("""
        return [...document.querySelectorAll("[data-timeline] svg")].map((drawing) =>
            [...drawing.querySelectorAll("[aria-label='x-axis tick label'] text")].map((tick) => tick.textContent));
    """)
    assert axes
    for ticks in axes:
        assert len(ticks) > 1
        assert len(set(ticks)) == len(ticks)


def test_places_are_on_the_map_with_their_names(desk: str, browser: Chrome) -> None:
    open_page(browser, f"{desk}places")
    spots = browser.find_elements(By.CSS_SELECTOR, "path.spot")
    assert len(spots) == len(browser.find_elements(By.CSS_SELECTOR, "tbody tr"))
    assert len(browser.find_elements(By.CSS_SELECTOR, "path.land")) > 150


def test_nothing_is_asked_of_another_server(desk: str, browser: Chrome) -> None:
    for page in ("/", "/places", "/report/border-lb", "/api/v1/docs"):
        open_page(browser, desk.rstrip("/") + page)
        asked = browser.execute_script("return performance.getEntriesByType('resource').map((entry) => entry.name)")
        assert [name for name in asked if not name.startswith(desk) and not name.startswith("data:")] == []


def test_dates_do_not_flip_inside_arabic(desk: str, browser: Chrome) -> None:
    open_page(browser, f"{desk}report/border-lb?lang=ar")
    places = browser.execute_script("""
        const node = document.querySelector("h1 ~ p time bdi").firstChild;
        return [...Array(10).keys()].map((i) => {
            const range = document.createRange();
            range.setStart(node, i); range.setEnd(node, i + 1);
            return range.getBoundingClientRect().left;
        });
    """)
    assert places == sorted(places)  # the year stands left of the month, the month left of the day


def test_a_search_is_typed_followed_and_narrowed_by_the_keyboard(desk: str, browser: Chrome) -> None:
    open_page(browser, f"{desk}?lang=ar")
    browser.find_element(By.TAG_NAME, "body").send_keys("/")
    browser.switch_to.active_element.send_keys("الحدود" + Keys.ENTER)
    WebDriverWait(browser, 10).until(lambda seen: "q=" in seen.current_url)
    assert browser.find_elements(By.CSS_SELECTOR, "#hits mark")
    before = browser.find_element(By.CSS_SELECTOR, "#results [role=status]").text
    browser.find_element(By.CSS_SELECTOR, ".facets a").send_keys(Keys.ENTER)
    WebDriverWait(browser, 10).until(lambda seen: seen.find_elements(By.CSS_SELECTOR, ".chips a"))
    assert browser.find_element(By.CSS_SELECTOR, "#results [role=status]").text != before


def test_the_first_tab_leads_past_the_navigation(desk: str, browser: Chrome) -> None:
    open_page(browser, f"{desk}report/border-lb")
    browser.find_element(By.TAG_NAME, "body").send_keys(Keys.TAB)
    browser.switch_to.active_element.send_keys(Keys.ENTER)
    assert browser.execute_script("return document.activeElement.id") == "main"


def test_a_statement_leads_to_its_words_and_its_words_to_it(desk: str, browser: Chrome) -> None:
    open_page(browser, f"{desk}report/border-lb")
    card = browser.find_element(By.CSS_SELECTOR, ".record .card")
    words = card.find_element(By.CSS_SELECTOR, ".quote").text.split()[0]
    card.find_element(By.CSS_SELECTOR, ".where a").click()
    target = browser.execute_script("return document.querySelector(':target').textContent")
    assert target.split()[0] == words


def test_the_next_hits_come_without_a_new_page(desk: str, browser: Chrome) -> None:
    open_page(browser, f"{desk}events")
    before = len(browser.find_elements(By.CSS_SELECTOR, "#hits > li"))
    browser.execute_script("window.same = true; document.querySelector('.pager a').click()")
    WebDriverWait(browser, 10).until(lambda seen: len(seen.find_elements(By.CSS_SELECTOR, "#hits > li")) > before)
    assert browser.execute_script("return window.same")
    assert complaints(browser) == []


@pytest.mark.parametrize("page", ["", "report/border-lb", "entities", "outlets", "events"])
def test_a_phone_needs_no_scrolling_sideways(desk: str, browser: Chrome, page: str) -> None:
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {"width": 360, "height": 740, "deviceScaleFactor": 1, "mobile": True})
    try:
        for language in ("ar", "en"):
            open_page(browser, f"{desk}{page}?lang={language}")
            assert browser.execute_script("return document.documentElement.scrollWidth") <= 360
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_the_log_of_corrections_fits_a_phone(samples: Path, tmp_path: Path, browser: Chrome) -> None:
    judged = tmp_path / "judged.db"
    with Database(samples, read_only=True) as database, Database(judged) as copy:
        database.connection.backup(copy.connection)
        Judging(copy, "ليلى").rename("loc-libya", "ليبيا كما تسميها الأخبار كلها منذ سنوات طويلة", "note " * 20)
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {"width": 360, "height": 740, "deviceScaleFactor": 1, "mobile": True})
    try:
        with served(judged, edit=True) as address:
            for language in ("ar", "en"):
                open_page(browser, f"{address}corrections?lang={language}")
                assert browser.find_elements(By.ID, "judgement-1")
                assert browser.execute_script("return document.documentElement.scrollWidth") <= 360
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_on_a_phone_what_was_found_comes_before_what_narrows_it(desk: str, browser: Chrome) -> None:
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {"width": 360, "height": 740, "deviceScaleFactor": 1, "mobile": True})
    try:
        open_page(browser, f"{desk}?q=الحدود&lang=ar")
        top = "return document.querySelector(arguments[0]).getBoundingClientRect().top"
        assert browser.execute_script(top, "#hits > li") < 400 < browser.execute_script(top, ".facets li")
        assert violations(browser) == []
        browser.find_element(By.CSS_SELECTOR, "a.narrow").click()
        assert browser.execute_script(top, ".facets") < 740
        open_page(browser, f"{desk}outlets?lang=en")
        assert violations(browser) == []
    finally:
        browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


def test_an_empty_box_shows_its_hint_at_the_side_where_one_begins_to_write(desk: str, browser: Chrome) -> None:
    directions = []
    for language in ("ar", "en"):
        open_page(browser, f"{desk}?lang={language}")
        directions.append(browser.execute_script("return getComputedStyle(document.getElementById('q')).direction"))
    assert directions == ["rtl", "ltr"]


def test_dark_pages_keep_their_contrast(desk: str, browser: Chrome) -> None:
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": "dark"}]})
    try:
        for page in ("", "report/border-lb", "entities", "places"):
            open_page(browser, desk + page)
            assert violations(browser) == []
    finally:
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


def test_a_long_report_leads_on_at_its_end(harmful_desk: str, browser: Chrome) -> None:
    open_page(browser, f"{harmful_desk.rstrip('/')}{links.page('report', LONG)}?lang=ar")
    ends = browser.find_elements(By.CSS_SELECTOR, ".text .notice a")
    assert len(ends) == 1
    ends[0].click()
    assert "from=40000" in browser.current_url


def test_a_report_prints(desk: str, browser: Chrome) -> None:
    open_page(browser, f"{desk}report/border-lb")
    assert browser.print_page()


def test_texts_that_mean_harm_do_none(harmful_desk: str, browser: Chrome, harmful_pages: list[str]) -> None:
    for page in harmful_pages:
        open_page(browser, harmful_desk.rstrip("/") + page)
        assert browser.execute_script("return window.harmed") is None, page
        assert browser.execute_script("return document.documentElement.scrollWidth <= innerWidth"), page
        assert complaints(browser) == [], page


def test_an_override_ends_with_its_paragraph(harmful_desk: str, browser: Chrome) -> None:
    open_page(browser, f"{harmful_desk.rstrip('/')}{links.page('report', OVERRIDDEN)}?lang=en")
    box = browser.find_element(By.CSS_SELECTOR, "#about")
    assert box.value_of_css_property("direction") == "ltr"
    assert browser.execute_script("return getComputedStyle(document.querySelector('.text p')).unicodeBidi").startswith("isolate")


def test_a_correction_is_made_and_taken_back_by_hand(samples: Path, browser: Chrome, tmp_path: Path) -> None:
    path = tmp_path / "edited.db"
    with Database(samples, read_only=True) as database, Database(path) as copy:
        database.connection.backup(copy.connection)
    with served(path, edit=True) as address:
        open_page(browser, address.rstrip("/") + links.page("entity", busy(path, "PER")))
        browser.find_element(By.CSS_SELECTOR, "a[href^='/corrections?']").click()
        assert violations(browser) == []
        browser.find_element(By.CSS_SELECTOR, "input[name=who]").send_keys("ليلى")
        field = browser.find_element(By.CSS_SELECTOR, "input[name=value]")
        field.clear()
        field.send_keys("اسم صُوّب" + Keys.ENTER)
        WebDriverWait(browser, 20).until(lambda seen: "#judgement-" in seen.current_url)
        assert "اسم صُوّب" in browser.find_element(By.TAG_NAME, "h2").text
        assert {found.get_attribute("value") for found in browser.find_elements(By.CSS_SELECTOR, "input[name=who]")} == {"ليلى"}
        assert violations(browser) == []
        browser.find_element(By.CSS_SELECTOR, "form[action='/corrections/undo'] button").click()
        WebDriverWait(browser, 20).until(lambda seen: seen.find_elements(By.CSS_SELECTOR, "tr.soft"))
        assert complaints(browser) == []


def test_a_statement_is_rejected_and_taken_back_by_hand(samples: Path, browser: Chrome, tmp_path: Path) -> None:
    path = tmp_path / "edited.db"
    with Database(samples, read_only=True) as database, Database(path) as copy:
        database.connection.backup(copy.connection)
    with served(path, edit=True) as address:
        open_page(browser, f"{address.rstrip('/')}/report/border-lb")
        n_cards = len(browser.find_elements(By.CSS_SELECTOR, ".quote"))
        browser.find_element(By.CSS_SELECTOR, ".card .reject summary").click()
        assert violations(browser) == []
        browser.find_element(By.CSS_SELECTOR, ".card .reject input[name=note]").send_keys("لم يقله" + Keys.ENTER)
        WebDriverWait(browser, 20).until(lambda seen: seen.find_elements(By.CSS_SELECTOR, ".m.rejected"))
        assert len(browser.find_elements(By.CSS_SELECTOR, ".quote")) == n_cards - 1
        assert violations(browser) == []
        browser.find_element(By.CSS_SELECTOR, "form[action='/corrections/undo'] button").click()
        WebDriverWait(browser, 20).until(lambda seen: len(seen.find_elements(By.CSS_SELECTOR, ".quote")) == n_cards)
        assert complaints(browser) == []
