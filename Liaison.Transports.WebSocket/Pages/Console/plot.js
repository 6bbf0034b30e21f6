import { h, svg } from "./dom.js";

const width = 640;
const height = 240;
const room = { left: 64, right: 12, top: 12, bottom: 26 };

/**
 * Lines over time. The names of the series are also the legend. Each series has its own dash pattern, for users who cannot see the
 * colours.
 */
export class Plot {
  element;
  #names;
  #format;
  #tick;
  #isLogarithmic;
  #drawing;
  #points = [];
  #max;

  constructor(title, names, format, { logarithmic = false, max = 120, tick = format } = {}) {
    this.#names = names;
    this.#format = format;
    this.#tick = tick;
    this.#isLogarithmic = logarithmic;
    this.#max = max;
    this.#drawing = svg("svg", { class: "plot", viewBox: `0 0 ${width} ${height}`, role: "img" });
    const legend = names.map((name, index) =>
      h(
        "span",
        {},
        svg("svg", { viewBox: "0 0 28 8", class: "plot-key" }, svg("polyline", { points: "0,4 28,4", class: `s${index}` })),
        name,
      ),
    );
    this.element = h(
      "div",
      { class: "card" },
      h(
        "div",
        { class: "body" },
        h("h3", {}, title),
        this.#drawing,
        names.length > 1 && h("div", { class: "legend plot-legend" }, ...legend),
      ),
    );
    this.#drawing.setAttribute("aria-label", title);
  }

  clear() {
    this.#points = [];
    this.#draw();
  }

  /** Adds the values of one moment; null if a series has none. */
  add(values) {
    this.#points.push(values);
    if (this.#points.length > this.#max) {
      this.#points.shift();
    }

    this.#draw();
  }

  #draw() {
    const all = this.#points.flat().filter((value) => value !== null);
    const [low, high] = this.#range(all);
    const place = (value) => {
      const [at, from, to] = this.#isLogarithmic
        ? [Math.log10(Math.max(value, low)), Math.log10(low), Math.log10(high)]
        : [value, low, high];
      return height - room.bottom - ((at - from) / (to - from)) * (height - room.top - room.bottom);
    };
    const x = (index) => room.left + ((index + this.#max - this.#points.length) / (this.#max - 1)) * (width - room.left - room.right);
    const parts = this.#ticks(low, high).flatMap((tick) => [
      svg("line", { class: "grid", x1: room.left, x2: width - room.right, y1: place(tick), y2: place(tick) }),
      svg("text", { class: "axis", x: room.left - 8, y: place(tick) + 4, "text-anchor": "end" }, this.#tick(tick)),
    ]);
    for (const ago of [120, 90, 60, 30, 0]) {
      const at = room.left + (1 - ago / 120) * (width - room.left - room.right);
      parts.push(
        svg(
          "text",
          { class: "axis", x: at, y: height - 8, "text-anchor": ago === 120 ? "start" : ago === 0 ? "end" : "middle" },
          ago === 0 ? "now" : `${ago} s ago`,
        ),
      );
    }

    this.#names.forEach((_, series) => {
      for (const line of this.#lines(series, x, place)) {
        parts.push(svg("polyline", { class: `s${series}`, points: line.join(" ") }));
      }
    });
    this.#drawing.replaceChildren(...parts);
    const last = this.#points.at(-1) ?? [];
    this.#drawing.setAttribute(
      "aria-label",
      this.#names
        .map((name, index) => `${name} ${last[index] === null || last[index] === undefined ? "none" : this.#format(last[index])}`)
        .join(", "),
    );
  }

  // A moment without a value is a gap.
  #lines(series, x, place) {
    const lines = [[]];
    this.#points.forEach((values, index) => {
      if (values[series] === null) {
        lines.push([]);
      } else {
        lines.at(-1).push(`${x(index).toFixed(1)},${place(values[series]).toFixed(1)}`);
      }
    });
    return lines
      .filter((line) => line.length > 0)
      .map((line) => (line.length === 1 ? [line[0], line[0].replace(/^[\d.]+/, (at) => Number(at) + 2)] : line));
  }

  #range(values) {
    if (this.#isLogarithmic) {
      const seen = values.filter((value) => value > 0);
      const low = 10 ** Math.floor(Math.log10(Math.min(...seen, 1)));
      const high = 10 ** Math.ceil(Math.log10(Math.max(...seen, low * 10)));
      return [low, Math.max(high, low * 10)];
    }

    const most = Math.max(...values, 4);
    const step = 10 ** Math.floor(Math.log10(most));
    return [0, Math.ceil(most / step) * step];
  }

  #ticks(low, high) {
    if (!this.#isLogarithmic) {
      return [0, 1, 2, 3, 4].map((part) => low + ((high - low) * part) / 4);
    }

    const ticks = [];
    for (let tick = low; tick <= high * 1.001; tick *= 10) {
      ticks.push(tick);
    }

    return ticks;
  }
}
