// Flashcards: a term, recalled; its meaning, on the card's other side; how well it was known.

import { pendingActs } from "./quiz_delivery.js";
import { newAct } from "./quiz_flow.js";
import { Frame } from "./quiz_frame.js";
import { lessonLink } from "./quiz_link.js";
import { element, spanned } from "./quiz_text.js";

// What a learner may say of a card, and how it is kept.
const SAYINGS = [
  { answer: "knew", words: "I knew it", right: true, confidence: "certain" },
  { answer: "unsure", words: "Unsure", right: true, confidence: "guess" },
  { answer: "did not know", words: "I did not know", right: false, confidence: "guess" },
];
const STATES = { due: "due for review", new: "new", later: "once more" };

class Deck {
  constructor(model, el) {
    this.model = model;
    this.turned = false;
    this.said = new Map(); // by term: what was said first in this sitting
    const said = saidToday();
    this.deal(model.get("cards").filter((card) => card.state !== "later" && !said.has(turnOf(card.id, card.round))));
    this.stage = element("div", "flashcards-stage");
    this.frame = new Frame(model, el, { className: "flashcards", label: "Flashcards" }, this.stage);
    this.frame.root.addEventListener("keydown", (event) => this.onKey(event));
    this.frame.tell(model.get("notice"));
    this.draw();
    this.frame.delivery.deliverPending();
  }

  deal(cards) {
    this.queue = cards.map((card) => ({ ...card }));
    this.dealt = this.queue.length;
    this.said.clear();
  }

  draw(focus) {
    this.stage.replaceChildren(...(this.queue.length ? this.card(this.queue[0]) : this.end()));
    if (focus) this.stage.querySelector(focus)?.focus();
  }

  card(card) {
    const name = element("p", "flashcard-term", card.name);
    if (card.short) name.append(element("span", "flashcard-short", card.short));
    const face = element("article", "quiz-card flashcard", this.kicker(card), name);
    face.dataset.term = card.id;
    face.dataset.side = this.turned ? "back" : "front";
    const row = element("div", "quiz-actions");
    if (this.turned) {
      const meaning = spanned(card.means, "p", "flashcard-meaning");
      meaning.tabIndex = -1;
      face.append(meaning);
      if (card.notebook) {
        const link = lessonLink(this.model, { notebook: card.notebook }, card.lesson);
        face.append(element("p", "quiz-shown-in", "Explained in ", link));
      }
      SAYINGS.forEach((saying, place) => {
        row.append(button("flashcard-say", `${place + 1} · ${saying.words}`, () => this.say(saying), place > 0));
      });
    } else {
      row.append(element("p", "flashcard-hint", "Say what it means, aloud or in thought."));
      row.append(button("flashcard-turn", "Turn the card", () => this.turn()));
    }
    face.append(row);
    return [face];
  }

  kicker(card) {
    const place = Math.min(this.said.size + 1, this.dealt);
    const title = element("span", "quiz-title", `Card ${place} of ${this.dealt}`);
    const state = this.said.has(card.id) ? STATES.later : STATES[card.state];
    return element("p", "quiz-kicker", title, element("span", "quiz-level", state));
  }

  end() {
    const count = (answer) => [...this.said.values()].filter((said) => said === answer).length;
    const counts = SAYINGS.map(({ answer }) => `${answer}: ${count(answer)}`).join(" · ");
    const words = this.said.size ? `That is all for now. ${counts}` : "Nothing is due today.";
    const box = element("article", "quiz-card flashcard", element("p", "flashcard-end", words));
    const again = button("flashcard-all", "Go through all cards", () => {
      this.deal(this.model.get("cards"));
      this.draw(".flashcard-turn");
    }, true);
    box.append(element("div", "quiz-actions", again));
    return [box];
  }

  turn() {
    this.turned = true;
    this.draw(".flashcard-meaning");
    this.frame.say(this.queue[0].means);
  }

  say({ answer, right, confidence }) {
    const card = this.queue.shift();
    const act = newAct("glossary", card, card.round, "answer", { answer, right, confidence });
    if (!this.said.has(card.id)) this.said.set(card.id, answer);
    // What was not known comes once more before the end.
    if (!right) this.queue.push({ ...card, round: card.round + 1 });
    this.turned = false;
    this.draw(".flashcard-turn, .flashcard-all");
    this.frame.say(this.queue.length ? this.queue[0].name : "That is all for now.");
    this.frame.delivery.add(act);
  }

  onKey(event) {
    const saying = SAYINGS[Number(event.key) - 1];
    if (!this.turned || !saying || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.say(saying);
  }
}

const turnOf = (id, round) => `${id}/${round}`;

// What was said today and lies in this browser: the kernel that dealt the cards may not know it.
function saidToday() {
  const today = new Date().toDateString();
  const acts = pendingActs().filter(({ lesson, at }) => lesson === "glossary" && new Date(at).toDateString() === today);
  return new Set(acts.map(({ item, round }) => turnOf(item, round)));
}

function button(className, words, action, plain = false) {
  const node = element("button", `quiz-button ${className}`, words);
  node.type = "button";
  node.classList.toggle("quiz-plain", plain);
  node.addEventListener("click", action);
  return node;
}

function render({ model, el }) {
  const deck = new Deck(model, el);
  return () => deck.frame.stop();
}

export default { render };
