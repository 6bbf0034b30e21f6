import { facts, field, h, roving } from "./dom.js";
import { milliseconds, time } from "./format.js";
import { Parameters } from "./form.js";
import { Outcome } from "./outcome.js";

const maxCalls = 20;

/** The host's commands, with a form for each, and the results of the calls. */
class Commands extends HTMLElement {
  host;
  #selected;
  #filter = h("input", { type: "search", placeholder: "name or summary", on: { input: () => this.#list() } });
  #options = h("div", { class: "list", role: "listbox", aria: { label: "Commands" } });
  #body = h("div", { class: "body" });
  #calls = h("tbody");
  #history = h("div", { hidden: true }, h("h3", {}, "Calls of this page"));

  connectedCallback() {
    this.#history.append(
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
              ...["Time", "Command", "Came to", "Took"].map((title) =>
                h("th", { scope: "col", class: title === "Took" ? "number" : "" }, title),
              ),
            ),
          ),
          this.#calls,
        ),
      ),
    );
    roving(this.#options, "[role=option]", { chosen: (option) => this.#select(option.dataset.name) });
    this.#options.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) {
        option.focus();
        this.#select(option.dataset.name);
      }
    });
    this.host.addEventListener("commands", () => this.#list());
    this.#list();
    this.#body.append(h("p", { class: "empty" }, "Choose a command to see what it takes, and to call it."));
    this.append(
      h(
        "div",
        { class: "split" },
        h("div", { class: "card" }, h("div", { class: "body" }, field("Find", this.#filter)), this.#options),
        h("div", { class: "card" }, this.#body),
      ),
    );
  }

  #list() {
    const wanted = this.#filter.value.toLowerCase();
    const commands = [...this.host.commands.values()].filter(({ name, summary }) =>
      `${name} ${summary ?? ""}`.toLowerCase().includes(wanted),
    );
    commands.sort((left, right) => Number(isBuiltIn(left)) - Number(isBuiltIn(right)) || left.name.localeCompare(right.name));
    this.#options.replaceChildren(
      ...commands.map(({ name, summary }, index) =>
        h(
          "div",
          { role: "option", "data-name": name, tabindex: index === 0 ? 0 : -1, aria: { selected: String(name === this.#selected) } },
          h("code", {}, name),
          summary && h("small", {}, summary),
        ),
      ),
    );
    if (commands.length === 0) {
      this.#options.append(h("p", { class: "empty" }, "No command has that in its name."));
    }
  }

  #select(name) {
    this.#selected = name;
    for (const option of this.#options.querySelectorAll("[role=option]")) {
      option.setAttribute("aria-selected", String(option.dataset.name === name));
    }

    const command = this.host.commands.get(name);
    const parameters = new Parameters(command.parameters);
    const outcome = new Outcome();
    const isStream = /^IAsyncEnumerable</.test(command.returns);
    const timeout = h("input", { type: "number", min: 1, step: 1, placeholder: "none" });
    const call = h("button", { type: "submit", class: "button main" }, isStream ? "Call, item by item" : "Call");
    const form = h(
      "form",
      { class: "form", on: { submit: (event) => void this.#call(event, command, parameters, outcome, { isStream, timeout }) } },
      ...parameters.elements,
      h("div", { class: "bar" }, call, field("Time limit, ms", timeout)),
    );
    this.#body.replaceChildren(
      h("h2", { class: "mono" }, name),
      command.summary && h("p", {}, command.summary),
      h(
        "div",
        { class: "badges" },
        isStream && h("span", { class: "badge" }, "stream"),
        command.concurrent && h("span", { class: "badge" }, "waits for no other"),
        command.requiresAuthentication && h("span", { class: "badge" }, "for known peers"),
      ),
      facts([
        ["Signature", h("code", {}, command.signature)],
        ["Gives", h("code", {}, command.returns)],
      ]),
      form,
      outcome.element,
      this.#history,
    );
  }

  async #call(event, command, parameters, outcome, { isStream, timeout }) {
    event.preventDefault();
    let args;
    try {
      args = await parameters.read();
    } catch (error) {
      outcome.element.replaceChildren(h("p", { class: "notice", role: "alert" }, error.message));
      return;
    }

    const at = Date.now();
    const { time: took, error } = await outcome.call(this.host.client, command.name, args, {
      isStream,
      timeout: Number(timeout.value) || undefined,
    });
    this.#calls.prepend(
      h(
        "tr",
        { class: error ? "bad" : "" },
        h("td", { class: "nowrap" }, time(at)),
        h("td", { class: "mono" }, command.name),
        h("td", { class: "wrap" }, error ? (error.code ?? error.name) : "a value"),
        h("td", { class: "number" }, milliseconds(took)),
      ),
    );
    this.#history.hidden = false;
    while (this.#calls.children.length > maxCalls) {
      this.#calls.lastChild.remove();
    }
  }
}

const builtIn = new Set(
  "run try init get set exists register store delete ping names members commands discover contract stats cancel subscribe unsubscribe publish".split(
    " ",
  ),
);

const isBuiltIn = ({ name }) => builtIn.has(name) || name.startsWith("inspect.");

customElements.define("liaison-commands", Commands);
