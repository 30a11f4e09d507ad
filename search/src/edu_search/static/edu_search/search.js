// Enhancements of search: suggestions while typing (ARIA 1.2 combobox), and which result was opened.
// Every form works without this file. A form opts in by data-suggest="address"; the words come from its attributes.
(() => {
  "use strict";
  const WAIT = 120; // ms without a key before the server is asked
  const LEAST = 2; // letters

  const make = (name, attributes = {}, text = "") => {
    const element = document.createElement(name);
    Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
    element.textContent = text;
    return element;
  };

  // Text with marked ranges, put together from text nodes only.
  const marked = (parent, text, ranges) => {
    let at = 0;
    ranges.forEach(([from, to]) => {
      parent.append(text.slice(at, from), make("mark", {}, text.slice(from, to)));
      at = to;
    });
    parent.append(text.slice(at));
  };

  class Suggestions {
    constructor(form, field) {
      Object.assign(this, { form, field, kept: new Map(), options: [], active: -1, typed: field.value });
      const id = `${field.id}-list`;
      this.list = make("div", { role: "listbox", id, class: "sug", "aria-label": form.dataset.suggestLabel });
      this.list.hidden = true;
      this.status = make("span", { role: "status", class: "vh" });
      form.append(this.list, this.status);
      const combobox = {
        role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false",
        "aria-controls": id, autocomplete: "off", autocapitalize: "off", spellcheck: "false",
      };
      Object.entries(combobox).forEach(([key, value]) => field.setAttribute(key, value));
      field.addEventListener("input", () => this.later());
      field.addEventListener("keydown", (event) => this.key(event));
      field.addEventListener("blur", () => this.close());
      this.list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
      this.list.addEventListener("click", (event) => {
        const option = event.target.closest("[role=option]");
        if (option && !option.hasAttribute("href")) this.choose(option);
      });
    }

    later() {
      this.typed = this.field.value;
      clearTimeout(this.timer);
      if (this.request) this.request.abort();
      if (this.typed.trim().length < LEAST) this.show([]);
      else this.timer = setTimeout(() => this.ask(), WAIT);
    }

    async ask() {
      const address = `${this.form.dataset.suggest}?${new URLSearchParams(new FormData(this.form))}`;
      if (!this.kept.has(address)) {
        this.request = new AbortController();
        try {
          const answer = await fetch(address, { signal: this.request.signal, headers: { Accept: "application/json" } });
          if (!answer.ok) return this.show([]);
          this.kept.set(address, (await answer.json()).groups);
        } catch {
          return undefined; // a newer request took its place, or there is no net: the form still works
        }
      }
      if (document.activeElement === this.field) this.show(this.kept.get(address));
      return undefined;
    }

    show(groups) {
      this.list.replaceChildren(...groups.map((group, place) => this.group(group, place)));
      this.options = [...this.list.querySelectorAll("[role=option]")];
      this.active = -1;
      this.field.removeAttribute("aria-activedescendant");
      this.open(this.options.length > 0);
      const { suggestCount } = this.form.dataset;
      this.status.textContent = this.options.length ? suggestCount.replace("0", this.options.length) : "";
    }

    group({ label, items }, place) {
      const group = make("div", { role: "group", "aria-label": label });
      group.append(make("span", { class: "sug-h", "aria-hidden": "true" }, label));
      items.forEach((item, number) => {
        const name = item.url ? "a" : "div";
        const option = make(name, { role: "option", id: `${this.list.id}-${place}-${number}`, "aria-selected": "false" });
        if (item.url) Object.assign(option, { href: item.url, tabIndex: -1 });
        option.dataset.text = item.text;
        marked(option, item.text, item.ranges);
        group.append(option);
      });
      return group;
    }

    open(is) {
      this.list.hidden = !is;
      this.field.setAttribute("aria-expanded", String(is));
    }

    close() {
      clearTimeout(this.timer);
      this.move(-1);
      this.open(false);
    }

    move(place) {
      if (this.options[this.active]) this.options[this.active].setAttribute("aria-selected", "false");
      this.active = place;
      const option = this.options[place];
      if (!option) {
        this.field.removeAttribute("aria-activedescendant");
        return;
      }
      option.setAttribute("aria-selected", "true");
      option.scrollIntoView({ block: "nearest" });
      this.field.setAttribute("aria-activedescendant", option.id);
    }

    choose(option) {
      if (option.hasAttribute("href")) {
        location.assign(option.href);
        return;
      }
      this.field.value = option.dataset.text;
      this.close();
      this.form.requestSubmit();
    }

    key(event) {
      const open = !this.list.hidden;
      const count = this.options.length;
      if (event.isComposing) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        if (!count) return;
        event.preventDefault();
        const step = event.key === "ArrowDown" ? 1 : -1;
        if (!open) this.open(true);
        // From the field down to the first, up to the last; past an end back to the field.
        this.move(((this.active + 1 + step + count + 1) % (count + 1)) - 1);
      } else if (event.key === "Escape" && open) {
        event.preventDefault();
        event.stopPropagation();
        this.close();
      } else if (event.key === "Enter" && open && this.options[this.active]) {
        event.preventDefault();
        this.choose(this.options[this.active]);
      }
    }
  }

  document.querySelectorAll("form[data-suggest]").forEach((form) => {
    const field = form.querySelector("input[type=search]");
    if (field && window.fetch && window.AbortController) new Suggestions(form, field);
  });

  // Which result was opened, without a word about who.
  document.querySelectorAll("[data-opened]").forEach((list) => {
    list.addEventListener("click", (event) => {
      const item = event.target.closest("a") && event.target.closest("[data-rank]");
      if (!item || !navigator.sendBeacon || !list.dataset.q) return;
      const data = new URLSearchParams({ q: list.dataset.q, rank: item.dataset.rank, owner: list.dataset.owner || "" });
      navigator.sendBeacon(list.dataset.opened, data);
    });
  });

  // A choice not sent yet makes the number on the button a wrong promise.
  document.querySelectorAll("button[data-changed]").forEach((button) => {
    button.form.addEventListener("change", () => { button.textContent = button.dataset.changed; }, { once: true });
  });
})();
