"""axe-core finds nothing against WCAG 2.2 AA on any page, in both themes and both languages."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from ui.routes import ORDER

RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
FULL = {"quality": "?y=2023&", "glossary": "?q=公开率&"}

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("language", "theme", "width"), [("zh", "light", 1440), ("en", "dark", 390)])
def test_no_page_breaks_a_rule(chromium, served, language, theme, width):
    context = chromium.new_context(
        locale={"zh": "zh-CN", "en": "en-GB"}[language], color_scheme=theme, viewport={"width": width, "height": 1000}
    )
    page, found = context.new_page(), {}
    for name in ORDER:
        path = "" if name == ORDER[0] else name
        page.goto(f"{served}/{path}{FULL.get(name, '?')}w=demo")
        page.get_by_test_id("stHeading").first.wait_for()
        page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")
        page.wait_for_timeout(300)  # what is stale fades out
        page.wait_for_function(
            "tag => document.documentElement.lang === tag", arg={"zh": "zh-CN", "en": "en"}[language]
        )
        told = Axe().run(page, options=RULES).response["violations"]
        found[name] = [(rule["id"], node["target"], node["html"][:200]) for rule in told for node in rule["nodes"]]
    context.close()
    assert found == {key: [] for key in ORDER}
