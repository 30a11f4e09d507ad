// Enhancements only: every page works without this file.
(() => {
  "use strict";
  const all = (selector) => document.querySelectorAll(selector);

  // Copy the address of an article; say so in words.
  all("[data-copy]").forEach((button) => {
    if (!navigator.clipboard) return;
    button.parentElement.hidden = false;
    button.addEventListener("click", async () => {
      const label = button.querySelector("span");
      const before = label.textContent;
      await navigator.clipboard.writeText(button.dataset.copy);
      label.textContent = button.dataset.done;
      const status = document.querySelector("[data-status]");
      if (status) status.textContent = button.dataset.done;
      setTimeout(() => { label.textContent = before; }, 4000);
    });
  });

  all("[data-print]").forEach((button) => {
    button.parentElement.hidden = false;
    button.addEventListener("click", () => print());
  });

  // Escape closes an open menu or panel and gives the focus back to its button.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = document.activeElement && document.activeElement.closest("details[open]");
    if (!open) return;
    open.open = false;
    open.querySelector("summary").focus();
  });

  // The directory: rows that do not hold what is typed step back, with or without diacritics.
  const fold = (text) => text.toLowerCase().replace(/đ/g, "d").normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  const field = document.querySelector("[data-filter]");
  if (field) {
    const rows = [...all("[data-row]")].map((row) => [row, fold(row.textContent)]);
    const status = document.querySelector("[data-shown]");
    field.addEventListener("input", () => {
      const words = fold(field.value).split(/\s+/).filter(Boolean);
      let count = 0;
      rows.forEach(([row, text]) => {
        row.hidden = !words.every((word) => text.includes(word));
        if (!row.hidden) count += 1;
      });
      all("[data-group]").forEach((group) => {
        group.hidden = !group.querySelector("[data-row]:not([hidden])");
      });
      if (status) status.textContent = words.length ? status.dataset.text.replace("0", count) : "";
    });
  }
})();
