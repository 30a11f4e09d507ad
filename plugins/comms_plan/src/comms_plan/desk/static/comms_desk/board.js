// The queue by keyboard: j and k go from item to item, a accepts, r opens the return, x chooses, o opens the item,
// e leads to the screen of its own headline, picture and time. Where the window is wide enough, the item that
// has the focus is shown beside the queue.
(() => {
  const rows = [...document.querySelectorAll(".offer")];
  if (!rows.length) return;
  const at = () => rows.findIndex((row) => row.contains(document.activeElement));
  const go = (number) => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, number))];
    row.focus();
    row.scrollIntoView({ block: "nearest" });
  };
  const beside = document.querySelector("[data-beside]");
  const wide = matchMedia("(min-width: 75rem)");
  const preview = (row) => {
    const link = row?.querySelector("[data-open]");
    const frame = beside?.querySelector("iframe");
    if (!link || !frame || !wide.matches || link.hash === "#" || frame.dataset.of === row.id) return;
    frame.dataset.of = row.id;
    // Without a new entry in the history: "back" leaves the queue.
    frame.contentWindow.location.replace(link.href);
    beside.querySelector("[data-beside-title]").textContent = link.textContent;
    rows.forEach((other) => other.classList.toggle("is-shown", other === row));
  };
  document.addEventListener("focusin", (event) => preview(event.target.closest(".offer")));
  rows.forEach((row) => row.addEventListener("click", () => preview(row)));
  wide.addEventListener("change", () => preview(rows[Math.max(0, at())]));
  preview(rows[0]);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) && event.target.type !== "checkbox") return;
    const now = at();
    const row = rows[now];
    const acts = {
      j: () => go(now + 1),
      k: () => go(now < 0 ? 0 : now - 1),
      a: () => row?.querySelector("[data-accept]").requestSubmit(),
      r: () => {
        const summary = row?.querySelector("[data-return]");
        if (!summary) return;
        summary.parentElement.open = true;
        summary.parentElement.querySelector("select, textarea").focus();
      },
      x: () => row?.querySelector(".choose input").click(),
      e: () => row?.querySelector("[data-present]").click(),
      o: () => row?.querySelector("[data-open]").click(),
    };
    if (acts[event.key]) {
      event.preventDefault();
      acts[event.key]();
    }
  });
})();
