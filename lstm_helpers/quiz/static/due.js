// What is due for review, lesson by lesson; the questions themselves are asked in the quiz below.

import { isKept, keepKeys } from "../../widgets/static/shortcuts.js";
import { notebookLink } from "./notebook_link.js";
import { element } from "./quiz_text.js";

const NOTHING = "Nothing is due for review now.";
const RHYTHM = "What you answer comes back after 1, 3, 7 and 16 days.";

// What is asked again for another reason than being due brings words of its own.
function headline({ lessons, next, headline }) {
  if (headline) return headline;
  if (!lessons.length) return `${NOTHING} ${next || RHYTHM}`;
  const left = lessons.reduce((sum, lesson) => sum + lesson.left, 0);
  if (!left) return "All that was due is done. Each question comes back later, the better you know it.";
  return `${left} question${left === 1 ? "" : "s"} due for review`;
}

function lessonRow(lesson, asking, ask) {
  const { title, notebook, asked, left } = lesson;
  const row = element("li", "due-lesson", notebookLink(notebook, title, "due-title"));
  row.dataset.lesson = lesson.lesson;
  row.append(element("span", "due-count", left ? `${left} of ${asked} left` : "✓ done"));
  const button = element("button", "quiz-button quiz-plain due-ask", asking ? "Asked below" : "Ask me");
  button.type = "button";
  button.setAttribute("aria-label", `${asking ? "Asked below" : "Ask me"}: ${title}`);
  button.dataset.asking = asking;
  button.addEventListener("click", ask);
  row.append(button);
  return row;
}

function render({ model, el }) {
  const root = element("section", "course-progress due-review");
  root.setAttribute("aria-label", model.get("view").label ?? "Due for review");
  const letKeys = keepKeys(root);
  root.addEventListener("keydown", (event) => {
    if (isKept(event.target)) event.stopPropagation();
  });
  const notice = element("p", "quiz-notice");
  const words = element("p", "due-headline");
  words.setAttribute("role", "status");
  const rows = element("ul", "due-lessons");
  const draw = () => {
    const view = model.get("view");
    notice.textContent = view.problem;
    notice.hidden = !view.problem;
    const said = headline(view);
    if (words.textContent !== said) words.textContent = said;
    const focused = rows.contains(document.activeElement)
      ? document.activeElement.closest(".due-lesson").dataset.lesson
      : null;
    rows.replaceChildren(
      ...view.lessons.map((lesson) =>
        lessonRow(lesson, lesson.lesson === view.asking, () =>
          model.send({ type: "ask", lesson: lesson.lesson }),
        ),
      ),
    );
    rows.hidden = !view.lessons.length;
    [...rows.children].find((row) => row.dataset.lesson === focused)?.querySelector("button").focus();
  };
  model.on("change:view", draw);
  draw();
  root.append(notice, words, rows);
  el.append(root);
  return () => {
    model.off("change:view", draw);
    letKeys();
  };
}

export default { render };
