// How many questions of each lesson were answered right in this browser, and a way to forget it all.

"use strict";

(() => {
  const PENDING = "lstm-course:pending:"; // as the quizzes name what they keep
  const box = document.querySelector(".kept");
  const forget = box.querySelector(".forget");
  const ASK = forget.textContent;
  const told = box.querySelector(".forgotten");

  function names() {
    try {
      return Object.keys(localStorage).filter((key) => key.startsWith(PENDING));
    } catch {
      return []; // Storage is forbidden: nothing to count.
    }
  }

  function acts() {
    const kept = [];
    for (const name of names()) {
      try {
        kept.push(JSON.parse(localStorage.getItem(name)));
      } catch {
        // Not ours to judge: another page of the same address may use such a name.
      }
    }
    return kept;
  }

  function count() {
    const all = acts();
    const right = all.filter((act) => act?.action === "answer" && act.right);
    for (const row of box.querySelectorAll("li")) {
      const items = row.dataset.items.split(" ");
      const done = new Set(right.filter((act) => act.lesson === row.dataset.lesson).map((act) => act.item));
      const number = items.filter((item) => done.has(item)).length;
      row.querySelector(".kept-count").textContent = `${number} of ${items.length} right`;
      row.style.setProperty("--share", number / items.length);
    }
    forget.hidden = !all.length;
  }

  // A quiz that is drawn tells of all that it kept, one by one: all of it is counted at once.
  let asked = false;
  function countSoon() {
    if (asked) return;
    asked = true;
    queueMicrotask(() => {
      asked = false;
      count();
    });
  }

  forget.addEventListener("click", () => {
    if (!forget.dataset.sure) {
      forget.dataset.sure = "yes";
      forget.textContent = "Forget all of them, for good";
      return;
    }
    for (const name of names()) localStorage.removeItem(name);
    delete forget.dataset.sure;
    forget.textContent = ASK;
    told.textContent = "Forgotten. A quiz that is open shows it when its page is loaded again.";
    count();
  });
  document.addEventListener("course:act", countSoon);
  count();
})();
