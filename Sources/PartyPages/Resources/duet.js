// Live lists, keys and the countdown. Without this script every page works; it only stands still.
(() => {
  "use strict";
  const body = document.body;
  const main = document.getElementById("main");
  const texts = body.dataset;
  const say = (text) => { const live = document.getElementById("live"); if (live) live.textContent = text; };

  // ---- Live: the server says that something changed; the page asks for itself again and takes over what is new.

  const regions = () => [...document.querySelectorAll("[data-live]")];
  const isBusy = (region) =>
    region.matches(":hover") || (region.contains(document.activeElement) && document.activeElement !== document.body);

  async function freshPage() {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" }, credentials: "same-origin" });
    if (!answer.ok || answer.redirected) return null;
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  }

  const identity = (row) => row.dataset.id;

  // Rows that are known change in place; new ones wait above the list while somebody reads it.
  function mergeList(list, next) {
    const before = new Map([...list.children].map((row) => [identity(row), row]));
    const after = [...next.children];
    const fresh = after.filter((row) => !before.has(identity(row)));
    const goneIDs = new Set(before.keys());
    for (const row of after) {
      goneIDs.delete(identity(row));
      const known = before.get(identity(row));
      if (known && known.dataset.revision !== row.dataset.revision && !known.contains(document.activeElement)) {
        known.replaceChildren(...row.childNodes);
        known.dataset.revision = row.dataset.revision;
      }
    }
    const news = document.querySelector("[data-news]");
    if (isBusy(list.closest("[data-hold]") ?? list)) {
      for (const id of goneIDs) before.get(id).classList.add("gone-row");
      if (news) {
        news.hidden = fresh.length === 0;
        news.textContent = (fresh.length === 1 ? texts.textOneNew : texts.textNew).replace("{count}", String(fresh.length));
        if (fresh.length > 0) say(news.textContent);
      }
      return;
    }
    replaceList(list, after, before);
    if (news) news.hidden = true;
  }

  function replaceList(list, after, before) {
    const rows = after.map((row) => {
      const known = before.get(identity(row));
      if (known && known.dataset.revision === row.dataset.revision) return known;
      row.classList.toggle("fresh", !known);
      return row;
    });
    list.replaceChildren(...rows);
  }

  let isLoading = false;
  let isAskedAgain = false;
  async function refresh(force) {
    if (isLoading) { isAskedAgain = true; return; }
    isLoading = true;
    try {
      const page = await freshPage();
      if (page) {
        for (const region of regions()) {
          const next = page.querySelector(`[data-live="${region.dataset.live}"]`);
          if (!next) continue;
          const list = region.matches("[data-list]") ? region : null;
          if (list && !force) mergeList(list, next);
          else if (list) replaceList(list, [...next.children], new Map([...list.children].map((row) => [identity(row), row])));
          else if (region.hasAttribute("data-ask") ? region.dataset.revision !== next.dataset.revision : true) {
            if (region.hasAttribute("data-ask")) announceChange();
            else if (!region.contains(document.activeElement)) region.replaceChildren(...next.childNodes);
          }
        }
      }
    } catch { /* the next event asks again */ } finally {
      isLoading = false;
      if (isAskedAgain) { isAskedAgain = false; refresh(false); }
    }
  }

  // What somebody is filling in is never taken away: the page says that it is out of date.
  function announceChange() {
    const note = document.querySelector("[data-changed]");
    if (note && note.hidden) { note.hidden = false; say(note.textContent.trim()); }
  }

  if (texts.events && "EventSource" in window) {
    const source = new EventSource(texts.events);
    source.addEventListener("changed", () => refresh(false));
    addEventListener("pagehide", () => source.close());
  }
  document.querySelector("[data-news]")?.addEventListener("click", (event) => {
    event.currentTarget.hidden = true;
    refresh(true).then(() => focusRow(0));
  });

  // ---- Keys

  const rowLinks = () => [...document.querySelectorAll("[data-list] .row-link, table[data-rows] .row-link")];
  const currentRow = () => document.activeElement?.closest("[data-id]") ?? null;

  function focusRow(index) {
    const links = rowLinks();
    const link = links[Math.max(0, Math.min(index, links.length - 1))];
    if (link) { link.focus(); link.scrollIntoView({ block: "nearest" }); }
  }

  function moveRow(step) {
    const links = rowLinks();
    const here = links.findIndex((link) => currentRow()?.contains(link));
    focusRow(here < 0 ? 0 : here + step);
  }

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
    const url = new URL(link.href);
    url.searchParams.set("choose", name);
    location.assign(url);
    return true;
  }

  const press = (selector, within) => {
    const button = (within ?? document).querySelector(selector);
    if (!button) return false;
    button.click();
    return true;
  };

  const keys = {
    j: () => (moveRow(1), true),
    k: () => (moveRow(-1), true),
    c: () => press("[data-key=claim]", currentRow() ?? document),
    a: () => (rowLinks().length > 0 ? openWithChoice("first") : choose(0)),
    r: () => (rowLinks().length > 0 ? openWithChoice("second") : choose(1)),
    u: () => press("[data-key=undo]"),
    n: () => press("[data-key=new]"),
    "/": () => { const search = document.querySelector("input[type=search]"); search?.focus(); return Boolean(search); },
    "?": () => { const help = document.getElementById("keys"); if (help?.showModal) help.showModal(); return Boolean(help); },
  };

  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const target = event.target;
    if (event.key === "Escape" && target instanceof HTMLElement && target.matches("input, textarea, select")) target.blur();
    if (target instanceof HTMLElement && (target.isContentEditable || target.matches("input:not([type=radio]):not([type=checkbox]), textarea, select"))) return;
    if (document.querySelector("dialog[open]")) return;
    const act = keys[event.key] ?? (/^[1-9]$/.test(event.key) ? () => choose(Number(event.key) - 1) : null);
    if (act && act()) event.preventDefault();
  });
  document.querySelector("[data-help]")?.addEventListener("click", (event) => { event.preventDefault(); keys["?"](); });

  // A radio button takes Enter as the decision, as everywhere else.
  main?.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target instanceof HTMLInputElement && event.target.type === "radio") {
      event.preventDefault();
      document.querySelector("[data-submit]")?.click();
    }
  });

  // ---- Countdown of a decision that can be undone

  const bar = document.querySelector("[data-until]");
  if (bar) {
    const ends = performance.now() + Number(bar.dataset.left) * 1000;
    const shown = bar.querySelector("[data-left-text]");
    const timer = setInterval(() => {
      const left = Math.ceil((ends - performance.now()) / 1000);
      if (left <= 0) { clearInterval(timer); bar.hidden = true; return; }
      if (shown) shown.textContent = texts.textSeconds.replace("{count}", String(left));
    }, 250);
  }

  // ---- Drafts and lines of a new order

  const form = document.querySelector("form[data-draft]");
  if (form) {
    const key = `duet-draft-${form.dataset.draft}`;
    const lines = form.querySelector("[data-lines]");
    const addLine = () => {
      const last = lines.lastElementChild;
      const row = last.cloneNode(true);
      const number = lines.children.length;
      for (const field of row.querySelectorAll("input")) {
        field.name = field.name.replace(/\d+/, String(number));
        field.id = field.id.replace(/\d+/, String(number));
        field.value = "";
        field.removeAttribute("aria-invalid");
        field.removeAttribute("aria-describedby");
      }
      for (const label of row.querySelectorAll("label")) label.htmlFor = label.htmlFor.replace(/\d+/, String(number));
      for (const error of row.querySelectorAll(".error")) error.remove();
      lines.append(row);
      return row;
    };
    const fields = () => [...form.elements].filter((field) => field.name && field.type !== "hidden" && field.type !== "submit");
    const save = () => {
      const values = fields().map((field) => [field.name, field.value]).filter(([, value]) => value);
      if (values.length) localStorage.setItem(key, JSON.stringify(values)); else localStorage.removeItem(key);
    };
    const isUntouched = fields().every((field) => field.value === field.defaultValue && (!field.value || field.type === "select-one"));
    const stored = isUntouched ? localStorage.getItem(key) : null;
    if (stored) {
      for (const [name, value] of JSON.parse(stored)) {
        const index = /^lines\.(\d+)\./.exec(name);
        while (index && lines.children.length <= Number(index[1])) addLine();
        const field = form.elements.namedItem(name);
        if (field) field.value = value;
      }
    }
    form.addEventListener("input", () => {
      const last = lines.lastElementChild;
      if (last.querySelector("input").value) addLine();
      save();
    });
    form.querySelector("[data-clear]")?.addEventListener("click", () => localStorage.removeItem(key));
    form.querySelector("[data-add]")?.addEventListener("click", (event) => {
      event.preventDefault();
      addLine().querySelector("input").focus();
    });
    form.addEventListener("submit", () => { sessionStorage.setItem("duet-sent", key); });
  }
  // Placed: the draft has become an order.
  if (document.querySelector("[data-placed]") && sessionStorage.getItem("duet-sent")) {
    localStorage.removeItem(sessionStorage.getItem("duet-sent"));
    sessionStorage.removeItem("duet-sent");
  }

  // ---- Filters apply when changed; the diagram shows where the order is

  for (const filter of document.querySelectorAll("form[data-filter]")) {
    filter.addEventListener("change", (event) => { if (event.target.matches("select")) filter.requestSubmit(); });
  }
  const token = document.querySelector(".diagram .token");
  const view = token?.closest(".diagram");
  if (view) {
    const spot = token.getBoundingClientRect();
    const frame = view.getBoundingClientRect();
    view.scrollTo(spot.left - frame.left - frame.width / 2, spot.top - frame.top - frame.height / 2);
  }

  // ---- The choice that the inbox was asked for

  if (body.dataset.choose) choose(body.dataset.choose === "second" ? 1 : 0);
  else document.querySelector("[data-summary]")?.focus();
})();
