"""A lesson's Markdown as HTML: its markup and no other, its maths as MathML, its links to pages."""

import re

from latex2mathml.converter import convert
from markupsafe import Markup, escape
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

_NOTEBOOK = re.compile(r"^([0-9]{2}_[a-z0-9_]+)\.ipynb(?=$|#)")
# As words: a screen reader would spell out what is set letter by letter.
_UPRIGHT_WORD = re.compile(r"\\mathrm\{([A-Za-z]{2,})\}")

# A prime is high already; as an exponent it would be so small that it can't be seen.
_PRIME = re.compile(
    r"<msup>((?:<mrow>)?<(mi|mtext)\b[^<]*</\2>(?:</mrow>)?)<mi>&#x02032;</mi></msup>"
)


def page_address(link: str) -> str:
    """Return a link to another notebook as a link to its page; any other link as it is."""
    return _NOTEBOOK.sub(r"\1.html", link)


def anchor_of(heading: str) -> str:
    """Return the id of a heading, as JupyterLab makes it."""
    return heading.replace(" ", "-")


def math(tex: str, display: str = "inline") -> str:
    """Return a formula as MathML, which a browser draws by itself; a broken one is a ValueError."""
    try:
        made = convert(_UPRIGHT_WORD.sub(r"\\text{\1}", tex.strip()), display=display)
    except Exception as fault:  # the library's errors have no class in common
        why = type(fault).__name__
        raise ValueError(f"tex must be a formula that can be drawn; got {tex!r} ({why})") from fault
    return _PRIME.sub(r'<mrow>\1<mo class="prime">&#x02032;</mo></mrow>', made)


def code(source: str) -> Markup:
    """Return Python code with its tokens marked, for `pre`."""
    return Markup(highlight(source, PythonLexer(), HtmlFormatter(nowrap=True)).rstrip("\n"))


class _Renderer(IPythonRenderer):
    """Tags in a text stay text; no attribute holds a style, which the page's policy forbids."""

    def __init__(self, sizes: dict[str, tuple[int, int]]) -> None:
        super().__init__(escape=True, allow_harmful_protocols=False)
        self._sizes = sizes
        self.headings: list[tuple[int, str]] = []

    def heading(self, text: str, level: int, **_attributes: object) -> str:
        plain = Markup(text).striptags()
        self.headings.append((level, plain))
        return f'<h{level} id="{escape(anchor_of(plain))}">{text}</h{level}>\n'

    def block_code(self, code_: str, info: str | None = None) -> str:
        if info and info.strip() == "python":
            return f"<pre><code>{code(code_)}</code></pre>\n"
        return f"<pre><code>{escape(code_)}</code></pre>\n"

    def block_math(self, body: str) -> str:
        return f'<div class="formula">{math(body, "block")}</div>\n'

    def inline_math(self, body: str) -> str:
        return math(body)

    def link(self, text: str, url: str, title: str | None = None) -> str:
        return super().link(text, page_address(url), title)

    def image(self, text: str, url: str, title: str | None = None) -> str:
        if url not in self._sizes:
            raise ValueError(f"{url} must be a picture in the lessons' folder pictures; it is not")
        width, height = self._sizes[url]
        alt = Markup(text).striptags()
        return (
            f'<a class="picture" href="{escape(url)}"><img src="{escape(url)}" alt="{escape(alt)}"'
            f' width="{width}" height="{height}"></a>'
        )

    def table(self, text: str) -> str:
        return f'<div class="table"><table>\n{text}</table></div>\n'

    def table_cell(self, text: str, align: str | None = None, head: bool = False) -> str:
        tag = "th" if head and text else "td"
        place = f' class="{align}"' if align else ""
        return f"<{tag}{place}>{text}</{tag}>\n"


def render(
    source: str, sizes: dict[str, tuple[int, int]] | None = None
) -> tuple[Markup, list[tuple[int, str]]]:
    """Turn Markdown into HTML.

    Parameters
    ----------
    source : str
        The text.
    sizes : dict of str to tuple of int, optional
        Width and height, in pixels, of each picture that the text may show, by its address.

    Returns
    -------
    Markup
        HTML that holds no markup but that of Markdown.
    list of tuple of int and str
        Level and text of each heading.

    Raises
    ------
    ValueError
        If the text shows a picture that is not among `sizes`, or a formula is broken.
    """
    renderer = _Renderer(sizes or {})
    return Markup(MarkdownWithMath(renderer=renderer).render(source)), renderer.headings
