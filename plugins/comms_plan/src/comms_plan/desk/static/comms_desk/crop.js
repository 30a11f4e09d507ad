// The box on the picture: drawn with mouse or finger, kept in four numbers that work without this script.
(() => {
  const area = document.querySelector("[data-crop]");
  if (!area) return;
  const box = area.querySelector("[data-box]");
  const none = document.querySelector("[data-crop-none]");
  const fields = ["left", "top", "width", "height"].map((name) => document.querySelector(`[name=crop_${name}]`));
  const radios = [...document.querySelectorAll("[name=picture]")];
  let start = null;
  const shown = () => area.querySelector("img:not([hidden])");
  const draw = () => {
    const [left, top, width, height] = fields.map((field) => Number(field.value));
    box.hidden = !(width && height);
    none.hidden = box.hidden;
    Object.assign(box.style, { left: `${left}%`, top: `${top}%`, width: `${width}%`, height: `${height}%` });
  };
  const choose = (isNew) => {
    const of = radios.find((radio) => radio.checked)?.dataset.picture;
    area.querySelectorAll("img").forEach((img) => (img.hidden = img.dataset.of !== of));
    area.hidden = !shown();
    if (isNew) fields.forEach((field) => (field.value = ""));
    draw();
  };
  const at = (event) => {
    const { left, top, width, height } = area.getBoundingClientRect();
    const part = (value, whole) => Math.round(Math.max(0, Math.min(100, (value / whole) * 100)));
    return [part(event.clientX - left, width), part(event.clientY - top, height)];
  };
  area.addEventListener("pointerdown", (event) => {
    start = at(event);
    area.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  area.addEventListener("pointermove", (event) => {
    if (!start) return;
    const [x, y] = at(event);
    const values = [Math.min(start[0], x), Math.min(start[1], y), Math.abs(x - start[0]), Math.abs(y - start[1])];
    fields.forEach((field, n) => (field.value = values[n]));
    draw();
  });
  area.addEventListener("pointerup", () => (start = null));
  none.addEventListener("click", () => {
    fields.forEach((field) => (field.value = ""));
    draw();
  });
  radios.forEach((radio) => radio.addEventListener("change", () => choose(true)));
  fields.forEach((field) => field.addEventListener("input", draw));
  choose(false);
})();
