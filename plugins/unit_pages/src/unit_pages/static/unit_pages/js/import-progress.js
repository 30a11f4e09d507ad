/* Renews the progress bar of an import; without this file the page reloads itself. */
(() => {
  const bar = document.querySelector("[data-import-progress]");
  if (!bar) return;
  const words = document.querySelector("[data-import-words]");
  const ask = async () => {
    try {
      const answer = await fetch(bar.dataset.importProgress, { headers: { Accept: "application/json" } });
      const state = await answer.json();
      if (!state.working) return window.location.reload();
      bar.value = state.percent;
      words.textContent = words.dataset.importWords.replace("{done}", state.done).replace("{total}", state.total);
    } catch {
      /* The network is away for a moment: ask again. */
    }
    window.setTimeout(ask, 1500);
    return undefined;
  };
  window.setTimeout(ask, 1000);
})();
