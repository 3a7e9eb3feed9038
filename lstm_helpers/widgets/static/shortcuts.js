// Keys pressed inside the explorer belong to it, not to the notebook around it.

const ATTRIBUTE = "data-lm-suppress-shortcuts";
// With Ctrl or Alt these edit, select, merge or move text here, and cells in the notebook.
const EDITS = /^(Arrow(Up|Down|Left|Right)|Backspace|Delete|Home|End|[amxz])$/i;

/** Whether the key that an element just heard is for this widget alone. */
export function isKept(element) {
  return element.hasAttribute(ATTRIBUTE);
}

/**
 * JupyterLab and Notebook act on keys before the page's elements see them (↓ would leave the
 * cell), unless the element in focus says not to. Here each says so, but for the notebook's own
 * chords such as Ctrl+S and Shift+Enter. An answer being given is not lost to a cell run again.
 */
export function keepKeys(root) {
  function decide(event) {
    if (!root.contains(event.target)) return;
    const held = event.ctrlKey || event.metaKey || event.altKey;
    const enter = event.key === "Enter";
    const chord = (held && !EDITS.test(event.key)) || (event.shiftKey && enter);
    const answering = enter && event.target.matches("form input");
    event.target.toggleAttribute(ATTRIBUTE, answering || !chord);
  }

  // On the window, so that it comes before the notebook's listener on the document.
  window.addEventListener("keydown", decide, true);
  return () => window.removeEventListener("keydown", decide, true);
}
