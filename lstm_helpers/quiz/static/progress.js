// The learner's progress: four figures, the objectives lesson by lesson, what to look at again.

import { isKept, keepKeys } from "../../widgets/static/shortcuts.js";
import { notebookLink } from "./notebook_link.js";
import { Copies } from "./progress_copies.js";
import { surenessPlot } from "./progress_sureness.js";
import { element, spanned } from "./quiz_text.js";

const OPEN_AT_MOST = 3;

function figure(value, total, words) {
  const number = element("span", "progress-number", String(value));
  if (total !== null) number.append(element("span", "progress-total", ` of ${total}`));
  return element("li", "progress-figure", number, element("span", "progress-words", words));
}

function objectiveRow(objective) {
  const { seen, right, asked } = objective;
  const row = element("li", "progress-objective");
  row.dataset.objective = objective.name;
  row.dataset.state = !seen ? "not-attempted" : asked && right === asked ? "right" : "open";
  const sign = { "not-attempted": "○", open: "◐", right: "✓" }[row.dataset.state];
  const signNode = element("span", "progress-sign", sign);
  signNode.setAttribute("aria-hidden", "true");
  const count = seen ? `${right} of ${asked} right` : "not attempted";
  const bar = element("span", "progress-bar", element("span", "progress-right"));
  bar.setAttribute("aria-hidden", "true");
  bar.style.setProperty("--share", asked ? right / asked : 0);
  row.append(signNode, element("span", "progress-text", objective.text));
  row.append(element("span", "progress-count", count), bar);
  return row;
}

function lessonBlock(lesson) {
  const title = element("p", "progress-lesson-title", notebookLink(lesson.notebook, lesson.title));
  const list = element("ul", "progress-objectives", ...lesson.objectives.map(objectiveRow));
  const block = element("section", "progress-lesson", title, list);
  block.dataset.notebook = lesson.notebook;
  return block;
}

function questionList(className, title, questions) {
  if (!questions.length) return null;
  const rows = questions.map(({ prompt, notebook, belief }) => {
    const idea = belief ? element("span", "progress-belief", "The idea behind it: ", spanned(belief)) : null;
    const where = notebookLink(notebook, `${notebook}.ipynb`, "progress-where");
    return element("li", "", spanned(prompt), idea, where);
  });
  const heading = element("summary", "progress-lesson-title", `${title} (${questions.length})`);
  const box = element("details", className, heading, element("ul", "progress-questions", ...rows));
  box.open = questions.length <= OPEN_AT_MOST;
  return box;
}

function contents(view) {
  const { seen, objectives, right, judged, surprises, due } = view.summary;
  return [
    view.problem ? element("p", "quiz-notice", view.problem) : null,
    element(
      "ul",
      "progress-figures",
      figure(seen, objectives, "objectives seen"),
      figure(right, judged, "right at first try"),
      figure(surprises, null, "sure but wrong"),
      figure(due, null, "due for review"),
    ),
    surenessPlot(view.sureness),
    questionList("progress-due", "Due for review", view.due),
    questionList("progress-surprises", "Sure but wrong, worth a second look", view.surprises),
    ...view.lessons.map(lessonBlock),
  ].filter(Boolean);
}

function render({ model, el }) {
  const root = element("section", "course-progress");
  root.setAttribute("aria-label", "Progress of this course");
  const letKeys = keepKeys(root);
  root.addEventListener("keydown", (event) => {
    if (isKept(event.target)) event.stopPropagation();
  });
  const body = element("div", "progress-body");
  const button = element("button", "quiz-button quiz-plain progress-refresh", "Refresh");
  button.type = "button";
  button.addEventListener("click", () => model.send({ type: "refresh" }));
  const copies = new Copies(model);
  const draw = () => body.replaceChildren(...contents(model.get("view")));
  model.on("change:view", draw);
  draw();
  root.append(body, button, copies.node);
  el.append(root);
  return () => {
    model.off("change:view", draw);
    copies.stop();
    letKeys();
  };
}

export default { render };
