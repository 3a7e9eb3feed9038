// Links from a widget to a heading of a lesson, in this notebook or another.

import { element } from "./quiz_text.js";

// `place`: { notebook, heading }; without a heading the link leads to the top of the lesson.
export function lessonLink(model, place, words) {
  const path = `${place.notebook}.ipynb`;
  const fragment = place.heading ? `#${place.heading.replaceAll(" ", "-")}` : "";
  const link = element("a", "quiz-link", words);
  link.href = path + (fragment && `#${encodeURIComponent(fragment.slice(1))}`);
  // Where nobody takes the click over, the notebook is not left for it.
  link.target = "_blank";
  link.rel = "noopener";
  followInJupyter(model, link, path, fragment).catch(() => {});
  return link;
}

// JupyterLab opens a notebook in a tab and goes to the heading if its own link handler is asked;
// by the plain address the whole page would be left.
async function followInJupyter(model, link, path, fragment) {
  const rendermime = model.widget_manager?.rendermime;
  if (!rendermime?.linkHandler || !rendermime.resolver) return;
  const found = await rendermime.resolver.resolveUrl(path);
  rendermime.linkHandler.handleLink(link, found, fragment);
  link.removeAttribute("target");
}
