/* The quick editor: keeps every change on the device, saves it by and by, sends it once. */
(() => {
  const form = document.querySelector("[data-write]");
  if (!form) return;
  const { words } = Desk;
  const state = document.querySelector("[data-state]");
  const box = document.querySelector("[data-errors]");
  const buttons = [...form.querySelectorAll("button[name=action]")];
  const PLAIN = ["title", "text", "event_on", "unit", "revision"];
  const MANY = ["themes", "kind", "audiences"];
  let line = Promise.resolve(), version = 0, savedVersion = 0, wanted = null, keepTimer, saveTimer;

  const id = () => form.dataset.page || `new-${form.elements.token.value}`;
  const snapshot = () => ({
    token: form.elements.token.value, page: form.dataset.page, wanted,
    fields: Object.fromEntries(PLAIN.map((name) => [name, form.elements[name] ? form.elements[name].value : ""])),
    ticked: Object.fromEntries(MANY.map((name) => [name, [...form.querySelectorAll(`[name=${name}]:checked`)].map((box) => box.value)])),
    photos: Desk.photos.state(),
  });
  const tell = (text) => { state.textContent = text; };
  const keep = () => { if (Desk.keep(id(), snapshot())) tell(Desk.say(words.keptHere, Desk.clock(Date.now()))); };

  function changed() {
    version += 1;
    clearTimeout(keepTimer); clearTimeout(saveTimer);
    keepTimer = setTimeout(keep, 300);
    saveTimer = setTimeout(() => { if (!wanted && form.elements.title.value.trim()) run("autosave"); }, 4000);
  }

  function complain(answer) {
    const list = box.querySelector("ul");
    list.replaceChildren();
    for (const part of form.querySelectorAll("[data-field]")) part.classList.remove("has-error");
    for (const [name, texts] of Object.entries(answer.errors || {})) {
      const part = form.querySelector(`[data-field=${name}]`);
      const line_ = document.createElement("li");
      line_.textContent = texts.join(" ");
      list.append(line_);
      if (!part) continue;
      part.classList.add("has-error");
      const place = part.querySelector(".error");
      if (place) place.textContent = texts.join(" ");
      const fold = part.closest("details");
      if (fold) fold.open = true;
    }
    Desk.photos.complain(answer.photos || {});
    box.hidden = false;
    box.focus();
  }

  function trouble(error, action) {
    const isQuiet = action === "autosave";
    if (error instanceof Desk.SignedOut) {
      const link = document.createElement("a");
      link.href = `${form.dataset.loginUrl}?next=${encodeURIComponent(location.pathname)}`;
      link.textContent = words.signIn;
      notice(words.signedOut, link);
      wanted = null;
    } else if (error instanceof Desk.Offline) {
      if (!isQuiet) wanted = action;
      notice(wanted ? words.offline : words.offlineSave); // a photo that fails later does not hide that nothing was sent
      setTimeout(retry, 15000);
    } else { notice(words.failed); if (!isQuiet) wanted = null; }
    keep();
  }

  const bar = document.createElement("p");
  bar.className = "strip is-warning"; bar.setAttribute("role", "status"); bar.hidden = true; bar.dataset.line = "";
  form.querySelector(".send").before(bar);
  function notice(text, more) { bar.replaceChildren(document.createTextNode(`${text} `), ...(more ? [more] : [])); bar.hidden = false; }

  async function send(action) {
    if (action !== "autosave") { tell(words.sending); buttons.forEach((one) => { one.disabled = true; }); }
    try {
      await Desk.photos.upload();
      const sent = version;
      const data = new FormData(form);
      data.delete("photos"); data.set("action", action);
      const answer = await Desk.post(location.pathname, data);
      bar.hidden = true;
      if (!answer.ok) { wanted = null; keep(); if (action !== "autosave") complain(answer); else tell(Desk.say(words.keptHere, Desk.clock(Date.now()))); return; }
      const before = id();
      form.elements.revision.value = answer.revision;
      form.dataset.page = answer.page;
      savedVersion = sent;
      box.hidden = true;
      if (before !== id()) moveKept(before);
      if (version === sent || answer.go) { clearTimeout(keepTimer); savedVersion = version; await Desk.drop(id()); }
      history.replaceState(null, "", answer.here);
      wanted = null;
      if (answer.go) { location.assign(answer.go); return; }
      tell(Desk.say(words.saved, answer.at));
    } catch (error) { trouble(error, action); } finally { buttons.forEach((one) => { one.disabled = false; }); }
  }
  /* A new item has a number now: what was kept under its token is kept under the number. */
  function moveKept(before) {
    const record = Desk.kept(before);
    if (record) Desk.keep(id(), { ...record, page: form.dataset.page });
    Desk.forget(before);
  }

  const run = (action) => { clearTimeout(saveTimer); line = line.then(() => send(action)); return line; };
  function retry() {
    if (bar.hidden || (!wanted && version === savedVersion)) return;
    if (navigator.onLine === false) { setTimeout(retry, 15000); return; }
    if (wanted) tell(words.back);
    run(wanted || "autosave");
  }
  addEventListener("online", retry);
  form.addEventListener("desk:offline", () => trouble(new Desk.Offline(), "autosave"));
  form.addEventListener("desk:changed", changed);
  form.addEventListener("input", changed);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    keep();
    run((event.submitter && event.submitter.value) || "save");
  });
  form.querySelector("select[name=unit]")?.addEventListener("change", changed);
  addEventListener("pagehide", () => { if (version !== savedVersion) keep(); });

  Desk.restore = async (record) => {
    form.elements.token.value = record.token || form.elements.token.value;
    for (const name of PLAIN) if (form.elements[name] && name !== "revision" && record.fields[name] !== undefined) form.elements[name].value = record.fields[name];
    for (const name of MANY) for (const box_ of form.querySelectorAll(`[name=${name}]`)) box_.checked = (record.ticked[name] || []).includes(box_.value);
    await Desk.photos.restore(record.photos || []);
    form.elements.title.dispatchEvent(new Event("change"));
    changed();
    Desk.photos.upload().catch(() => {});
  };
  Desk.item = () => ({ page: form.dataset.page, token: form.elements.token.value });
})();
