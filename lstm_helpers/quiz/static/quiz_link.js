// Links from a widget to a heading of a lesson, in this notebook or another.

import { element } from "./quiz_text.js";

const LOOK_EVERY_MS = 100;
const LOOKS = 100;
const LOOKS_AT_REST = 3;

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
  link.addEventListener("click", (event) => {
    if (fragment && event.isTrusted) arrive(link, fragment.slice(1));
  });
}

// JupyterLab forgets the heading if it has to open the notebook first. So it is asked again when
// the notebook is there, until the heading stays in view or the learner moves on.
function arrive(link, id) {
  const own = link.closest(".jp-NotebookPanel");
  const moves = ["keydown", "pointerdown", "wheel"];
  let looks = 0;
  let atRest = 0;
  const timer = setInterval(look, LOOK_EVERY_MS);
  for (const move of moves) window.addEventListener(move, stop, true);

  function stop() {
    clearInterval(timer);
    for (const move of moves) window.removeEventListener(move, stop, true);
  }

  function look() {
    const panels = [...document.querySelectorAll(".jp-NotebookPanel")];
    const opened = panels.find((panel) => panel !== own && panel.checkVisibility());
    const headings = [...(opened?.querySelectorAll(".jp-MarkdownOutput :is(h1, h2, h3, h4)") ?? [])];
    const wanted = headings.find((heading) => [heading.id, heading.dataset.jupyterId].includes(id));
    const { top = -1 } = wanted?.getBoundingClientRect() ?? {};
    atRest = top >= 0 && top < window.innerHeight ? atRest + 1 : 0;
    if (headings.length && !atRest) link.click();
    looks += headings.length ? 1 : 0.1; // to open a notebook may take ten times as long
    if (looks >= LOOKS || atRest >= LOOKS_AT_REST) stop();
  }
}
