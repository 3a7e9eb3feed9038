"""What axe-core finds in a part of a page: faults that keep somebody from using it."""

from axe_playwright_python.sync_playwright import Axe

GRAVE = ("serious", "critical")


def faults(page, selector):
    """Return the serious and critical faults in what a selector matches, a line each.

    Fonts and animations are at rest before axe-core measures the contrast of colours.
    """
    page.evaluate("() => Promise.all(document.getAnimations().map(one => one.finished))")
    found = Axe().run(page, context=selector).response
    assert found["passes"], f"axe-core found nothing to judge in {selector}"
    return [
        f"{fault['id']} ({fault['impact']}): {fault['help']}: {node['html'][:200]}"
        for fault in found["violations"]
        if fault["impact"] in GRAVE
        for node in fault["nodes"]
    ]
