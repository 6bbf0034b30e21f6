import { connect } from "/liaison.js";
import { login } from "/liaison-login.js";
import "./commands.js";
import { h, roving } from "./dom.js";
import "./events.js";
import { count, duration } from "./format.js";
import { Host } from "./host.js";
import "./latency.js";
import "./namespace.js";
import "./sessions.js";
import "./traffic.js";

const panes = [
  ["traffic", "Traffic"],
  ["commands", "Commands"],
  ["namespace", "Namespace"],
  ["events", "Events"],
  ["sessions", "Sessions"],
  ["latency", "Latency"],
];

/** The page: its header, its tabs, and one pane for each tab. */
class Console extends HTMLElement {
  #host;
  #tabs = new Map();

  async connectedCallback() {
    try {
      const address = await login();
      const client = await connect(address);
      this.#host = new Host(client);
      await this.#host.start();
      this.#show(address);
    } catch (error) {
      this.replaceChildren(h("p", { class: "notice", role: "alert" }, error.message));
    }
  }

  #show(address) {
    const list = h("div", { class: "tabs", role: "tablist", aria: { label: "Panes", orientation: "vertical" } });
    const stage = h("main", { class: "panes" });
    for (const [name, title] of panes) {
      const pane = h("section", { id: `pane-${name}`, role: "tabpanel", aria: { labelledby: `tab-${name}` }, hidden: true });
      const content = document.createElement(`liaison-${name}`);
      content.host = this.#host;
      content.className = "stack-fill";
      pane.append(content);
      const tab = h(
        "button",
        {
          type: "button",
          role: "tab",
          id: `tab-${name}`,
          tabindex: -1,
          aria: { controls: pane.id, selected: "false" },
          on: { click: () => this.#select(name) },
        },
        title,
        h("span", { class: "count" }),
      );
      list.append(tab);
      stage.append(pane);
      this.#tabs.set(name, { tab, pane, content });
    }

    roving(list, "[role=tab]", { horizontal: true, chosen: (tab) => tab.click() });
    this.addEventListener("show-traffic", (event) => {
      this.#select("traffic");
      this.#tabs.get("traffic").content.showConnection(event.detail);
      this.#tabs.get("traffic").tab.focus();
    });
    this.replaceChildren(this.#head(address), list, stage);
    this.#select(panes.some(([name]) => `#${name}` === location.hash) ? location.hash.slice(1) : "traffic");
  }

  #head(address) {
    const link = h("span", { class: "badge good", role: "status" }, "connected");
    const figures = { sessions: h("dd"), rate: h("dd"), uptime: h("dd") };
    this.#host.addEventListener("link", ({ detail: { state, reason } }) => {
      link.textContent = { ready: "connected", lost: "connection lost", connecting: "connecting", closed: "closed" }[state];
      link.className = state === "ready" ? "badge good" : "badge bad";
      link.title = reason?.message ?? "";
    });
    this.#host.addEventListener("state", ({ detail: state }) => {
      const peers = state.sessions.filter((session) => !session.is_console).length;
      figures.sessions.textContent = count(peers);
      figures.rate.textContent = count(state.rate);
      figures.uptime.textContent = duration(state.uptime_seconds);
      this.#tabs.get("sessions").tab.lastChild.textContent = count(state.sessions.length);
      this.#tabs.get("traffic").tab.lastChild.textContent = count(state.messages);
    });
    this.#tabs.get("commands").tab.lastChild.textContent = count(this.#host.commands.size);
    const pairs = [
      ["Peers", figures.sessions],
      ["Messages/s", figures.rate],
      ["Up", figures.uptime],
    ];
    return h(
      "header",
      { class: "top" },
      h("div", { class: "brand" }, h("img", { src: "icon.svg", alt: "" }), h("h1", {}, "Liaison console")),
      // Without the secret that admits this browser.
      h("code", {}, new URL(address).host),
      link,
      this.#host.isInspected && h("dl", { class: "figures" }, ...pairs.map(([name, figure]) => h("div", {}, h("dt", {}, name), figure))),
    );
  }

  #select(name) {
    for (const [other, { tab, pane, content }] of this.#tabs) {
      const isSelected = other === name;
      tab.setAttribute("aria-selected", String(isSelected));
      tab.tabIndex = isSelected ? 0 : -1;
      if (pane.hidden === isSelected) {
        pane.hidden = !isSelected;
        (isSelected ? content.opened : content.closed)?.call(content);
      }
    }

    history.replaceState(null, "", `#${name}`);
  }
}

customElements.define("liaison-console", Console);
