/* Gives a name to what Wagtail leaves without one for screen readers: editors of rich text, and windows over the page. */
(() => {
  const words = (element) => (element ? element.textContent.replace("*", "").trim() : "");
  const name = () => {
    for (const editor of document.querySelectorAll(".public-DraftEditor-content:not([aria-label])")) {
      const field = editor.closest(".w-field__wrapper, [data-field-wrapper]");
      const panel = editor.closest(".w-panel");
      const found =
        words(field && field.querySelector("label, .w-field__label")) ||
        words(panel && panel.querySelector(".w-panel__heading"));
      if (found) editor.setAttribute("aria-label", found);
    }
    for (const dialog of document.querySelectorAll(".modal[role=dialog]:not([aria-label])")) {
      const found = words(dialog.querySelector("h1, h2"));
      if (found) dialog.setAttribute("aria-label", found);
    }
  };
  name();
  new MutationObserver(name).observe(document.body, { childList: true, subtree: true });
})();
