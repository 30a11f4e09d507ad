/* Photos of the form: shown at once, kept on the device, uploaded one after the other. */
(() => {
  const form = document.querySelector("[data-write]");
  if (!form) return;
  const { words } = Desk;
  const list = form.querySelector("[data-photos]");
  const input = form.querySelector("#f-photos");
  const errors = form.querySelector("[data-photo-errors]");
  const changed = () => form.dispatchEvent(new Event("desk:changed"));
  const items = () => [...list.children];
  let busy = null;

  const button = (text, act) => {
    const made = document.createElement("button");
    made.type = "button"; made.className = "plain"; made.textContent = text;
    made.addEventListener("click", act);
    return made;
  };

  function dress(item) {
    const acts = item.querySelector(".photo-acts");
    acts.replaceChildren();
    const isFirst = items()[0] === item;
    if (isFirst) {
      const mark = document.createElement("span");
      mark.className = "is-main"; mark.textContent = words.photoMain;
      acts.append(mark);
    } else {
      acts.append(button(words.photoMakeMain, () => { list.prepend(item); items().forEach(dress); changed(); }));
    }
    acts.append(button(words.photoRemove, () => {
      if (item.dataset.key) Desk.dropPhoto(item.dataset.key);
      item.remove(); items().forEach(dress); changed(); input.focus();
    }));
    const state = document.createElement("span");
    state.className = "meta"; state.dataset.upload = "";
    state.textContent = item.dataset.picture ? "" : words.photoKept;
    acts.append(state);
  }

  function add({ key, picture, alt, blob }) {
    const item = document.createElement("li");
    item.className = "photo"; item.dataset.key = key || "";
    const id = `alt-${key || picture}`;
    item.innerHTML = '<img alt="" width="120" height="90"><div class="photo-words"><label></label><p class="error"></p><textarea rows="2" maxlength="255"></textarea><p class="photo-acts"></p></div>';
    item.querySelector("label").textContent = words.photoAlt;
    item.querySelector("label").htmlFor = id;
    const words_ = item.querySelector("textarea");
    words_.id = id; words_.value = alt || "";
    if (blob) item.querySelector("img").src = URL.createObjectURL(blob);
    list.append(item);
    if (picture) arrived(item, picture);
    items().forEach(dress);
    return item;
  }

  function arrived(item, picture) {
    item.dataset.picture = picture;
    item.querySelector(".photo-words textarea").name = `alt-${picture}`;
    const hidden = document.createElement("input");
    hidden.type = "hidden"; hidden.name = "picture"; hidden.value = picture;
    item.append(hidden);
  }

  function refuse(item, text) {
    item.classList.add("has-error");
    item.querySelector(".error").textContent = text;
  }

  /* Upload what is only on the device. Throws when the line is broken or the person signed out. */
  async function uploadAll() {
    for (const item of items()) {
      if (item.dataset.picture || item.dataset.refused || !item.isConnected) continue;
      const blob = await Desk.photo(item.dataset.key) || item.deskBlob;
      if (!blob) { item.remove(); continue; }
      const state = item.querySelector("[data-upload]");
      state.textContent = words.photoBusy;
      const data = new FormData();
      for (const name of ["csrfmiddlewaretoken", "token", "unit"]) data.set(name, form.elements[name].value);
      data.set("page", form.dataset.page); data.set("key", item.dataset.key); data.set("photo", blob, blob.name || "photo.jpg");
      try {
        const answer = await Desk.post(form.dataset.photoUrl, data);
        if (answer.ok) { if (item.isConnected) { arrived(item, answer.picture); state.textContent = words.photoDone; changed(); } }
        else { item.dataset.refused = "yes"; refuse(item, answer.error || ""); state.textContent = ""; }
      } catch (error) { state.textContent = words.photoKept; throw error; }
    }
  }

  Desk.photos = {
    add,
    upload() {
      if (!busy) busy = uploadAll().finally(() => { busy = null; });
      return busy;
    },
    state: () => items().map((item) => ({ key: item.dataset.key, picture: item.dataset.picture || "", alt: item.querySelector(".photo-words textarea").value })),
    async restore(photos) {
      const here = new Map(items().map((item) => [item.dataset.picture, item]));
      list.replaceChildren();
      for (const photo of photos) {
        const known = photo.picture && here.get(String(photo.picture));
        if (known) { known.querySelector(".photo-words textarea").value = photo.alt; list.append(known); continue; }
        const blob = photo.key ? await Desk.photo(photo.key) : null;
        if (blob || photo.picture) add({ ...photo, blob });
      }
      items().forEach(dress);
    },
    complain(byPicture) {
      for (const item of items()) {
        const texts = byPicture[item.dataset.picture];
        item.classList.toggle("has-error", Boolean(texts));
        item.querySelector(".error").textContent = texts ? texts.join(" ") : "";
      }
    },
    shownErrors: errors,
  };

  items().forEach(dress);
  input.addEventListener("change", async () => {
    const files = [...input.files];
    input.value = "";
    const made = files.map((file) => {
      const item = add({ key: Desk.newKey(), alt: "", blob: file });
      item.deskBlob = file;
      return Desk.keepPhoto(item.dataset.key, file);
    });
    changed();
    await Promise.all(made);
    Desk.photos.upload().catch(() => form.dispatchEvent(new Event("desk:offline")));
  });
})();
