import { h } from "./dom.js";
import { bytes, count, duration, milliseconds } from "./format.js";
import { notInspected } from "./host.js";

const titles = [
  ["Peer", "number"],
  ["Address", ""],
  ["Speaks", ""],
  ["Proved by", ""],
  ["Since", "number"],
  ["Received", "number"],
  ["Sent", "number"],
  ["Calls", "number"],
  ["Unsent", "number"],
  ["Topics", "number"],
  ["", ""],
];

/** The connections: what each of them waits for and runs, and since when. */
class Sessions extends HTMLElement {
  host;
  #rows = new Map();
  #open = new Set();
  #body = h("tbody");
  #lanes = h("tbody");

  connectedCallback() {
    if (!this.host.isInspected) {
      this.replaceChildren(h("p", { class: "notice" }, notInspected));
      return;
    }

    this.append(
      h(
        "div",
        { class: "card" },
        h(
          "div",
          { class: "scroll" },
          h(
            "table",
            { aria: { label: "Connections" } },
            h(
              "thead",
              {},
              h(
                "tr",
                {},
                ...titles.map(([title, kind]) => h("th", { scope: "col", class: kind }, title || h("span", { hidden: true }, "More"))),
              ),
            ),
            this.#body,
          ),
        ),
      ),
      h(
        "div",
        { class: "card" },
        h(
          "div",
          { class: "body" },
          h("h3", {}, "Lanes: where commands wait for each other"),
          h(
            "div",
            { class: "scroll" },
            h(
              "table",
              {},
              h(
                "thead",
                {},
                h(
                  "tr",
                  {},
                  ...["Lane", "Runs", "Since", "Waiting"].map((title, index) =>
                    h("th", { scope: "col", class: index > 1 ? "number" : "" }, title),
                  ),
                ),
              ),
              this.#lanes,
            ),
          ),
        ),
      ),
    );
    this.host.addEventListener("state", ({ detail }) => this.#show(detail));
  }

  opened() {
    if (this.host.state) {
      this.#show(this.host.state);
    }
  }

  #show(state) {
    if (this.offsetParent === null) {
      return;
    }

    const now = new Set(state.sessions.map((session) => session.id));
    for (const [id, row] of this.#rows) {
      if (!now.has(id)) {
        row.main.remove();
        row.detail.remove();
        this.#rows.delete(id);
        this.#open.delete(id);
      }
    }

    for (const session of state.sessions) {
      this.#showOne(session, Date.parse(state.time));
    }

    this.#lanes.replaceChildren(
      ...state.lanes.map((lane) =>
        h(
          "tr",
          {},
          h("td", {}, lane.name ?? (lane.target ? `of ${lane.target}` : "all commands that name none")),
          h("td", { class: "mono" }, lane.running ?? "nothing"),
          h("td", { class: "number" }, lane.running ? milliseconds(lane.running_ms) : ""),
          h("td", { class: "number" }, count(lane.waiting)),
        ),
      ),
    );
  }

  // The elements of rows are kept, so that a focused button keeps the focus.
  #showOne(session, now) {
    let row = this.#rows.get(session.id);
    if (!row) {
      row = this.#create(session);
      this.#rows.set(session.id, row);
      this.#body.append(row.main, row.detail);
    }

    const texts = [
      session.id,
      `${session.transport} ${session.address}`,
      session.protocol ?? "not known yet",
      session.credential ?? "nothing",
      duration(Math.max(0, (now - Date.parse(session.since)) / 1_000)),
      `${count(session.received)} · ${bytes(session.received_bytes)}`,
      `${count(session.sent)} · ${bytes(session.sent_bytes)}`,
      count(session.pending),
      bytes(session.unsent_bytes),
      count(session.subscriptions.length),
    ];
    texts.forEach((text, index) => (row.cells[index].textContent = String(text)));
    if (session.is_console) {
      row.cells[1].append(" ", h("span", { class: "badge" }, "console"));
    }

    row.cells[7].classList.toggle("bad", session.pending > 100);
    if (this.#open.has(session.id)) {
      row.content.replaceChildren(...details(session));
    }
  }

  #create({ id, is_console: isConsole }) {
    const content = h("div", { class: "stack" });
    const detail = h("tr", { class: "detail", hidden: true, id: `session-${id}` }, h("td", { colspan: titles.length }, content));
    const toggle = h("button", { type: "button", class: "button small", aria: { expanded: "false", controls: detail.id } }, "More");
    toggle.addEventListener("click", () => {
      const isOpen = this.#open.has(id);
      this.#open[isOpen ? "delete" : "add"](id);
      detail.hidden = isOpen;
      toggle.setAttribute("aria-expanded", String(!isOpen));
      toggle.textContent = isOpen ? "More" : "Less";
      this.#show(this.host.state);
    });
    const traffic = h(
      "button",
      {
        type: "button",
        class: "button small",
        on: { click: () => this.dispatchEvent(new CustomEvent("show-traffic", { detail: id, bubbles: true })) },
      },
      "Traffic",
    );
    const cells = titles.slice(0, -1).map(([, kind], index) => h("td", { class: index === 1 ? "mono wrap" : kind }));
    return { main: h("tr", {}, ...cells, h("td", { class: "nowrap" }, toggle, " ", isConsole ? null : traffic)), detail, content, cells };
  }
}

function details({ calls, pending, subscriptions, outgoing }) {
  const parts = [];
  if (calls.length > 0) {
    parts.push(
      h("h3", {}, `Calls, the oldest first${pending > calls.length ? ` (${count(calls.length)} of ${count(pending)})` : ""}`),
      list(
        ["Command", "Id", "State", "Waited", "Runs for"],
        calls.map((call) => [
          call.command,
          call.id,
          call.is_running ? "runs" : "waits",
          milliseconds(call.waited_ms),
          call.is_running ? milliseconds(call.ran_ms) : "",
        ]),
      ),
    );
  } else {
    parts.push(h("p", { class: "status" }, "Nothing of this peer waits or runs."));
  }

  if (subscriptions.length > 0) {
    parts.push(
      h("h3", {}, "Subscriptions"),
      list(
        ["Topic", "Events that wait", "What becomes of those that do not fit"],
        subscriptions.map((one) => [one.topic, count(one.waiting), one.overflow]),
      ),
    );
  }

  if (outgoing > 0) {
    parts.push(h("p", { class: "status" }, `${count(outgoing)} calls of the host wait for this peer's answer.`));
  }

  return parts;
}

const list = (names, rows) =>
  h(
    "table",
    {},
    h("thead", {}, h("tr", {}, ...names.map((name) => h("th", { scope: "col" }, name)))),
    h("tbody", {}, ...rows.map((row) => h("tr", {}, ...row.map((text) => h("td", { class: "mono wrap" }, text))))),
  );

customElements.define("liaison-sessions", Sessions);
