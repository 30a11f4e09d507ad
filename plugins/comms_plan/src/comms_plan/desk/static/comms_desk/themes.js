/* Suggests themes while the title and the text are written. */
(() => {
  const form = document.querySelector("[data-write]");
  if (!form) return;
  const { words } = Desk;
  const first = form.querySelector("[data-chips]");
  const more = form.querySelector("[data-more]");
  const rest = more.querySelector(".chips");
  const order = [...form.querySelectorAll("[data-theme]")].map((chip) => Number(chip.dataset.theme)).sort((a, b) => a - b);
  let asked = "", timer = null;

  function show(themes) {
    const chips = new Map([...form.querySelectorAll("[data-theme]")].map((chip) => [Number(chip.dataset.theme), chip]));
    const ids = themes.map((theme) => theme.id).filter((id) => chips.has(id));
    for (const chip of chips.values()) chip.querySelector("small")?.remove();
    for (const theme of themes) {
      const chip = chips.get(theme.id);
      if (!chip || !theme.words) continue;
      const why = document.createElement("small");
      why.textContent = Desk.say(words.because, theme.words);
      chip.querySelector("span").append(why);
    }
    for (const [id, chip] of chips) if (chip.querySelector("input").checked && !ids.includes(id)) ids.push(id);
    const focused = document.activeElement;
    first.append(...ids.map((id) => chips.get(id)));
    rest.append(...order.filter((id) => !ids.includes(id)).map((id) => chips.get(id)));
    if (focused && focused.closest("[data-theme]")) focused.focus();
    if (!ids.length) return;
    more.open = false;
    const help = form.querySelector("[data-themes-help]");
    help.textContent = help.dataset.themesHelp;
  }

  async function ask() {
    const title = form.elements.title.value.trim(), text = form.elements.text.value.trim();
    const now = `${title}\n${text}`;
    if (now === asked || title.length < 8) return;
    const data = new FormData();
    data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    data.set("title", title); data.set("text", text.slice(0, 5000));
    try {
      const answer = await Desk.post(form.dataset.suggestUrl, data);
      asked = now;
      if (answer.themes) show(answer.themes);
    } catch { /* the list of all themes is there without it */ }
  }
  // Before there is a title the long list stays folded; without this script it is open.
  more.open = Boolean(form.querySelector(".has-error[data-field=themes]"));
  for (const name of ["title", "text"]) {
    form.elements[name].addEventListener("change", ask);
    form.elements[name].addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, 1200); });
  }
})();
