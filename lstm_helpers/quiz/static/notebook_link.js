// A link to another notebook of the course, which lies beside the one on show.

import { element } from "./quiz_text.js";

// Where the page's address names no notebook (VS Code, an empty JupyterLab), the words alone.
export function notebookLink(notebook, words, className = "") {
  const address = addressBeside(globalThis.location?.href ?? "", notebook);
  if (!address) return element("span", className, words);
  const link = element("a", className, words);
  Object.assign(link, { href: address, target: "_blank", rel: "noopener" });
  link.title = "Opens in a new tab";
  return link;
}

export function addressBeside(page, notebook) {
  if (!/^https?:/.test(page)) return null;
  const address = new URL(page);
  const found = address.pathname.match(/^(.*\/)[^/]+\.(ipynb|html)$/);
  if (!found) return null;
  address.pathname = `${found[1]}${encodeURIComponent(notebook)}.${found[2]}`;
  address.search = "";
  address.hash = "";
  return address.href;
}
