// Puts a bank's plain text on the page: `code`, *stress* and fenced code become elements, and every
// character of the text enters by textContent, so that nothing in it can act as markup.

// A star that opens stands before a letter, one that closes after it: 2 * 3 * 4 holds none.
const STRESSED = /(?<![\w*])\*(?=[^\s*])([^*\n]*[^\s*])\*(?![\w*])/;

export function element(tag, className, ...children) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  node.append(...children.filter((child) => child !== null && child !== undefined));
  return node;
}

export function spanned(text, tag = "span", className = "") {
  const node = element(tag, className);
  text.split("`").forEach((part, place) => {
    if (!part) return;
    if (place % 2) node.append(codeElement("code", "quiz-inline-code", part));
    else node.append(...part.split(STRESSED).map((words, at) => (at % 2 ? element("em", "", words) : words)));
  });
  return node;
}

export function codeBlock(text, className = "quiz-code") {
  return element("pre", className, codeElement("code", "", text));
}

export function paragraphs(text, className = "quiz-paragraph") {
  const nodes = [];
  text.split(/^```.*$/m).forEach((part, place) => {
    if (place % 2) nodes.push(codeBlock(part.replace(/^\n|\n$/g, "")));
    else {
      for (const paragraph of part.split(/\n\s*\n/)) {
        if (paragraph.trim()) nodes.push(spanned(paragraph.trim(), "p", className));
      }
    }
  });
  return nodes;
}

function codeElement(tag, className, text) {
  const node = element(tag, className);
  node.textContent = text;
  return node;
}
