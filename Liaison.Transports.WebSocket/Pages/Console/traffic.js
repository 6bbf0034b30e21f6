import { choice, facts, field, h, roving } from "./dom.js";
import { bytes, count, indented, milliseconds, time } from "./format.js";
import { notInspected } from "./host.js";

const batchSize = 100;
const interval = 250;
const maxRows = 400;
const pause = 250;
const kinds = ["request", "response", "fault", "event", "progress", "item", "cancel", "hello"];
const columns = [
  ["number", "#", "number"],
  ["time", "Time", ""],
  ["connection", "Peer", "number"],
  ["kind", "Kind", ""],
  ["command", "Command or topic", ""],
  ["id", "Id", ""],
  ["size", "Size", "number"],
  ["duration", "Took", "number"],
  ["text", "Text", ""],
];

/** The messages of all connections, as they are sent and received. */
class Traffic extends HTMLElement {
  host;
  #messages = new Map();
  #rows = new Map();
  #reading;
  #after = 0;
  #seen = 0;
  #leftOut = 0;
  #missed = 0;
  #timer;
  #search = h("input", { type: "search", placeholder: "in texts, names and ids", on: { input: () => this.#filterSoon() } });
  #kind = choice([["", "all"], ...kinds], { change: () => this.#restart() });
  #direction = choice(
    [
      ["", "both"],
      ["in", "from peers"],
      ["out", "to peers"],
    ],
    { change: () => this.#restart() },
  );
  #connection = choice([["", "all"]], { change: () => this.#restart() });
  #paused = h("button", { type: "button", class: "button", aria: { pressed: "false" }, on: { click: () => this.#pause() } }, "Pause");
  #status = h("p", { class: "status", role: "status" });
  #body = h("tbody");
  #scroll = h("div", { class: "scroll" });
  #detail = h("div", { class: "card", hidden: true });
  #split = h("div", { class: "traffic-split" });

  connectedCallback() {
    if (!this.host.isInspected) {
      this.replaceChildren(h("p", { class: "notice" }, notInspected));
      return;
    }

    this.#scroll.append(
      h(
        "table",
        { class: "traffic", role: "grid", aria: { label: "Messages, the oldest first", readonly: true } },
        h("thead", {}, h("tr", {}, ...columns.map(([name, title, kind]) => h("th", { scope: "col", class: `c-${name} ${kind}` }, title)))),
        this.#body,
      ),
    );
    roving(this.#body, "tr", { chosen: (row) => !this.#detail.hidden && this.#open(Number(row.dataset.number)) });
    this.#body.addEventListener("click", (event) => this.#openRow(event));
    this.#body.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        this.#openRow(event);
      }
    });
    this.#detail.addEventListener("keydown", (event) => event.key === "Escape" && this.#close());
    this.#split.append(h("div", { class: "card" }, this.#scroll), this.#detail);
    this.append(
      h(
        "div",
        { class: "bar" },
        this.#paused,
        field("Search", this.#search, { fill: true }),
        field("Kind", this.#kind),
        field("Direction", this.#direction),
        field("Peer", this.#connection),
        h("button", { type: "button", class: "button", on: { click: () => this.#clear() } }, "Clear"),
        h("button", { type: "button", class: "button", on: { click: () => this.#save() } }, "Save recording"),
      ),
      this.#status,
      this.#split,
    );
    this.host.addEventListener("state", ({ detail }) => this.#offer(detail.sessions));
  }

  opened() {
    if (this.host.isInspected && !this.#isPaused) {
      this.#read();
    }
  }

  closed() {
    this.#reading?.abort();
  }

  /** Shows only the messages of one connection. */
  showConnection(id) {
    this.#offer([...(this.host.state?.sessions ?? []), { id, address: "" }]);
    this.#connection.value = String(id);
    this.#restart();
  }

  get #isPaused() {
    return this.#paused.getAttribute("aria-pressed") === "true";
  }

  #offer(sessions) {
    const known = new Set([...this.#connection.options].map((option) => option.value));
    for (const { id, address, is_console: isConsole } of sessions) {
      if (!known.has(String(id)) && !isConsole) {
        known.add(String(id));
        this.#connection.append(h("option", { value: id }, `${id} ${address}`));
      }
    }
  }

  #filterSoon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#restart(), pause);
  }

  #pause() {
    const isPaused = !this.#isPaused;
    this.#paused.setAttribute("aria-pressed", String(isPaused));
    this.#paused.textContent = isPaused ? "Resume" : "Pause";
    if (!isPaused) {
      this.#read();
    } else if (this.#timer === undefined) {
      this.#reading?.abort();
    } else {
      // A search was typed a moment ago. The page pauses as soon as it shows what the search found.
      this.#clear();
      this.#after = 0;
      this.#read();
    }

    this.#tell();
  }

  #clear() {
    this.#messages.clear();
    this.#rows.clear();
    this.#body.replaceChildren();
    this.#seen = this.#leftOut = this.#missed = 0;
    this.#close();
    this.#tell();
  }

  // With another filter, messages that were skipped before may now be wanted.
  #restart() {
    this.#clear();
    this.#after = 0;
    if (this.#isPaused) {
      this.#pause();
    } else {
      this.#read();
    }
  }

  #read() {
    // The current search is read, so nothing is left to wait for.
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#reading?.abort();
    const reading = (this.#reading = new AbortController());
    void this.host.keep(
      reading.signal,
      async (signal) => {
        const kwargs = {
          after: this.#after,
          max: batchSize,
          intervalMs: interval,
          text: this.#search.value || undefined,
          kind: this.#kind.value || undefined,
        };
        kwargs.direction = this.#direction.value || undefined;
        kwargs.connection = Number(this.#connection.value) || undefined;
        for await (const batch of this.host.client.stream("inspect.traffic", [], { kwargs, signal, references: false })) {
          this.#add(batch);
        }
      },
      (error) => (this.#status.textContent = error.message),
    );
  }

  #add(batch) {
    if (batch.last < this.#after) {
      this.#clear(); // the host was replaced in the meantime
    }

    // Messages from before this page was opened do not count as missed.
    const isFirst = this.#after === 0;
    this.#seen += isFirst ? 0 : batch.messages.length;
    this.#missed += isFirst ? 0 : batch.missed;
    this.#leftOut += isFirst ? 0 : batch.left_out;
    this.#after = batch.last;
    Object.assign(this.dataset, { last: batch.last, seen: this.#seen, leftOut: this.#leftOut, missed: this.#missed });
    const isAtEnd = this.#scroll.scrollHeight - this.#scroll.scrollTop - this.#scroll.clientHeight < 40;
    const rows = batch.messages.map((message) => this.#row(message));
    this.#body.append(...rows);
    for (const [number, row] of this.#rows) {
      if (this.#rows.size <= maxRows) {
        break;
      }

      row.remove();
      this.#rows.delete(number);
      this.#messages.delete(number);
    }

    if (!this.#body.querySelector("tr[tabindex='0']") && this.#body.lastChild) {
      this.#body.lastChild.tabIndex = 0;
    }

    if (isAtEnd) {
      this.#scroll.scrollTop = this.#scroll.scrollHeight;
    }

    if (this.#isPaused) {
      this.#reading?.abort();
    }

    this.#tell();
  }

  #row(message) {
    const isBad = message.kind === "fault" || message.code !== null;
    const cells = [
      count(message.number),
      time(message.time),
      message.connection,
      null,
      message.command ?? "",
      message.id ?? "",
      bytes(message.size),
      milliseconds(message.duration_ms),
      message.text || (message.size > 0 ? "(binary)" : ""),
    ];
    const row = h(
      "tr",
      { "data-number": message.number, tabindex: -1, class: `${message.direction} ${isBad ? "bad" : ""}` },
      ...columns.map(([name, , kind], index) =>
        name === "kind"
          ? h(
              "td",
              {},
              h(
                "span",
                { class: "arrow", role: "img", aria: { label: message.direction === "in" ? "from the peer" : "to the peer" } },
                message.direction === "in" ? "→" : "←",
              ),
              message.code ?? message.kind,
            )
          : h("td", { class: name === "text" ? "text" : kind }, String(cells[index])),
      ),
    );
    this.#messages.set(message.number, message);
    this.#rows.set(message.number, row);
    return row;
  }

  #tell() {
    const parts = [`${count(this.#rows.size)} shown`];
    if (this.#leftOut > 0) {
      parts.push(`${count(this.#leftOut)} left out, since they came faster than this table shows them`);
    }

    if (this.#missed > 0) {
      parts.push(`${count(this.#missed)} let go before they were looked at`);
    }

    this.#status.textContent = `${this.#isPaused ? "Paused. " : ""}${parts.join(" · ")}`;
  }

  #openRow(event) {
    const row = event.target.closest("tr");
    if (row) {
      row.focus();
      void this.#open(Number(row.dataset.number));
    }
  }

  async #open(number) {
    const message = this.#messages.get(number);
    this.#rows.forEach((row, other) =>
      other === number ? row.setAttribute("aria-selected", "true") : row.removeAttribute("aria-selected"),
    );
    const whole = (await this.host.client.invoke("inspect.message", [number])) ?? message;
    const related = [...this.#messages.values()].filter(
      (other) => other.id !== null && other.id === message.id && other.connection === message.connection && other.number !== number,
    );
    this.#detail.replaceChildren(
      h(
        "div",
        { class: "body" },
        h(
          "div",
          { class: "bar" },
          h("h2", { class: "fill" }, `${message.kind} ${message.command ?? ""}`),
          h("button", { type: "button", class: "button small", on: { click: () => this.#close() } }, "Close"),
        ),
        facts([
          ["Number", count(number)],
          ["Time", new Date(message.time).toISOString()],
          ["Peer", `${message.connection} (${message.direction === "in" ? "sent it" : "got it"})`],
          ["Id", message.id],
          ["Code", message.code],
          ["Size", `${count(message.size)} bytes`],
          ["Took", milliseconds(message.duration_ms)],
          ["Attachments", message.attachments.map(bytes).join(", ")],
        ]),
        related.length > 0 &&
          h(
            "div",
            { class: "badges" },
            ...related
              .slice(0, 8)
              .map((other) =>
                h(
                  "button",
                  { type: "button", class: "button small", on: { click: () => this.#open(other.number) } },
                  `${other.kind} #${count(other.number)}`,
                ),
              ),
          ),
        h(
          "pre",
          { class: "code", tabindex: 0, aria: { label: "Text" } },
          whole.text ? (whole.is_cut ? whole.text : indented(whole.text)) : "(no text: the frame is binary)",
        ),
        whole.is_cut && h("p", { class: "status" }, "The rest of the text was not kept."),
      ),
    );
    this.#detail.hidden = false;
    this.#split.classList.add("open");
  }

  #close() {
    const selected = this.#body.querySelector("[aria-selected]");
    selected?.removeAttribute("aria-selected");
    if (this.#detail.contains(document.activeElement)) {
      selected?.focus();
    }

    this.#detail.hidden = true;
    this.#split.classList.remove("open");
  }

  async #save() {
    const connection = Number(this.#connection.value) || undefined;
    const lines = [];
    for await (const line of this.host.client.stream("inspect.recording", [], { kwargs: { connection } })) {
      lines.push(`${line}\n`);
    }

    const url = URL.createObjectURL(new Blob(lines, { type: "application/jsonl" }));
    h("a", { href: url, download: `liaison-${new Date().toISOString().replaceAll(/[:.]/g, "-")}.jsonl` }).click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
    this.#status.textContent = `${count(lines.length - 1)} messages saved.`;
  }
}

customElements.define("liaison-traffic", Traffic);
