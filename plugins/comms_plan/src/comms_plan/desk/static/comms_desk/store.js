/* Keeps what is being written on this device until the server has it.
   Fields stand in localStorage, photos in IndexedDB; both under person and item. */
(() => {
  const person = document.body.dataset.person;
  const prefix = `desk:${person}:`;
  const words = document.getElementById("desk-words").dataset;
  const opened = new Promise((resolve) => {
    try {
      const request = indexedDB.open("comms-desk", 1);
      request.onupgradeneeded = () => request.result.createObjectStore("photos");
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => resolve(null);
    } catch { resolve(null); }
  });
  const inStore = async (mode, work) => {
    const database = await opened;
    if (!database) return undefined;
    return new Promise((resolve) => {
      const transaction = database.transaction("photos", mode);
      const request = work(transaction.objectStore("photos"));
      transaction.oncomplete = () => resolve(request && request.result);
      transaction.onerror = transaction.onabort = () => resolve(undefined);
    });
  };
  const photoKey = (key) => `${prefix}${key}`;

  window.Desk = {
    words,
    say: (text, value) => text.replace(/\{\w+\}/, () => value),
    clock: (time) => new Date(time).toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" }),
    newKey: () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (n) => n.toString(16).padStart(2, "0")).join(""),
    keep(id, record) {
      try { localStorage.setItem(prefix + id, JSON.stringify({ ...record, at: Date.now() })); return true; } catch { return false; }
    },
    kept(id) {
      try { return JSON.parse(localStorage.getItem(prefix + id)); } catch { return null; }
    },
    all() {
      const found = [];
      try {
        for (const name of Object.keys(localStorage)) {
          if (name.startsWith(prefix)) found.push({ id: name.slice(prefix.length), ...JSON.parse(localStorage.getItem(name)) });
        }
      } catch { /* no storage: nothing was kept */ }
      return found.sort((a, b) => b.at - a.at);
    },
    forget(id) {
      try { localStorage.removeItem(prefix + id); } catch { /* nothing to forget */ }
    },
    async drop(id) {
      const record = this.kept(id);
      this.forget(id);
      for (const photo of (record && record.photos) || []) if (photo.key) await this.dropPhoto(photo.key);
    },
    keepPhoto: (key, file) => inStore("readwrite", (store) => store.put(file, photoKey(key))),
    photo: (key) => inStore("readonly", (store) => store.get(photoKey(key))),
    dropPhoto: (key) => inStore("readwrite", (store) => store.delete(photoKey(key))),
  };
})();
