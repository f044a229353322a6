// What all pages do: live regions and numbers, rows by keys, filters, drawings. Without this script every page works; it
// only stands still. What a program's own script needs of it is in `duet`.
const duet = (() => {
  "use strict";
  const main = document.getElementById("main");
  const texts = document.body.dataset;
  const say = (text) => { const live = document.getElementById("live"); if (live) live.textContent = text; };
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);

  // ---- Live: the server says that something changed; the page asks for itself again and takes over what is new.

  const regions = () => [...document.querySelectorAll("[data-live]")];
  const isBusy = (region) =>
    region.matches(":hover") || (region.contains(document.activeElement) && document.activeElement !== document.body);

  async function freshPage() {
    const answer = await fetch(texts.here, { headers: { Accept: "text/html" }, credentials: "same-origin" });
    if (answer.redirected && new URL(answer.url).pathname === "/ui/sign-in") announceEnd();
    if (!answer.ok || answer.redirected) return null;
    return new DOMParser().parseFromString(await answer.text(), "text/html");
  }

  // Who is no longer signed in is told so, and goes on from here when they like: what they have typed stays.
  let isOver = false;
  function announceEnd() {
    isOver = true;
    const note = document.querySelector("[data-stale]");
    if (!note) return;
    const link = document.createElement("a");
    link.href = texts.here;
    link.textContent = texts.textOver;
    note.replaceChildren(link);
    note.hidden = false;
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
        news.textContent = fill(fresh.length === 1 ? texts.textOneNew : texts.textNew, { count: String(fresh.length) });
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

  async function takeOver(force) {
    try {
      const page = await freshPage();
      if (!page) return;
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
      if (force) focusRow(0);
    } catch { /* the next event asks again */ }
  }

  // One request at a time. Whoever asks meanwhile gets the next one, and what was clicked is kept for it.
  let isLoading = false;
  let wanted = null;
  async function refresh(force) {
    wanted = force || wanted === true;
    if (isLoading) return;
    isLoading = true;
    while (wanted !== null) {
      const isForced = wanted;
      wanted = null;
      await takeOver(isForced);
    }
    isLoading = false;
  }

  // What somebody is filling in is never taken away: the page says that it is out of date.
  function announceChange() {
    const note = document.querySelector("[data-changed]");
    if (note && note.hidden) { note.hidden = false; say(note.textContent.trim()); }
  }

  // ---- Numbers and words that the server sends as they change

  const shortCount = (count) =>
    count < 100000 ? String(count) : count < 10000000 ? `${Math.floor(count / 1000)}k` : `${Math.floor(count / 1000000)}M`;

  // A badge of the process drawing; its plate grows with its number as where the server draws it.
  function patchBadge(badge, count) {
    const text = badge.querySelector("text");
    const plate = badge.querySelector(".plate");
    if (!text || !plate) return;
    text.textContent = shortCount(count);
    const width = Math.max(18, 10 + (badge.dataset.badge === "tokens" ? 0 : 13) + 6.7 * text.textContent.length);
    const shift = Number(plate.getAttribute("width")) / 2 - width / 2;
    plate.setAttribute("x", String(-width / 2));
    plate.setAttribute("width", String(width));
    badge.querySelector(".sign")?.setAttribute("transform", `translate(${shift + Number(badge.dataset.shift ?? 0)} 0)`);
    badge.dataset.shift = String(shift + Number(badge.dataset.shift ?? 0));
    badge.classList.toggle("zero", count === 0);
    const link = badge.dataset.badge === "tokens" ? badge.closest("a[data-count]") : null;
    if (link) link.dataset.count = String(count);
  }

  function patch({ badges = {}, values = {} }) {
    for (const badge of document.querySelectorAll(".badge[data-of]")) {
      const count = badges[badge.dataset.of]?.[badge.dataset.badge];
      if (count !== undefined) patchBadge(badge, count);
    }
    for (const place of document.querySelectorAll("[data-value]")) {
      const text = values[place.dataset.value];
      if (text !== undefined && place.textContent !== text) place.textContent = text;
    }
  }

  // ---- The stream: it ends while nobody looks, and says how old the page is when it is cut off.

  function listen() {
    const stale = document.querySelector("[data-stale]");
    // Longer than the server is ever silent.
    const patience = Number(texts.patience ?? 20) * 1000;
    let source = null;
    let heard = performance.now();
    const hear = () => { heard = performance.now(); if (stale && !isOver) stale.hidden = true; };
    const open = () => {
      if (source || isOver) return;
      source = new EventSource(texts.events);
      source.addEventListener("open", hear);
      source.addEventListener("beat", hear);
      source.addEventListener("changed", () => { hear(); refresh(false); });
      source.addEventListener("patch", (event) => { hear(); patch(JSON.parse(event.data)); });
    };
    const close = () => { source?.close(); source = null; };
    open();
    addEventListener("pagehide", close);
    addEventListener("pageshow", (event) => { if (event.persisted) { open(); refresh(false); } });
    document.addEventListener("visibilitychange", () => {
      if (!("pause" in texts)) return;
      if (document.hidden) close(); else { hear(); open(); refresh(false); }
    });
    setInterval(() => {
      if (isOver) return close();
      const silence = performance.now() - heard;
      const isCut = source && (source.readyState !== EventSource.OPEN ? silence > 3000 : silence > patience);
      if (!stale || !isCut) return;
      stale.hidden = false;
      stale.textContent = fill(texts.textStale, { count: String(Math.round(silence / 1000)) });
      // A browser gives up for good on some failures; the page itself says whether the session is over.
      if (source.readyState === EventSource.CLOSED) { close(); refresh(false).then(open); }
    }, 1000);
  }
  if (texts.events && "EventSource" in window) listen();

  document.querySelector("[data-news]")?.addEventListener("click", (event) => {
    event.currentTarget.hidden = true;
    refresh(true);
  });

  // ---- Rows by keys

  const rowLinks = () => [...document.querySelectorAll(".rows .row-link, table[data-rows] .row-link")];
  const currentRow = () => document.activeElement?.closest(".row, [data-id]") ?? null;

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

  const press = (selector, within) => {
    const button = (within ?? document).querySelector(selector);
    if (!button) return false;
    button.click();
    return true;
  };

  // Whoever works by keys comes back to the row that they left, or to the one that has taken its place.
  const rowKey = "duet-row";
  function rememberRow() {
    const row = currentRow();
    if (!row?.dataset.id) return;
    const index = rowLinks().findIndex((link) => row.contains(link));
    sessionStorage.setItem(rowKey, JSON.stringify({ page: texts.here, id: row.dataset.id, index }));
  }
  function returnToRow() {
    const left = JSON.parse(sessionStorage.getItem(rowKey) ?? "null");
    // An address may say in addition which decision can be undone.
    if (!left || (texts.here !== left.page && !texts.here.startsWith(`${left.page}&done=`))) return;
    sessionStorage.removeItem(rowKey);
    const same = rowLinks().findIndex((link) => link.closest("[data-id]")?.dataset.id === left.id);
    focusRow(same < 0 ? left.index : same);
  }

  const keys = {
    j: () => (moveRow(1), true),
    k: () => (moveRow(-1), true),
    // The link itself does it.
    Enter: () => (rememberRow(), false),
    "/": () => { const search = document.querySelector("input[type=search]"); search?.focus(); return Boolean(search); },
    "?": () => { const help = document.getElementById("keys"); if (help?.showModal) help.showModal(); return Boolean(help); },
  };

  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const target = event.target;
    if (event.key === "Escape" && target instanceof HTMLElement && target.matches("input, textarea, select")) target.blur();
    if (target instanceof HTMLElement && (target.isContentEditable || target.matches("input:not([type=radio]):not([type=checkbox]), textarea, select"))) return;
    if (document.querySelector("dialog[open]")) return;
    if (keys[event.key]?.()) event.preventDefault();
  });
  document.querySelector("[data-help]")?.addEventListener("click", (event) => { event.preventDefault(); keys["?"](); });

  // ---- Filters apply when changed; a drawing shows where the order is

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

  // ---- What comes first: what is wrong, else the row that was left

  const wrong = document.querySelector("[data-summary]") ?? document.querySelector("[aria-invalid=true]");
  if (wrong) wrong.focus(); else returnToRow();

  return { main, texts, say, fill, keys, press, rowLinks, currentRow, rememberRow };
})();
