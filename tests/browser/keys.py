"""Where the Tab key leads on a page, and where it should."""

from playwright.sync_api import Page

# Every control in sight gets a number. A group of choices is one stop, and the arrow keys go on from there; the arrow
# of a list of options belongs to its field.
NUMBERED = """() => [...document.querySelectorAll(
        'a[href], button, input, textarea, summary, [role=tab], [data-testid=data-grid-canvas]')]
    .filter(e => e.checkVisibility({visibilityProperty: true, opacityProperty: true}) && !e.disabled
        && e.getBoundingClientRect().width && !e.closest('.modebar')
        && !(e.tagName === 'BUTTON' && e.tabIndex < 0 && e.closest('[data-testid=stSelectbox]')))
    .map((e, number) => {
        const group = e.closest('[role=radiogroup], [role=tablist]');
        e.dataset.stop = group ? (group.dataset.stop ??= `group of ${number}`) : String(number);
        return [e.dataset.stop, (e.ariaLabel || e.textContent || e.tagName).slice(0, 40)];
    })"""
FOCUSED = (
    "() => document.activeElement.closest('[data-stop]')?.dataset.stop ?? document.activeElement.tagName"
)
MORE_STOPS = 60


def controls(page: Page) -> list[tuple[str, str]]:
    """Each control in sight: the number of its stop, and its name."""
    return [(stop, name) for stop, name in page.evaluate(NUMBERED)]


def stops(page: Page, most: int) -> set[str]:
    """Where the Tab key comes by, from the top of the page until it leaves it."""
    found: list[str] = []
    while len(found) < most and found[-1:] != ["BODY"]:
        page.keyboard.press("Tab")
        found.append(page.evaluate(FOCUSED))
    return set(found)
