"""The lessons in JupyterLab: every cell runs and every widget shows, in light and in dark."""

import pytest

LESSONS = {
    "00_start_here": [".gate-explorer", ".quiz"],
    "01_split_text_into_tokens": [".token-explorer", ".quiz"],
    "02_pad_and_mask_sequences": [".kernel-explorer", ".quiz"],
    "03_turn_tokens_into_vectors": [".kernel-explorer", ".quiz"],
    "04_remember_with_a_recurrent_network": [".kernel-explorer", ".quiz"],
    "05_open_the_lstm_gates": [".gate-explorer", ".quiz"],
    "06_return_sequences_and_states": [".kernel-explorer", ".quiz"],
    "07_trace_the_whole_pipeline": [".kernel-explorer", ".quiz"],
    "09_measure_what_matters": [".kernel-explorer", ".quiz"],
    "12_tag_named_entities": [".kernel-explorer", ".quiz"],
}


@pytest.mark.parametrize("lesson", LESSONS)
def test_a_lesson_runs_from_top_to_bottom(notebook, lesson):
    notebook.open(f"{lesson}.ipynb").run_all()
    assert notebook.cells_with_errors() == []
    assert notebook.cells_not_run() == []
    for widget in LESSONS[lesson]:
        assert notebook.page.locator(widget).first.is_visible()
    assert notebook.page.get_by_text("Error displaying widget").count() == 0
    with notebook.whole_notebook_in_view():
        for theme in ("dark", "light"):
            notebook.set_theme(theme)
            notebook.screenshot(f"{lesson}_{theme}")
