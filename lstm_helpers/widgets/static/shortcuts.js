// Keys pressed inside the explorer belong to it, not to the notebook around it.

const ATTRIBUTE = "data-lm-suppress-shortcuts";

/**
 * JupyterLab and Notebook act on keys before the page's elements see them (↓ would leave the
 * cell), unless the element in focus says not to. Here each says so, but for the notebook's own
 * chords such as Ctrl+S and Shift+Enter.
 */
export function keepKeys(root) {
  function decide(event) {
    if (!root.contains(event.target)) return;
    const chord = event.ctrlKey || event.metaKey || event.altKey;
    const run = event.shiftKey && event.key === "Enter";
    event.target.toggleAttribute(ATTRIBUTE, !(chord || run));
  }

  // On the window, so that it comes before the notebook's listener on the document.
  window.addEventListener("keydown", decide, true);
  return () => window.removeEventListener("keydown", decide, true);
}
