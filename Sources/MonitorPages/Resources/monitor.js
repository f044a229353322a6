// What the monitor's pages do beyond others: the slider of the past shows its time while it is moved, and goes there.
(() => {
  "use strict";
  for (const form of document.querySelectorAll("form[data-slider]")) {
    const range = form.querySelector("input[type=range]");
    const shown = form.querySelector("[data-shown]");
    const show = () => { shown.textContent = new Date(Number(range.value) * 1000).toISOString().replace(".000Z", "Z").replace("T", " "); };
    range.addEventListener("input", show);
    range.addEventListener("change", () => form.requestSubmit());
    show();
  }
})();
