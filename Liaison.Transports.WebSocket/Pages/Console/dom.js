// Builds elements. Data from the host goes only into text nodes and into attributes that cannot contain code: it never becomes markup.

/** Creates an element. `on` has listeners and `aria` has aria attributes; all other entries are attributes. Texts become text nodes. */
export function h(tag, { on = {}, aria = {}, ...attributes } = {}, ...children) {
  return filled(document.createElement(tag), on, aria, attributes, children);
}

/** Creates an SVG element. */
export function svg(tag, attributes = {}, ...children) {
  return filled(document.createElementNS("http://www.w3.org/2000/svg", tag), {}, {}, attributes, children);
}

function filled(element, on, aria, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    set(element, name, value);
  }

  for (const [name, value] of Object.entries(aria)) {
    set(element, `aria-${name}`, value === true ? "true" : value);
  }

  for (const [name, listener] of Object.entries(on)) {
    element.addEventListener(name, listener);
  }

  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

function set(element, name, value) {
  if (value === true) {
    element.setAttribute(name, "");
  } else if (value !== false && value !== null && value !== undefined) {
    element.setAttribute(name, String(value));
  }
}

let lastId = 0;

/** Returns an id that no other element has. */
export const freshId = () => `e${++lastId}`;

/** Creates a control with its label above it. */
export function field(label, control, { fill = false } = {}) {
  control.id ||= freshId();
  return h("div", { class: fill ? "field fill" : "field" }, h("label", { for: control.id }, label), control);
}

/** Creates a select element from `[value, text]` pairs or from texts. */
export function choice(options, on = {}) {
  const pairs = options.map((option) => (Array.isArray(option) ? option : [option, option]));
  return h("select", { on }, ...pairs.map(([value, text]) => h("option", { value }, text)));
}

/** Creates a list of names with their values. Pairs without a value are left out. */
export function facts(pairs) {
  const known = pairs.filter(([, value]) => value !== null && value !== undefined && value !== "");
  return h("dl", { class: "facts" }, ...known.flatMap(([name, value]) => [h("dt", {}, name), h("dd", {}, value)]));
}

/** Keeps one item in the tab order; the arrow keys move between the items. `chosen` is called with the item that gets the focus. */
export function roving(container, selector, { horizontal = false, chosen = () => {} } = {}) {
  const items = () => [...container.querySelectorAll(selector)].filter((item) => !item.hidden);
  container.addEventListener("focusin", (event) => {
    const item = event.target.closest(selector);
    if (item && container.contains(item)) {
      items().forEach((other) => (other.tabIndex = other === item ? 0 : -1));
    }
  });
  container.addEventListener("keydown", (event) => {
    const all = items();
    const at = all.indexOf(event.target.closest(selector));
    const keys = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      Home: 0,
      End: all.length - 1,
      ...(horizontal && { ArrowRight: at + 1, ArrowLeft: at - 1 }),
    };
    if (at < 0 || event.target !== all[at] || !(event.key in keys) || event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }

    event.preventDefault();
    const next = all[Math.max(0, Math.min(all.length - 1, keys[event.key]))];
    next.focus();
    chosen(next);
  });
}
