// Files leave as soon as they are chosen, piece by piece (tus 1.0.0): what has arrived survives a cut and a reload.
// The form then carries their numbers. Without this module it carries the files themselves.
const SHORTEST = 64 * 1024;
const FIRST = 256 * 1024;
const LONGEST = 1024 * 1024;
const QUICK = 2_000;
const STALLED = 120_000;
const PATIENCE = [1_000, 30_000];
const ENDS = 64 * 1024;
const RELOAD = "Rechargez la page, puis choisissez de nouveau ce fichier.";
const NO_NETWORK = "Le réseau ne répond pas. L’envoi reprendra de lui-même : ne fermez pas cette page.";

const inWords = (bytes) => {
  if (bytes < 1e6) return `${Math.ceil(bytes / 1e3)}\u00a0ko`;
  return `${(bytes / 1e6).toLocaleString("fr-FR", { maximumFractionDigits: 1 })}\u00a0Mo`;
};
const inBase64 = (text) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));

function element(tag, given = {}, ...children) {
  const { label, ...rest } = given;
  const made = Object.assign(document.createElement(tag), rest);
  if (label) made.setAttribute("aria-label", label);
  made.append(...children);
  return made;
}

// By its two ends, so that the same file is known again and that another of the same name is not.
async function markOf(file) {
  if (!crypto.subtle) return "";
  const ends = await new Blob([String(file.size), file.slice(0, ENDS), file.slice(-ENDS)]).arrayBuffer();
  const digest = await crypto.subtle.digest("SHA-256", ends);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

class Problem extends Error {
  constructor(kind, words = "") {
    super(words);
    this.kind = kind;
  }
}

function problemOf(method, xhr) {
  const words = (xhr.getResponseHeader("Content-Type") || "").startsWith("text/plain") ? xhr.responseText : "";
  if (xhr.status === 404 && method !== "POST") return new Problem("gone");
  if (xhr.status === 409) return new Problem("elsewhere");
  // A proxy takes less than we do: smaller pieces may pass.
  if (xhr.status === 413 && method === "PATCH" && !words) return new Problem("network");
  if (xhr.status === 429 || xhr.status >= 500) return new Problem("network", words);
  return new Problem("refused", words || RELOAD);
}

class Uploads {
  constructor(form, inputs) {
    this.form = form;
    this.inputs = inputs;
    this.last = inputs[inputs.length - 1];
    this.address = this.last.dataset.parvisUploads;
    this.rows = new Set();
    this.queue = Promise.resolve();
    this.list = element("ul", { className: "parvis-uploads", label: "Ce qui est envoyé" });
    this.status = element("p", { className: "fr-sr-only" });
    this.status.setAttribute("role", "status");
    (this.last.closest(".fr-upload-group") || this.last).after(this.list, this.status);
    const begun = JSON.parse(this.last.dataset.parvisList);
    for (const told of begun) this.restore(told);
    const folded = begun.length ? form.closest("details") : null;
    if (folded) folded.open = true;
    for (const input of inputs) this.listenTo(input);
    form.addEventListener("submit", (event) => this.hold(event));
  }

  listenTo(input) {
    input.required = false;
    input.addEventListener("change", () => {
      const files = [...input.files];
      input.value = "";
      this.take(input, files);
    });
    const zone = input.closest(".fr-upload-group");
    if (!zone || input.hasAttribute("capture")) return;
    if (matchMedia("(any-pointer: fine)").matches) {
      const words = input.multiple ? "Vous pouvez aussi déposer les fichiers ici." : "Vous pouvez aussi le déposer ici.";
      zone.querySelector("label").append(element("span", { className: "fr-hint-text", textContent: words }));
    }
    const over = (event) => {
      if (!event.dataTransfer.types.includes("Files")) return;
      event.preventDefault();
      zone.classList.toggle("parvis-uploads__over", event.type === "dragover");
      if (event.type === "drop") this.take(input, [...event.dataTransfer.files]);
    };
    for (const type of ["dragover", "drop"]) zone.addEventListener(type, over);
    zone.addEventListener("dragleave", () => zone.classList.remove("parvis-uploads__over"));
  }

  async take(input, chosen) {
    const files = input.multiple ? chosen : chosen.slice(0, 1);
    if (!input.multiple && files.length) await Promise.all([...this.rows].map((row) => this.remove(row)));
    for (const file of files) {
      const mark = await markOf(file);
      const row =
        [...this.rows].find(
          (each) => each.state === "left" && mark && each.mark === mark && each.name === file.name,
        ) || this.addRow({ name: file.name, length: file.size, mark, received: 0 });
      row.file = file;
      this.show(row, "waits", "En attente");
      this.queue = this.queue.then(() => this.send(row));
    }
  }

  restore(told) {
    const row = this.addRow(told);
    row.at = `${this.address}${told.id}/`;
    if (told.received === told.length) return this.finish(row);
    const so_far = `${inWords(told.received)} sur ${inWords(told.length)}`;
    this.show(row, "left", `Envoi interrompu à ${so_far}. Choisissez de nouveau ce fichier : il reprendra où il en était.`);
  }

  addRow(told) {
    const row = { ...told, at: "", words: element("p", { className: "parvis-upload__words" }) };
    row.bar = element("progress", { max: 100, value: 0, label: `Envoi de ${row.name}` });
    row.button = element("button", {
      type: "button",
      className: "fr-btn fr-btn--tertiary-no-outline fr-btn--icon-left fr-icon-delete-line parvis-upload__drop",
      onclick: () => this.give_up(row),
    });
    const name = element("p", { className: "parvis-upload__name" }, element("bdi", { textContent: row.name }));
    row.item = element("li", { className: "parvis-upload" }, name, row.bar, row.words, row.button);
    this.list.append(row.item);
    this.rows.add(row);
    return row;
  }

  show(row, state, words) {
    const look = { done: "fr-message fr-message--valid", refused: "fr-message fr-message--error" };
    row.state = state;
    row.words.className = `parvis-upload__words ${look[state] || "fr-text--sm fr-mb-0"}`;
    row.words.textContent = words;
    row.bar.value = row.length ? Math.floor((100 * row.received) / row.length) : 0;
    row.bar.hidden = state === "done" || state === "refused";
    const hidden = element("span", { className: "fr-sr-only", textContent: ` : ${row.name}` });
    row.button.replaceChildren(state === "sends" || state === "waits" ? "Annuler" : "Retirer", hidden);
  }

  say(words) {
    this.status.textContent = words;
  }

  // The words of the row follow each byte; what is read aloud, each quarter.
  progress(row, sent) {
    const before = Math.floor((4 * row.received) / row.length);
    row.received = sent;
    this.show(row, "sends", `${inWords(sent)} sur ${inWords(row.length)}`);
    const now = Math.floor((4 * sent) / row.length);
    if (now > before && now < 4) this.say(`${row.name} : ${25 * now} % envoyés`);
  }

  finish(row) {
    row.received = row.length;
    row.id = row.at.split("/").slice(-2)[0];
    row.item.append(element("input", { type: "hidden", name: this.last.dataset.parvisSent, value: row.id }));
    this.show(row, "done", `Envoyé (${inWords(row.length)}). Il sera joint avec ce formulaire.`);
  }

  async send(row) {
    let [size, wait] = [FIRST, PATIENCE[0]];
    while (this.rows.has(row)) {
      try {
        if (!row.at) await this.begin(row);
        else await this.ask(row);
        while (row.received < row.length) {
          const began = performance.now();
          await this.more(row, size);
          wait = PATIENCE[0];
          if (performance.now() - began < QUICK) size = Math.min(2 * size, LONGEST);
        }
        this.finish(row);
        return this.say(`${row.name} : envoyé`);
      } catch (problem) {
        if (!this.rows.has(row)) return;
        if (problem.kind === "refused") {
          this.show(row, "refused", problem.message);
          return this.say(problem.message);
        }
        if (problem.kind === "gone") [row.at, row.received] = ["", 0];
        if (problem.kind !== "network") continue;
        size = Math.max(SHORTEST, size / 2);
        this.show(row, "sends", problem.message || NO_NETWORK);
        this.say(`${row.name} : ${problem.message || NO_NETWORK}`);
        await this.pause(row, wait);
        wait = Math.min(2 * wait, PATIENCE[1]);
      }
    }
  }

  async begin(row) {
    const told = { filename: row.name, mark: row.mark };
    const pairs = Object.entries(told).map(([key, value]) => (value ? `${key} ${inBase64(value)}` : key));
    const xhr = await this.call(row, "POST", this.address, {
      "Upload-Length": row.length,
      "Upload-Metadata": pairs.join(","),
    });
    row.at = new URL(xhr.getResponseHeader("Location"), location.href).pathname;
    row.received = 0;
  }

  async ask(row) {
    const xhr = await this.call(row, "HEAD", row.at);
    this.progress(row, Number(xhr.getResponseHeader("Upload-Offset")));
  }

  async more(row, size) {
    const [start, end] = [row.received, Math.min(row.received + size, row.length)];
    const headers = { "Upload-Offset": start, "Content-Type": "application/offset+octet-stream" };
    const piece = row.file.slice(start, end);
    await this.call(row, "PATCH", row.at, headers, piece, (sent) => this.progress(row, start + sent));
    this.progress(row, end);
  }

  call(row, method, address, headers = {}, body = null, moved = null) {
    return new Promise((done, fail) => {
      const xhr = (row.xhr = new XMLHttpRequest());
      xhr.open(method, address);
      xhr.timeout = STALLED;
      const token = this.form.elements.csrfmiddlewaretoken.value;
      const all = { "Tus-Resumable": "1.0.0", "X-CSRFToken": token, ...headers };
      for (const [name, value] of Object.entries(all)) xhr.setRequestHeader(name, value);
      xhr.onload = () => (xhr.status < 300 ? done(xhr) : fail(problemOf(method, xhr)));
      xhr.onerror = xhr.ontimeout = xhr.onabort = () => fail(new Problem("network"));
      if (moved) xhr.upload.onprogress = (event) => moved(Math.min(event.loaded, body.size));
      xhr.send(body);
    });
  }

  pause(row, wait) {
    return new Promise((wake) => {
      const again = () => {
        clearTimeout(timer);
        removeEventListener("online", again);
        wake();
      };
      const timer = setTimeout(again, wait);
      addEventListener("online", again);
      row.wake = again;
    });
  }

  give_up(row) {
    this.remove(row);
    this.say(`${row.name} : retiré`);
    this.last.focus();
  }

  async remove(row) {
    this.rows.delete(row);
    row.item.remove();
    row.xhr?.abort();
    row.wake?.();
    // What could not be told is ended by the night.
    if (row.at) await this.call(row, "DELETE", row.at).catch(() => null);
  }

  // The form waits for what is on its way: nothing chosen is left behind.
  hold(event) {
    const busy = [...this.rows].filter((row) => row.state === "sends" || row.state === "waits");
    if (!busy.length) return;
    event.preventDefault();
    const first = !this.holding;
    this.holding = true;
    this.submitter = event.submitter || this.form.querySelector("[type=submit]");
    this.status.className = "fr-text--sm";
    this.say("L’envoi se termine, puis la page continue d’elle-même.");
    if (first) this.queue.then(() => this.release(busy));
  }

  release(busy) {
    this.holding = false;
    this.status.className = "fr-sr-only";
    if (busy.some((row) => row.state === "refused")) {
      return this.say("Un fichier n’a pas été pris : lisez pourquoi, puis continuez.");
    }
    this.submitter.click();
  }
}

const groups = new Map();
for (const input of document.querySelectorAll("[data-parvis-uploads]")) {
  const key = input.dataset.parvisUploads;
  groups.set(key, [...(groups.get(key) || []), input]);
}
for (const inputs of groups.values()) new Uploads(inputs[0].form, inputs);
