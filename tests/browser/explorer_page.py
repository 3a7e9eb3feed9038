"""A gate explorer as a learner uses it: type, step, pick, operate, swap, answer, read."""

NEXT_FRAME = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


class ExplorerPage:
    """One explorer in a page.

    Parameters
    ----------
    root : playwright.sync_api.Locator
        The element of class ``gate-explorer``.
    """

    def __init__(self, root):
        self.root = root

    def settle(self):
        """Wait until what was asked for has been drawn."""
        self.root.page.evaluate(NEXT_FRAME)
        return self

    def wait_for(self, fact, value, timeout=30_000):
        """Wait until the explorer says so of itself, as in ``wait_for("timestep", 3)``."""
        self.root.page.wait_for_function(
            "([root, fact, value]) => root.dataset[fact] === value",
            arg=[self.root.element_handle(), fact, str(value)],
            timeout=timeout,
        )

    def fact(self, name):
        return self.root.get_attribute(f"data-{name}")

    @property
    def timestep(self):
        return int(self.fact("timestep"))

    @property
    def unit(self):
        return int(self.fact("unit"))

    @property
    def probability(self):
        """P(positive) of the whole sentence as learned; None if there is no token."""
        return _number(self.fact("probability"))

    @property
    def altered_probability(self):
        """The same after surgery or a swap; None while nothing is altered."""
        return _number(self.fact("altered-probability"))

    @property
    def readout(self):
        return self.root.locator("[aria-live]").inner_text()

    @property
    def chips(self):
        return self.root.locator(".ge-chip")

    def tokens(self):
        return self.chips.evaluate_all("chips => chips.map(chip => chip.dataset.token)")

    def pressed(self):
        """Return the timesteps whose chip says that it is the chosen one."""
        return self.chips.evaluate_all(
            "chips => chips.flatMap((c, t) => c.ariaPressed === 'true' ? [t] : [])"
        )

    def read(self, sentence):
        """Type a sentence in place of the one there, and press Enter."""
        field = self.root.locator(".ge-sentence")
        field.fill(sentence)
        field.press("Enter")
        return self.settle()

    def move_to(self, timestep):
        """Click a token's chip."""
        self.chips.nth(timestep).click()
        return self.settle()

    def press(self, *keys):
        """Press keys on the chip of the chosen token."""
        self.root.locator(".ge-chip[aria-pressed='true']").focus()
        for key in keys:
            self.root.page.keyboard.press(key)
        return self.settle()

    def map(self, name):
        return self.root.locator(f".ge-map[data-map='{name}']")

    def point_at(self, name, timestep, row):
        """Return where, in the page, the middle of a map's cell is."""
        box = self.map(name).locator("canvas").bounding_box()
        columns, units = (
            self.chips.count(),
            self.map(name).locator("canvas").get_attribute("height"),
        )
        x = box["x"] + (timestep + 0.5) * box["width"] / columns
        return x, box["y"] + (row + 0.5) * box["height"] / int(units)

    def control(self, gate):
        """Locate the control that clamps a gate."""
        return self.root.locator(f".ge-control[data-gate='{gate}']").first

    def clamp(self, gate, value):
        """Hold a gate at a value, with its slider."""
        self.control(gate).locator("input[type='range']").fill(str(value))
        return self.settle()

    def undo_clamp(self, gate):
        self.control(gate).locator(".ge-undo-control").click()
        return self.settle()

    def choose_scope(self, axis, everywhere):
        """Let surgery act everywhere along an axis, or at the chosen place only."""
        button = self.root.locator(f".ge-scope[data-axis='{axis}'] .ge-choice")
        button.nth(0 if everywhere else 1).click()
        return self.settle()

    def swap(self, timestep, word):
        """Type another word over a token's chip."""
        self.chips.nth(timestep).dblclick()
        self.root.locator(".ge-edit").fill(word)
        self.root.locator(".ge-edit").press("Enter")
        return self.settle()

    def reset(self):
        self.root.locator(".ge-reset").click()
        return self.settle()


def _number(text):
    return float(text) if text else None
