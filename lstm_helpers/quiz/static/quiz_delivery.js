// Carries acts to the kernel, and keeps each in the browser until the kernel says it is in the file.

const PENDING = "lstm-course:pending:";
const PATIENCE_MS = 3000;
const OWN_KEYS = PENDING + ownPart();

// On a JupyterHub all learners share one address: the part of it that is one's own keeps their acts
// apart. Anywhere else there is no such part.
function ownPart() {
  try {
    const config = JSON.parse(document.getElementById("jupyter-config-data").textContent);
    return config.baseUrl.match(/\/user\/.*/)[0];
  } catch {
    return "";
  }
}

// Every pending act of this learner that the browser holds, of this lesson or another.
export function pendingActs() {
  const acts = [];
  for (const key of storageKeys()) {
    try {
      const act = JSON.parse(localStorage.getItem(key));
      if (act && typeof act.id === "string" && typeof act.action === "string") acts.push(act);
    } catch {
      // Not ours to judge: another page of the same address may use such a name.
    }
  }
  return acts.sort((a, b) => (a.at < b.at ? -1 : 1));
}

export class Delivery {
  constructor(model, onChange) {
    this.model = model;
    this.onChange = onChange;
    this.unconfirmed = new Set();
    this.timer = null;
    this.receive = (message) => this.onMessage(message);
    model.on("msg:custom", this.receive);
  }

  stop() {
    clearTimeout(this.timer);
    this.model.off("msg:custom", this.receive);
  }

  // What an earlier page or a dead kernel left behind.
  deliverPending() {
    for (const act of pendingActs()) this.send(act);
  }

  add(act) {
    try {
      localStorage.setItem(OWN_KEYS + act.id, JSON.stringify(act));
    } catch {
      // Storage is full or forbidden: the kernel alone keeps the act, as it does anyway.
    }
    this.send(act);
  }

  send(act) {
    this.unconfirmed.add(act.id);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.onChange({ waiting: this.unconfirmed.size }), PATIENCE_MS);
    try {
      this.model.send({ type: "act", act });
    } catch {
      this.onChange({ waiting: this.unconfirmed.size });
    }
  }

  onMessage(message) {
    if (!message || !["kept", "refused"].includes(message.type)) return;
    if (!this.unconfirmed.delete(message.id)) return;
    // An act that is only in the kernel's memory stays here too, for another day.
    // One that was refused would be refused again: that is told once.
    if (message.type === "refused" || message.safe) forget(message.id);
    if (!this.unconfirmed.size) clearTimeout(this.timer);
    const fault = message.type === "refused" ? `Not kept: ${message.why}.` : "";
    this.onChange({ waiting: 0, notice: message.notice || fault });
  }
}

function forget(id) {
  try {
    localStorage.removeItem(OWN_KEYS + id);
  } catch {
    // Nothing was kept.
  }
}

// Everything, delivered or not; returns how many acts that were.
export function forgetPending() {
  const ids = pendingActs().map(({ id }) => id);
  ids.forEach(forget);
  return ids.length;
}

// What follows is an id, and ids have no slash: with one, the key is of somebody else's part.
function isOwn(key) {
  return key.startsWith(OWN_KEYS) && !key.slice(OWN_KEYS.length).includes("/");
}

function storageKeys() {
  try {
    return Object.keys(localStorage).filter(isOwn);
  } catch {
    return [];
  }
}
