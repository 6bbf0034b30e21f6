import { facts, field, h } from "./dom.js";
import { Outcome } from "./outcome.js";

const branches = new Set(["name", "property", "field", "type"]);

/** The named objects as a tree. Their members are loaded when they are opened. */
class Namespace extends HTMLElement {
  host;
  #tree = h("div", { class: "list", role: "tree", aria: { label: "Names" } });
  #body = h("div", { class: "body" }, h("p", { class: "empty" }, "Choose a name or a member."));
  #typed = "";
  #typedAt = 0;

  connectedCallback() {
    this.#tree.addEventListener("click", (event) => {
      const item = event.target.closest("[role=treeitem]");
      if (item) {
        this.#focus(item);
        this.#select(item);
        if (event.target.closest(".twist")) {
          void this.#toggle(item);
        }
      }
    });
    this.#tree.addEventListener("dblclick", (event) => {
      const item = event.target.closest("[role=treeitem]");
      if (item && !event.target.closest(".twist")) {
        void this.#toggle(item);
      }
    });
    this.#tree.addEventListener("keydown", (event) => this.#key(event));
    this.append(
      h(
        "div",
        { class: "split" },
        h(
          "div",
          { class: "card" },
          h(
            "div",
            { class: "body" },
            h("div", {}, h("button", { type: "button", class: "button", on: { click: () => void this.#load() } }, "Read again")),
          ),
          this.#tree,
        ),
        h("div", { class: "card" }, this.#body),
      ),
    );
  }

  opened() {
    if (this.#tree.children.length === 0) {
      void this.#load();
    }
  }

  async #load() {
    try {
      const names = await this.host.client.invoke("names");
      const items = names.map(({ name, type, summary }) => this.#item({ target: name, name, kind: "name", type, summary }, 1));
      this.#tree.replaceChildren(...items);
      if (items.length === 0) {
        this.#tree.append(h("p", { class: "empty" }, "There are no names."));
      } else {
        items[0].tabIndex = 0;
      }
    } catch (error) {
      this.#tree.replaceChildren(h("p", { class: "notice", role: "alert" }, error.message));
    }
  }

  #item(node, level) {
    const isBranch = branches.has(node.kind);
    const item = h(
      "div",
      { role: "treeitem", tabindex: -1, aria: { level, selected: "false", ...(isBranch && { expanded: "false" }) } },
      h(
        "div",
        { class: "tree-row" },
        h("span", { class: "twist", aria: { hidden: true } }, isBranch ? "▸" : ""),
        h(
          "span",
          {},
          h("code", {}, node.kind === "method" || node.kind === "constructor" ? (node.signature ?? node.name) : node.name),
          " ",
          h("small", {}, node.kind === "name" ? node.type : `${node.kind} ${node.type}`),
        ),
      ),
    );
    item.node = node;
    return item;
  }

  async #toggle(item) {
    if (!item.hasAttribute("aria-expanded")) {
      return;
    }

    const isOpen = item.getAttribute("aria-expanded") === "true";
    item.setAttribute("aria-expanded", String(!isOpen));
    item.querySelector(".twist").textContent = isOpen ? "▸" : "▾";
    let branch = item.querySelector(":scope > [role=group]");
    if (branch) {
      branch.hidden = isOpen;
    }

    if (!isOpen && !branch) {
      branch = h("div", { role: "group", class: "branch" }, h("p", { class: "status" }, "Reading…"));
      item.append(branch);
      const level = Number(item.getAttribute("aria-level")) + 1;
      try {
        const members = await this.host.client.invoke("members", [item.node.target]);
        branch.replaceChildren(...members.map((member) => this.#item({ ...member, target: `${item.node.target}.${member.name}` }, level)));
        if (members.length === 0) {
          branch.append(h("p", { class: "status" }, "Nothing in it can be reached."));
        }
      } catch (error) {
        branch.replaceChildren(h("p", { class: "status" }, error.message));
      }
    }
  }

  #select(item) {
    this.#tree.querySelector("[aria-selected=true]")?.setAttribute("aria-selected", "false");
    item.setAttribute("aria-selected", "true");
    const { target, name, kind, type, summary, signature } = item.node;
    const outcome = new Outcome();
    const parts = [
      h("h2", { class: "mono" }, name),
      facts([
        ["Target", h("code", {}, target)],
        ["Kind", kind],
        ["Type", h("code", {}, type)],
        ["Signature", signature && h("code", {}, signature)],
        ["Value", summary],
      ]),
    ];
    const client = this.host.client;
    if (kind === "method") {
      const args = h("textarea", { rows: 2, spellcheck: "false", placeholder: "[]" });
      const call = (event) => {
        event.preventDefault();
        try {
          const given = args.value.trim() === "" ? [] : JSON.parse(args.value);
          void outcome.call(client, "run", { args: [target, ...[given].flat()], kwargs: {} });
        } catch (error) {
          outcome.element.replaceChildren(
            h("p", { class: "notice", role: "alert" }, `The arguments are no list in JSON: ${error.message}`),
          );
        }
      };
      parts.push(
        h(
          "form",
          { class: "form", on: { submit: call } },
          field("Arguments, a list in JSON", args),
          h("div", {}, h("button", { type: "submit", class: "button main" }, "Call")),
        ),
      );
    } else if (kind === "name" || kind === "property" || kind === "field") {
      const read = () => void outcome.call(client, "get", { args: [target], kwargs: {} });
      parts.push(h("div", {}, h("button", { type: "button", class: "button main", on: { click: read } }, "Read the value")));
    }

    this.#body.replaceChildren(...parts, outcome.element);
  }

  #focus(item) {
    this.#tree.querySelector("[role=treeitem][tabindex='0']")?.setAttribute("tabindex", "-1");
    item.tabIndex = 0;
    item.focus();
  }

  // As WAI-ARIA specifies for trees.
  #key(event) {
    const item = event.target.closest("[role=treeitem]");
    if (!item || event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }

    const visible = [...this.#tree.querySelectorAll("[role=treeitem]")].filter((other) => other.offsetParent !== null);
    const at = visible.indexOf(item);
    const isOpen = item.getAttribute("aria-expanded") === "true";
    const go = (to) => to && this.#focus(to);
    switch (event.key) {
      case "ArrowDown":
        go(visible[at + 1]);
        break;
      case "ArrowUp":
        go(visible[at - 1]);
        break;
      case "Home":
        go(visible[0]);
        break;
      case "End":
        go(visible.at(-1));
        break;
      case "ArrowRight":
        if (isOpen) {
          go(item.querySelector("[role=treeitem]"));
        } else {
          void this.#toggle(item);
        }

        break;
      case "ArrowLeft":
        if (isOpen) {
          void this.#toggle(item);
        } else {
          go(item.parentElement.closest("[role=treeitem]"));
        }

        break;
      case "Enter":
      case " ":
        this.#select(item);
        break;
      default:
        if (event.key.length !== 1) {
          return;
        }

        go(this.#find(event.key, visible, at));
    }

    event.preventDefault();
    event.stopPropagation();
  }

  #find(key, visible, at) {
    const now = performance.now();
    this.#typed = now - this.#typedAt < 700 ? this.#typed + key : key;
    this.#typedAt = now;
    const from = this.#typed.length > 1 ? at : at + 1;
    const turned = [...visible.slice(from), ...visible.slice(0, from)];
    return turned.find((item) => item.node.name.toLowerCase().startsWith(this.#typed.toLowerCase()));
  }
}

customElements.define("liaison-namespace", Namespace);
