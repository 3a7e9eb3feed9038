"""Quizzes and progress are light where JupyterLab or VS Code is, and dark where it is dark."""

import pytest

from lstm_helpers.quiz.front_end import join_styles


@pytest.mark.parametrize(
    ("body", "scheme"),
    [
        ('class="vscode-light"', "light"),
        ('class="vscode-dark"', "dark"),
        ('class="vscode-high-contrast"', "dark"),
        # VS Code gives its light theme of high contrast the other's class as well.
        ('class="vscode-high-contrast-light vscode-high-contrast"', "light"),
        ('data-jp-theme-light="true"', "light"),
        ('data-jp-theme-light="false"', "dark"),
        ("", "light dark"),
    ],
)
@pytest.mark.parametrize("part", ["quiz", "course-progress"])
def test_the_scheme_is_that_of_the_theme(browser, body, scheme, part):
    page = browser.new_page()
    page.set_content(f'<style>{join_styles()}</style><body {body}><div class="{part}"></div>')
    found = page.evaluate(f"getComputedStyle(document.querySelector('.{part}')).colorScheme")
    page.close()
    assert found == scheme
