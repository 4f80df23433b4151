// The work that ALTCHA asks of a browser: a number found by trying, while the form is being filled.
const BATCH = 250;
const encoder = new TextEncoder();

const hex = (digest) => Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");

async function solve({ salt, challenge, max_number: most }) {
  for (let first = 0; first <= most; first += BATCH) {
    const tried = Array.from({ length: BATCH }, (_, rank) => encoder.encode(`${salt}${first + rank}`));
    const digests = await Promise.all(tried.map((text) => crypto.subtle.digest("SHA-256", text)));
    const found = digests.findIndex((digest) => hex(digest) === challenge);
    if (found >= 0) return first + found;
  }
  return null;
}

async function prove(field) {
  const asked = JSON.parse(field.dataset.parvisGuard);
  const { algorithm, challenge, salt, signature } = asked;
  const number = await solve(asked);
  if (number !== null) field.value = btoa(JSON.stringify({ algorithm, challenge, number, salt, signature }));
}

// Without a secure context nothing can be computed: the form is then sent as without JavaScript.
for (const field of crypto.subtle ? document.querySelectorAll("[data-parvis-guard]") : []) {
  let done = false;
  const wait = field.form.querySelector("[data-parvis-guard-wait]");
  const proven = prove(field).finally(() => {
    done = true;
    wait.hidden = true;
  });
  field.form.addEventListener("submit", (event) => {
    if (done) return;
    event.preventDefault();
    wait.hidden = false;
    const { submitter } = event;
    proven.finally(() => field.form.requestSubmit(submitter));
  });
}
