import { choice, field, h } from "./dom.js";
import { count, milliseconds } from "./format.js";
import { notInspected } from "./host.js";
import { Plot } from "./plot.js";

const titles = ["Command", "Calls", "Failed", "Calls/s", "Half within", "90 % within", "99 % within", "At most", "Waited (99 %)"];

/** The label of a power of ten. */
const tick = (value) =>
  value < 1 ? `${Math.round(value * 1_000)} µs` : value < 1_000 ? `${Math.round(value)} ms` : `${Math.round(value / 1_000)} s`;

/** The duration of the calls of each command, updated when a call ends. */
class Latency extends HTMLElement {
  host;
  #chosen = "";
  #choice = choice([["", "the busiest"]], { change: () => this.#change() });
  #times = new Plot(
    "How long calls took, of those that ended in the last second",
    ["half within", "90 % within", "99 % within"],
    milliseconds,
    { tick, logarithmic: true },
  );
  #rate = new Plot("Calls a second", ["calls/s"], count);
  #rows = h("tbody");

  connectedCallback() {
    if (!this.host.isInspected) {
      this.replaceChildren(h("p", { class: "notice" }, notInspected));
      return;
    }

    this.append(
      h("div", { class: "bar" }, field("Command", this.#choice)),
      h("div", { class: "tiles" }, this.#times.element, this.#rate.element),
      h(
        "div",
        { class: "card" },
        h(
          "div",
          { class: "scroll" },
          h(
            "table",
            { aria: { label: "How long calls took, by command" } },
            h(
              "thead",
              {},
              h("tr", {}, ...titles.map((title, index) => h("th", { scope: "col", class: index > 0 ? "number" : "" }, title))),
            ),
            this.#rows,
          ),
        ),
      ),
    );
    this.host.addEventListener("state", ({ detail }) => this.#show(detail));
  }

  #change() {
    this.#chosen = this.#choice.value;
    this.#times.clear();
    this.#rate.clear();
  }

  #show({ commands, seconds }) {
    for (const { name } of commands) {
      if (![...this.#choice.options].some((option) => option.value === name)) {
        this.#choice.append(h("option", { value: name }, name));
      }
    }

    const busiest = commands.reduce((most, command) => (command.total.calls > (most?.total.calls ?? 0) ? command : most), undefined);
    const { recent } = (this.#chosen ? commands.find(({ name }) => name === this.#chosen) : busiest) ?? {};
    this.#times.add(recent?.calls > 0 ? [recent.p50, recent.p90, recent.p99] : [null, null, null]);
    this.#rate.add([(recent?.calls ?? 0) / seconds]);
    if (this.offsetParent === null) {
      return;
    }

    this.#rows.replaceChildren(
      ...commands.map(({ name, failures, total, recent: last }) => {
        const figures = [
          count(total.calls),
          count(failures),
          count(last.calls / seconds),
          ...[total.p50, total.p90, total.p99, total.max, total.waited_p99].map(milliseconds),
        ];
        return h(
          "tr",
          {},
          h("td", { class: "mono wrap" }, name === "_OTHER" ? "(no such command)" : name),
          ...figures.map((text) => h("td", { class: "number" }, text)),
        );
      }),
    );
  }
}

customElements.define("liaison-latency", Latency);
