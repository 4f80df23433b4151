// Suggests communes while one types: the combobox pattern of the ARIA guide. Without this file the form works the same.

const WAIT = 150;

for (const form of document.querySelectorAll("form[data-suggestions]")) {
  enhance(form);
  locate(form);
}

// « Autour de moi »: asked only when the button is pressed, rounded here before it is sent.
function locate(form) {
  const offer = form.querySelector("[data-locate]");
  const answer = form.querySelector("[data-locate-answer]");
  if (!offer || !navigator.geolocation) return;
  offer.hidden = false;
  offer.querySelector("button").addEventListener("click", () => {
    answer.textContent = "Recherche de votre position…";
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const asked = new URLSearchParams([...new FormData(form)].filter(([name, value]) => value && name !== "ou" && name !== "commune"));
        asked.set("lat", coords.latitude.toFixed(3));
        asked.set("lon", coords.longitude.toFixed(3));
        window.location.assign(`${form.action}?${asked}`);
      },
      () => {
        answer.textContent = "Votre position n’est pas connue : tapez plutôt votre commune ou votre code postal.";
        form.querySelector("input[name=ou]").focus();
      },
      { timeout: 10000, maximumAge: 60000 },
    );
  });
}

function enhance(form) {
  const input = form.querySelector("input[name=ou]");
  const code = form.querySelector("input[name=commune]");
  const list = form.querySelector("[role=listbox]");
  const announce = form.querySelector("[data-announce]");
  let active = -1;
  let timer = 0;
  let asked = null;

  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-expanded", "false");
  input.setAttribute("aria-controls", list.id);

  input.addEventListener("input", () => {
    code.disabled = true;
    clearTimeout(timer);
    timer = setTimeout(suggest, WAIT);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (list.hidden) return;
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && !list.hidden && active >= 0) {
      event.preventDefault();
      choose(list.children[active]);
    }
  });
  input.addEventListener("blur", () => setTimeout(close, WAIT));
  list.addEventListener("mousedown", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) {
      event.preventDefault();
      choose(option);
    }
  });

  async function suggest() {
    const typed = input.value.trim();
    asked?.abort();
    if (typed.length < 2) return close();
    asked = new AbortController();
    try {
      const address = `${form.dataset.suggestions}?${new URLSearchParams({ q: typed })}`;
      const answer = await fetch(address, { signal: asked.signal, headers: { Accept: "application/json" } });
      if (!answer.ok) return close();
      show((await answer.json()).communes.slice(0, 8));
    } catch (error) {
      // A newer request replaced this one, or the network is down: the form still works.
      if (error.name !== "AbortError") close();
    }
  }

  function show(communes) {
    active = -1;
    list.replaceChildren(
      ...communes.map((commune, rank) => {
        const option = document.createElement("li");
        option.id = `${list.id}-${rank}`;
        option.setAttribute("role", "option");
        option.setAttribute("aria-selected", "false");
        option.dataset.code = commune.code_insee;
        option.dataset.label = commune.libelle;
        option.textContent = commune.libelle;
        return option;
      }),
    );
    list.hidden = communes.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
    input.removeAttribute("aria-activedescendant");
    const several = communes.length > 1 ? "communes proposées" : "commune proposée";
    announce.textContent = communes.length ? `${communes.length} ${several}` : "Aucune commune proposée";
  }

  function move(step) {
    const options = [...list.children];
    active = (active + step + options.length) % options.length;
    options.forEach((option, rank) => option.setAttribute("aria-selected", String(rank === active)));
    options[active].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", options[active].id);
  }

  function choose(option) {
    input.value = option.dataset.label;
    code.value = option.dataset.code;
    code.disabled = false;
    close();
    form.requestSubmit();
  }

  function close() {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }
}
