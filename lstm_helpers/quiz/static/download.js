// Gives the learner a file, as if it had been fetched.

const TAKEN_MS = 5000; // by then the browser has taken it

export function download(name, text, type) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  Object.assign(link, { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), TAKEN_MS);
}
