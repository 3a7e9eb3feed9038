"""What axe-core finds in a part of a page: faults that keep somebody from using it."""

from axe_playwright_python.sync_playwright import Axe

GRAVE = ("serious", "critical")
# One that is broken off or begun anew has ended too; one that goes round for ever never does.
END_OF_ANIMATIONS = """() => Promise.allSettled(
  document.getAnimations()
    .filter((one) => one.effect?.getComputedTiming().endTime < Infinity)
    .map((one) => one.finished),
)"""


def faults(page, selector):
    """Return the serious and critical faults in what a selector matches, a line each.

    Fonts and animations are at rest before axe-core measures the contrast of colours.
    """
    page.evaluate(END_OF_ANIMATIONS)
    found = Axe().run(page, context=selector).response
    assert found["passes"], f"axe-core found nothing to judge in {selector}"
    return [
        f"{fault['id']} ({fault['impact']}): {fault['help']}: {node['html'][:200]}"
        for fault in found["violations"]
        if fault["impact"] in GRAVE
        for node in fault["nodes"]
    ]
