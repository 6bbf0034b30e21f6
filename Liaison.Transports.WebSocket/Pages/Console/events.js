import { choice, field, h } from "./dom.js";
import { bytes, count, time, value } from "./format.js";

const maxTopics = 500;
const maxEvents = 200;
const maxText = 300;
const painting = 250;

/** The published events by topic: those that this page has subscribed to, and those that the host sends to others. */
class Events extends HTMLElement {
  host;
  #topics = new Map();
  #events = [];
  #dropped = 0;
  #reading;
  #timer;
  #pattern = h("input", { value: "*", required: true, spellcheck: "false" });
  #overflow = choice([
    ["dropOldest", "drop the oldest"],
    ["latest", "keep the latest of each topic"],
  ]);
  #button = h("button", { type: "submit", class: "button main" }, "Subscribe");
  #status = h("p", { class: "status", role: "status" }, "Not subscribed.");
  #topicRows = h("tbody");
  #eventRows = h("tbody");
  #hostRows = h("tbody");

  connectedCallback() {
    this.append(
      h(
        "form",
        { class: "bar", on: { submit: (event) => this.#toggle(event) } },
        field("Topic, or prefix.*, or *", this.#pattern, { fill: true }),
        field("Where they come too fast", this.#overflow),
        this.#button,
        h("button", { type: "button", class: "button", on: { click: () => this.#clear() } }, "Clear"),
      ),
      this.#status,
      h(
        "div",
        { class: "tiles" },
        card("Topics of this subscription", table(["Topic", "Events", "Last", "Last value"], this.#topicRows)),
        card("Events, the newest first", table(["Time", "Topic", "Value"], this.#eventRows)),
        this.host.isInspected &&
          card("What the host sends, once for each subscriber", table(["Topic", "Events", "Bytes", "Last"], this.#hostRows)),
      ),
    );
    this.host.addEventListener("state", ({ detail }) => this.#showHost(detail.topics));
  }

  #toggle(event) {
    event.preventDefault();
    if (this.#reading) {
      this.#reading.abort();
      return;
    }

    const pattern = this.#pattern.value;
    const reading = (this.#reading = new AbortController());
    this.#button.textContent = "Unsubscribe";
    this.#status.textContent = `Subscribed to ${pattern}.`;
    const done = (text) => {
      this.#reading = undefined;
      this.#button.textContent = "Subscribe";
      this.#status.textContent = text;
    };
    const read = async () => {
      try {
        for await (const each of this.host.client.subscribe(pattern, {
          overflow: this.#overflow.value,
          capacity: 4_096,
          signal: reading.signal,
        })) {
          this.#add(each);
        }

        done("Not subscribed.");
      } catch (error) {
        done(reading.signal.aborted ? "Not subscribed." : error.message);
      }
    };
    void read();
  }

  #clear() {
    this.#topics.clear();
    this.#events = [];
    this.#dropped = 0;
    this.#paint();
  }

  #add({ topic, value: it, dropped }) {
    this.#dropped += dropped;
    const text = short(it);
    const at = Date.now();
    const known = this.#topics.get(topic);
    if (known || this.#topics.size < maxTopics) {
      this.#topics.set(topic, { count: (known?.count ?? 0) + 1, text, at });
    }

    this.#events.unshift({ topic, text, at });
    this.#events.length = Math.min(this.#events.length, maxEvents);
    this.#timer ??= setTimeout(() => this.#paint(), painting);
  }

  #paint() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const sum = [...this.#topics.values()].reduce((all, topic) => all + topic.count, 0);
    if (this.#reading) {
      this.#status.textContent = `${count(sum)} events of ${count(this.#topics.size)} topics${this.#dropped ? `, ${count(this.#dropped)} dropped since they came too fast` : ""}.`;
    }

    this.#topicRows.replaceChildren(
      ...[...this.#topics].map(([topic, { count: events, text, at }]) =>
        h(
          "tr",
          {},
          h("td", { class: "mono topic" }, topic),
          h("td", { class: "number" }, count(events)),
          h("td", { class: "nowrap" }, time(at)),
          h("td", { class: "mono wrap" }, text),
        ),
      ),
    );
    this.#eventRows.replaceChildren(
      ...this.#events.map(({ topic, text, at }) =>
        h("tr", {}, h("td", { class: "nowrap" }, time(at)), h("td", { class: "mono topic" }, topic), h("td", { class: "mono wrap" }, text)),
      ),
    );
  }

  #showHost(topics) {
    if (this.offsetParent === null) {
      return;
    }

    this.#hostRows.replaceChildren(
      ...topics.map(({ name, events, bytes: size, last }) =>
        h(
          "tr",
          {},
          h("td", { class: "mono topic" }, name),
          h("td", { class: "number" }, count(events)),
          h("td", { class: "number" }, bytes(size)),
          h("td", { class: "nowrap" }, time(last)),
        ),
      ),
    );
  }
}

function short(it) {
  const text = value(it, 0);
  return text.length > maxText ? `${text.slice(0, maxText)}…` : text;
}

const card = (title, content) => h("div", { class: "card" }, h("div", { class: "body" }, h("h3", {}, title), content));

const table = (titles, body) =>
  h(
    "div",
    { class: "scroll" },
    h(
      "table",
      {},
      h(
        "thead",
        {},
        h("tr", {}, ...titles.map((title) => h("th", { scope: "col", class: ["Events", "Bytes"].includes(title) ? "number" : "" }, title))),
      ),
      body,
    ),
  );

customElements.define("liaison-events", Events);
