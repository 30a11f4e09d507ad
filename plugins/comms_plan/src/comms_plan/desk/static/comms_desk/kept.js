/* Offers what stayed on this device: on the desk all of it, in the editor what belongs there. */
(() => {
  const place = document.querySelector("[data-kept]");
  if (!place) return;
  const { words } = Desk;
  const form = document.querySelector("[data-write]");
  const belongs = (record) => !form || (form.dataset.page ? record.id === form.dataset.page : record.id.startsWith("new-"));
  const isEmpty = (record) => !record.fields || (!record.fields.title && !record.fields.text && !(record.photos || []).length);

  function offer(record) {
    const strip = document.createElement("div");
    strip.className = "strip is-info";
    const text = document.createElement("span");
    const day = new Date(record.at).toDateString() === new Date().toDateString() ? "" : ` ${new Date(record.at).toLocaleDateString("vi-VN")}`;
    text.textContent = `${Desk.say(words.keptAt, Desk.clock(record.at) + day)} “${record.fields.title || words.untitled}”`;
    const restore = document.createElement("button");
    restore.type = "button"; restore.className = "btn alt"; restore.textContent = words.restore;
    restore.addEventListener("click", async () => {
      if (form) { await Desk.restore(record); strip.remove(); form.elements.title.focus(); return; }
      const write = words.writeUrl;
      location.assign(record.page ? `${write}${record.page}/#restore` : `${write}#restore=${record.id}`);
    });
    const drop = document.createElement("button");
    drop.type = "button"; drop.className = "plain"; drop.textContent = words.drop;
    drop.addEventListener("click", async () => { await Desk.drop(record.id); strip.remove(); place.hidden = !place.children.length; });
    strip.append(text, restore, drop);
    place.append(strip);
    place.hidden = false;
    return restore;
  }

  const wanted = location.hash.startsWith("#restore") ? location.hash.split("=")[1] || (form && form.dataset.page) : "";
  for (const record of Desk.all().filter(belongs)) {
    if (isEmpty(record)) { Desk.drop(record.id); continue; }
    const button = offer(record);
    if (form && wanted && record.id === wanted) button.click();
  }
})();
