// What the parties' pages do beyond others: decisions by keys, the countdown, drafts of new orders.
(() => {
  "use strict";
  const { main, texts, say, fill, keys, press, rowLinks, currentRow, rememberRow } = duet;

  // ---- Keys

  const hasTaskRows = () => rowLinks().some((link) => link.pathname.startsWith("/ui/tasks/"));

  function choose(index) {
    const choices = document.querySelectorAll("[data-decision] input[type=radio]");
    const choice = choices[index];
    if (!choice || choice.disabled) return false;
    choice.checked = true;
    choice.dispatchEvent(new Event("change", { bubbles: true }));
    document.querySelector("[data-submit]")?.focus();
    say(choice.closest("label")?.firstElementChild?.nextElementSibling?.textContent ?? "");
    return true;
  }

  function openWithChoice(name) {
    const link = currentRow()?.querySelector(".row-link");
    if (!link) return false;
    rememberRow();
    const url = new URL(link.href);
    url.searchParams.set("choose", name);
    location.assign(url);
    return true;
  }

  function claim() {
    const row = currentRow();
    // In a list it is a row's; none is meant before one was chosen.
    if (!row && hasTaskRows()) return false;
    if (row) rememberRow();
    return press("[data-key=claim]", row ?? document);
  }

  keys.c = claim;
  keys.a = () => (hasTaskRows() ? openWithChoice("first") : choose(0));
  keys.r = () => (hasTaskRows() ? openWithChoice("second") : choose(1));
  // The bar is about what was decided last.
  keys.u = () => press(".undo [data-key=undo]") || press("[data-key=undo]");
  keys.n = () => press("[data-key=new]");
  for (let number = 1; number <= 9; number += 1) keys[number] = () => choose(number - 1);

  // A radio button takes Enter as the decision, as everywhere else.
  main?.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target instanceof HTMLInputElement && event.target.type === "radio") {
      event.preventDefault();
      document.querySelector("[data-submit]")?.click();
    }
  });

  // ---- Countdown of decisions that can be undone

  for (const bar of document.querySelectorAll("[data-until]")) {
    const ends = performance.now() + Number(bar.dataset.left) * 1000;
    const shown = bar.querySelector("[data-left-text]");
    const timer = setInterval(() => {
      const left = Math.ceil((ends - performance.now()) / 1000);
      if (left <= 0) { clearInterval(timer); bar.hidden = true; return; }
      if (shown) shown.textContent = fill(texts.textSeconds, { count: String(left) });
    }, 250);
  }

  // ---- Lines of a form

  // Another line below the last one, which is never one whose item is given.
  function appendLine(lines) {
    const row = lines.lastElementChild.cloneNode(true);
    const renumber = (name) => name.replace(/\.\d+\./, `.${lines.children.length}.`);
    for (const field of row.querySelectorAll("input")) {
      field.name = renumber(field.name);
      if (field.id.includes(".")) field.id = renumber(field.id); else field.removeAttribute("id");
      field.value = "";
      field.removeAttribute("aria-invalid");
      field.removeAttribute("aria-describedby");
    }
    for (const error of row.querySelectorAll(".error")) error.remove();
    lines.append(row);
    return row;
  }

  for (const button of document.querySelectorAll("[data-more]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      appendLine(button.closest("fieldset").querySelector("[data-lines]")).querySelector("input").focus();
    });
  }

  // The page has the beginning of a long catalogue: what fits what is typed is asked for.
  async function suggest(known, text) {
    try {
      const answer = await fetch(`${known.dataset.moreAt}?limit=20&text=${encodeURIComponent(text)}`);
      if (!answer.ok) return;
      const { items } = await answer.json();
      const skus = new Set([...known.options].map((option) => option.value));
      for (const { sku, description } of items) {
        if (skus.has(sku)) continue;
        skus.add(sku);
        known.append(new Option(description, sku));
      }
    } catch { /* what is typed next asks again */ }
  }

  // ---- Drafts of new orders

  const form = document.querySelector("form[data-draft]");
  if (form) {
    const key = `duet-draft-${form.dataset.draft}`;
    const lines = form.querySelector("[data-lines]");
    const fields = () => [...form.elements].filter((field) => field.name && field.type !== "hidden" && field.type !== "submit");
    const save = () => {
      const values = fields().map((field) => [field.name, field.value]).filter(([, value]) => value);
      if (values.length) localStorage.setItem(key, JSON.stringify(values)); else localStorage.removeItem(key);
    };
    // What was sent and refused is newer than what was kept, as is what the browser itself has filled in.
    const isUntouched = form.hasAttribute("data-fresh") && fields().every((field) => field.value === field.defaultValue);
    const stored = isUntouched ? localStorage.getItem(key) : null;
    if (stored) {
      for (const [name, value] of JSON.parse(stored)) {
        const index = /^lines\.(\d+)\./.exec(name);
        while (index && lines.children.length <= Number(index[1])) appendLine(lines);
        const field = form.elements.namedItem(name);
        if (field) field.value = value;
      }
    }
    form.addEventListener("input", () => {
      const last = lines.lastElementChild;
      if (last.querySelector("input").value) appendLine(lines);
      save();
    });
    form.querySelector("[data-clear]")?.addEventListener("click", () => localStorage.removeItem(key));
    form.querySelector("[data-add]")?.addEventListener("click", (event) => {
      event.preventDefault();
      appendLine(lines).querySelector("input").focus();
    });
    const known = document.querySelector("datalist[data-more-at]");
    if (known) {
      let pause;
      form.addEventListener("input", ({ target }) => {
        clearTimeout(pause);
        const text = target.value.trim();
        if (target.getAttribute("list") === known.id && text.length > 1) pause = setTimeout(suggest, 150, known, text);
      });
    }
    form.addEventListener("submit", () => { sessionStorage.setItem("duet-sent", key); });
  }
  // Placed: the draft has become an order.
  if (document.querySelector("[data-placed]") && sessionStorage.getItem("duet-sent")) {
    localStorage.removeItem(sessionStorage.getItem("duet-sent"));
    sessionStorage.removeItem("duet-sent");
  }

  // ---- The choice that the inbox was asked for

  if (texts.choose) choose(texts.choose === "second" ? 1 : 0);
})();
