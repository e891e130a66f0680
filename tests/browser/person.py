"""Somebody at a browser: Chromium without a window, driven by Selenium, with cookies of its own. Nothing here sleeps: each step waits until
the page says what is expected of it, with an end. Debian: chromium, chromium-driver, python3-selenium."""
import os
import re
import sys
import tempfile
import time
import traceback
import unicodedata
import urllib.error
import urllib.parse
import urllib.request

from selenium import webdriver
from selenium.common.exceptions import NoSuchElementException, StaleElementReferenceException, TimeoutException, WebDriverException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select, WebDriverWait

PATIENCE = 60  # seconds until a condition counts as one that does not come
FLAGS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-proxy-server", "--lang=zh-CN", "--window-size=1280,1000",
         "--disable-background-networking", "--no-first-run", "--force-device-scale-factor=1")
SCRIPTS_OFF = {"profile.managed_default_content_settings.javascript": 2}


class Report:
    """Counts what was looked at, a line each, as the scripts of tests/it do."""

    def __init__(self, name):
        self.name, self.bad = name, False

    def check(self, what, good, seen=""):
        self.bad |= not good
        print(f"ok   {self.name}: {what}" if good else f"FAIL {self.name}: {what}: {str(seen)[:1500]}", flush=True)
        return bool(good)

    def same(self, what, want, got):
        return self.check(what, want == got, f"{got!r}, expected {want!r}")


def quoted(text):
    """A text as XPath writes it."""
    return "concat(" + ", '\"', ".join(f'"{p}"' for p in text.split('"')) + ', "")'


# A font may draw two characters by one glyph, and the PDF then names the other one: a radical for the character that looks like it.
RADICALS = str.maketrans(dict(zip("⼾⻁⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻰⻮⻳⺟⺠", "户虎见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐龙齿龟母民")))


def squeezed(text):
    return re.sub(r"[\s\u200b]+", "", unicodedata.normalize("NFKC", text.translate(RADICALS)))


class Person:
    def __init__(self, url, login, scripts=True):
        self.url, self.login, self.files = url, login, tempfile.TemporaryDirectory(prefix="jiancha-files.")
        options = webdriver.ChromeOptions()
        for flag in FLAGS:
            options.add_argument(flag)
        options.add_experimental_option("prefs", {"download.default_directory": self.files.name, **({} if scripts else SCRIPTS_OFF)})
        self.driver = webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=options)
        self.driver.set_page_load_timeout(PATIENCE)

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        if kind and os.environ.get("WALK_PICTURE"):
            self.driver.save_screenshot(os.environ["WALK_PICTURE"])
        self.driver.quit()
        self.files.cleanup()

    # -- what stands on the page
    def until(self, what, condition, patience=PATIENCE):
        """Waits for the condition, which may fail while the page changes; its value."""
        try:
            return WebDriverWait(self.driver, patience, 0.1, (NoSuchElementException, StaleElementReferenceException)).until(lambda _: condition())
        except TimeoutException:
            raise AssertionError(f"{self.login}: {what} did not come at {self.where()}: {self.text()[:1500]}") from None

    def where(self):
        """The address, without the server's."""
        return urllib.parse.unquote(self.driver.current_url.removeprefix(self.url))

    def text(self):
        return self.driver.find_element(By.TAG_NAME, "body").text

    def title(self):
        return self.one("h1").text

    def unit(self):
        """For whom the page is, as its head says."""
        return self.one("a.viewer").text.split("（")[0]

    def all(self, css, within=None):
        return (within or self.driver).find_elements(By.CSS_SELECTOR, css)

    def one(self, css, within=None):
        return (within or self.driver).find_element(By.CSS_SELECTOR, css)

    def link(self, text, within=None):
        return (within or self.driver).find_element(By.XPATH, f".//a[normalize-space(.)={quoted(text)}]")

    def links(self, css="main a", within=None):
        return [a.get_attribute("href").removeprefix(self.url) for a in self.all(css, within)]

    # -- what one does there
    def go(self, path):
        self.driver.get(self.url + path)
        return self

    def follow(self, element):
        """Clicks what leads to another page and waits until that is there."""
        was = self.one("html")
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", element)
        element.click()
        self.until("another page", lambda: self.left(was))
        return self

    def left(self, html):
        try:
            html.is_enabled()
        except WebDriverException as e:  # in the middle of the change the driver says it in other words
            if not isinstance(e, StaleElementReferenceException) and "does not belong to the document" not in str(e):
                raise
            return self.driver.execute_script("return document.readyState") == "complete"
        return False

    def act(self, summary, within=None, nth=0):
        """The form of an act, unfolded."""
        path = f".//details[contains(concat(' ', @class, ' '), ' act ')][summary[normalize-space(.)={quoted(summary)}]]"
        fold = (within or self.driver).find_elements(By.XPATH, path)[nth]
        if not fold.get_attribute("open"):
            head = self.one("summary", fold)
            self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", head)
            head.click()
        return self.one("form", fold)

    def fill(self, form, /, **fields):
        for name, value in fields.items():
            field = self.one(f"[name='{name}']", form)
            if field.tag_name == "select":
                Select(field).select_by_value(value)
            elif field.get_attribute("type") == "date":
                # how a day is typed depends on the language of the browser; what is sent does not
                self.driver.execute_script("arguments[0].value = arguments[1]", field, value)
            else:
                field.clear()
                field.send_keys(value)
        return form

    def send(self, form, button=None):
        button = self.one(f"button[value='{button}']" if button else "button", form)
        return self.follow(button)

    def do(self, summary, /, **fields):
        """An act from its form: unfolded, filled in, sent."""
        form = self.act(summary)
        self.fill(form, **fields)
        return self.send(form)

    def sign_in(self, password=None, path="/"):
        self.go(path)
        form = self.one("main form[action='/login']")
        self.fill(form, login=self.login, password=password or f"Walks-2026 {self.login}")
        self.send(form)
        return self

    def keys(self, *keys):
        ActionChains(self.driver).send_keys(*keys).perform()
        return self

    def focused(self):
        return self.driver.switch_to.active_element

    def tab_to(self, what, found, most=400):
        """Goes on by the Tab key until the focus stands on what is looked for; the element."""
        for _ in range(most):
            self.keys(Keys.TAB)
            if found(self.focused()):
                return self.focused()
        raise AssertionError(f"{self.login}: {most} tabs do not lead to {what} at {self.where()}")

    def enter(self):
        """The Enter key, where it leads to another page."""
        was = self.one("html")
        self.keys(Keys.ENTER)
        self.until("another page", lambda: self.left(was))
        return self

    def download(self, element, name):
        """The bytes of a file that a link gives."""
        path = os.path.join(self.files.name, name)
        element.click()
        self.until(f"the file {name}", lambda: os.path.exists(path) and os.path.getsize(path) > 0)
        with open(path, "rb") as f:
            return f.read()

    def ask(self, path, patience=PATIENCE, **headers):
        """The server's answer to this browser's session at an address, without leaving the page."""
        cookies = "; ".join(f"{c['name']}={c['value']}" for c in self.driver.get_cookies())
        request = urllib.request.Request(self.url + urllib.parse.quote(path, safe="/?=&%:,+"), headers={"Cookie": cookies, **headers})
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), NoRedirect)
        try:
            return opener.open(request, timeout=patience)
        except urllib.error.HTTPError as e:
            return e

    def fetch(self, path):
        """Status and body."""
        with self.ask(path) as answer:
            return answer.status, answer.read()

    def read_until(self, path, mark, patience=PATIENCE):
        """What a stream tells up to the line that has the mark, or as long as somebody waits for it."""
        told, until = "", time.monotonic() + patience
        with self.ask(path, patience) as answer:
            try:
                while mark not in told and time.monotonic() < until and (line := answer.readline()):
                    told += line.decode()
            except TimeoutError:
                pass
        return told


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


def main(name, walk):
    """Runs walk(report, url); what did not come is a failure, named."""
    report = Report(name)
    began = time.monotonic()
    try:
        walk(report, os.environ["WALK_URL"])
    except (AssertionError, WebDriverException) as e:
        report.check("the walk comes to its end", False, f"{traceback.extract_tb(e.__traceback__)[1:3]}: {e}")
    print(f"--   {name}: {time.monotonic() - began:.0f} s", flush=True)
    sys.exit(report.bad)
