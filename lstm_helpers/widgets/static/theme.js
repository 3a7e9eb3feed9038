// Light or dark: read from what the page really shows, and followed when it changes.

import { parseColour, toOklab } from "./colours.js";

function groundOf(root) {
  return parseColour(getComputedStyle(root).backgroundColor);
}

/**
 * Keep `data-theme` on the root and call `onChange(ground)` when the ground colour changes.
 *
 * JupyterLab switches its theme by style sheets and attributes of the body, VS Code by classes,
 * a plain page by the reader's preference: so all of these are watched, and the colour compared.
 */
export function followTheme(root, onChange) {
  let shown = "";
  let timer = null;

  function look() {
    if (!root.isConnected) return; // taken from the page, it has no colours any more
    const ground = groundOf(root);
    if (String(ground) === shown) return;
    shown = String(ground);
    root.dataset.theme = toOklab(ground)[0] < 0.5 ? "dark" : "light";
    onChange(ground);
  }

  // A style sheet may arrive after the attribute that announces it, so look again a little later.
  function lookSoon() {
    look();
    clearTimeout(timer);
    timer = setTimeout(look, 250);
  }

  const observer = new MutationObserver(lookSoon);
  const watched = {
    attributes: true,
    attributeFilter: ["class", "style", "data-jp-theme-name", "data-jp-theme-light"],
  };
  observer.observe(document.body, watched);
  observer.observe(document.documentElement, watched);
  observer.observe(document.head, { childList: true });
  const preference = matchMedia("(prefers-color-scheme: dark)");
  preference.addEventListener("change", lookSoon);
  return {
    look,
    stop() {
      clearTimeout(timer);
      observer.disconnect();
      preference.removeEventListener("change", lookSoon);
    },
  };
}
