// Judges an answer in the browser, so that feedback needs no kernel.
// The rules are those of lstm_helpers/quiz/parsing.py and grading.py; a test holds both together.

const NOT_A_NUMBER = "That does not read as a number. Write it like 528, 0.75 or -1.5.";
const AMBIGUOUS_COMMA =
  "A comma before three digits can mean thousands or a decimal. Write the number without it.";
const NOT_A_SHAPE =
  "That does not read as a shape. Write it like (7, 5); None stands for any batch size.";
const CHOOSE_FIRST = "Choose an answer first.";
const WRITE_FIRST = "Write an answer first.";
const ALL_IN_ORDER = "Every step is in its place.";

const LONGEST_ANSWER = 60;
const SPACE = " \\t\\r\\n\\u00a0\\u2009\\u202f";
const OUTER_SPACE = new RegExp(`^[${SPACE}]+|[${SPACE}]+$`, "g");
const GROUPED = new RegExp(`^([+-]?)([0-9]{1,3}(?:[_'${SPACE}][0-9]{3})+)((?:[.,][0-9]+)?)$`);
const COMMA_GROUPS = /^[+-]?[0-9]{1,3}(?:(?:,[0-9]{3}){2,}(?:\.[0-9]+)?|(?:,[0-9]{3})+\.[0-9]+)$/;
const DOT_GROUPS = /^[+-]?[0-9]{1,3}(?:(?:\.[0-9]{3}){2,}(?:,[0-9]+)?|(?:\.[0-9]{3})+,[0-9]+)$/;
const AMBIGUOUS = /^[+-]?[1-9][0-9]{0,2},[0-9]{3}$/;
const DECIMAL = /^[+-]?(?:[0-9]+[.,]?[0-9]*|[.,][0-9]+)(?:[eE][+-]?[0-9]{1,3})?$/;
const SHAPE = /^[(\[{]*([^()\[\]{}]*)[)\]}]*$/;
const SEPARATOR = new RegExp(`[${SPACE}]*[,;×xX*][${SPACE}]*|[${SPACE}]+`);
const SIZE = /^[0-9]{1,9}$/;
const ANY_SIZE = ["none", "null", "?", "-1", "batch"];

// Both parsers return { value } or { value: null, problem }.
export function parseNumber(text) {
  if ([...text].length > LONGEST_ANSWER) return { value: null, problem: NOT_A_NUMBER };
  let typed = text.replace(OUTER_SPACE, "").replace(/[−–]/g, "-");
  const percent = typed.endsWith("%");
  if (percent) typed = typed.slice(0, -1).replace(OUTER_SPACE, "");
  if (AMBIGUOUS.test(typed)) return { value: null, problem: AMBIGUOUS_COMMA };
  const grouped = GROUPED.exec(typed);
  if (grouped) typed = grouped[1] + grouped[2].replace(/[^0-9]/g, "") + grouped[3];
  else if (COMMA_GROUPS.test(typed)) typed = typed.replaceAll(",", "");
  else if (DOT_GROUPS.test(typed)) typed = typed.replaceAll(".", "");
  if (!DECIMAL.test(typed)) return { value: null, problem: NOT_A_NUMBER };
  const value = Number(typed.replace(",", "."));
  if (!Number.isFinite(value)) return { value: null, problem: NOT_A_NUMBER };
  return { value: percent ? value / 100 : value };
}

export function parseShape(text) {
  const typed = text.replace(OUTER_SPACE, "");
  const inside = [...text].length <= LONGEST_ANSWER ? SHAPE.exec(typed) : null;
  if (!inside || !typed) return { value: null, problem: NOT_A_SHAPE };
  const inner = inside[1].replace(OUTER_SPACE, "");
  const entries = inner ? inner.split(SEPARATOR) : [];
  if (entries.length > 1 && entries.at(-1) === "") entries.pop();
  const sizes = [];
  for (const entry of entries) {
    if (ANY_SIZE.includes(entry.toLowerCase())) sizes.push(null);
    else if (SIZE.test(entry)) sizes.push(Number(entry));
    else return { value: null, problem: NOT_A_SHAPE };
  }
  return { value: sizes };
}

// Returns { understood, right, says: [text], marks: { optionId: bool }, misconceptions: [id] }.
export function gradeAnswer(item, answer) {
  if (item.kind === "number") return gradeTyped(item, answer, parseNumber, isNear);
  if (item.kind === "shape") return gradeTyped(item, answer, parseShape, isSameShape);
  if (item.kind === "several") return gradeSeveral(item, answer);
  if (item.kind === "order") return gradeOrder(item, answer);
  const option = typeof answer === "string" ? optionOf(item, answer) : undefined;
  if (!option) return notUnderstood(CHOOSE_FIRST);
  const right = item.key.includes(option.id);
  return verdict(right, [option.answer], { [option.id]: right }, right ? [] : [option]);
}

// Of answers kept from before, { answer } by the item's name, those that its bank still understands:
// one that names options which are gone leaves its question open.
export function answersThatStand(items, answers) {
  const stands = (item) => answers[item.name] && gradeAnswer(item, answers[item.name].answer).understood;
  return Object.fromEntries(items.filter(stands).map(({ name }) => [name, answers[name]]));
}

function gradeSeveral(item, answer) {
  if (!areOptions(item, answer) || !answer.length) return notUnderstood(CHOOSE_FIRST);
  const chosen = inBankOrder(item).filter((option) => answer.includes(option.id));
  const wrong = chosen.filter((option) => !item.key.includes(option.id));
  const missing = item.key.length - (chosen.length - wrong.length);
  let says = chosen.map((option) => option.answer);
  if (wrong.length) says = wrong.map((option) => option.answer);
  else if (missing) says = [`What you chose belongs, and it is not all: ${missing} more to find.`];
  const marks = {};
  for (const option of chosen) marks[option.id] = item.key.includes(option.id);
  return verdict(!wrong.length && !missing, says, marks, wrong);
}

function gradeOrder(item, answer) {
  if (!areOptions(item, answer) || answer.length !== item.key.length) {
    return notUnderstood(CHOOSE_FIRST);
  }
  const marks = {};
  answer.forEach((id, place) => (marks[id] = id === item.key[place]));
  const first = answer.findIndex((id) => !marks[id]);
  if (first < 0) return verdict(true, [ALL_IN_ORDER], marks, []);
  const stray = optionOf(item, answer[first]);
  const says = [`The first step out of place is step ${first + 1}.`, stray.answer];
  return verdict(false, says, marks, [stray]);
}

function gradeTyped(item, answer, parse, same) {
  if (typeof answer !== "string" || !answer.replace(OUTER_SPACE, "")) return notUnderstood(WRITE_FIRST);
  const typed = parse(answer);
  if (typed.value === null) return notUnderstood(typed.problem);
  const options = inBankOrder(item);
  const isKey = (option) => item.key.includes(option.id);
  for (const option of [...options.filter(isKey), ...options.filter((one) => !isKey(one))]) {
    if (same(item, typed.value, parse(option.text).value)) {
      const right = isKey(option);
      return verdict(right, [option.answer], { [option.id]: right }, right ? [] : [option]);
    }
  }
  return verdict(false, [item.otherwise], {}, []);
}

function isNear(item, value, wanted) {
  return Math.abs(value - wanted) <= item.tolerance + 1e-9 * Math.max(1, Math.abs(wanted));
}

function isSameShape(item, value, wanted) {
  return value.length === wanted.length && value.every((size, axis) => size === wanted[axis]);
}

function optionOf(item, id) {
  return item.options.find((option) => option.id === id);
}

// Options may be shown shuffled; what is said about several of them keeps the bank's order.
function inBankOrder(item) {
  return [...item.options].sort((a, b) => a.place - b.place);
}

function areOptions(item, answer) {
  return (
    Array.isArray(answer) &&
    answer.every((id) => typeof id === "string" && optionOf(item, id)) &&
    new Set(answer).size === answer.length
  );
}

function verdict(right, says, marks, wrong) {
  const named = wrong.map((option) => option.misconception).filter(Boolean);
  return { understood: true, right, says, marks, misconceptions: [...new Set(named)] };
}

function notUnderstood(problem) {
  return { understood: false, right: false, says: [problem], marks: {}, misconceptions: [] };
}
