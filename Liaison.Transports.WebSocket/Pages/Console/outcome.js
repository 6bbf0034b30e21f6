import { h } from "./dom.js";
import { count, milliseconds, value } from "./format.js";

const maxItems = 500;
const painting = 100;

/** The result of a call: its progress and items while it runs, then its value or its error, and its duration. */
export class Outcome {
  /** The element that shows the result. */
  element = h("div", { class: "stack", aria: { live: "polite" } });
  #items = [];
  #itemCount = 0;
  #report;
  #painted = 0;
  #stop;

  /** Calls a command and shows the result. */
  async call(client, command, { args, kwargs }, { isStream = false, timeout } = {}) {
    const stop = (this.#stop = new AbortController());
    this.#items = [];
    this.#itemCount = 0;
    this.#report = undefined;
    this.#paint(h("p", { class: "status" }, "Running…"), true);
    const begun = performance.now();
    const took = () => performance.now() - begun;
    const options = { kwargs: Object.keys(kwargs).length > 0 ? kwargs : undefined, timeout, signal: stop.signal };
    options.onProgress = (report) => {
      this.#report = report;
      this.#paintRunning();
    };
    try {
      let result;
      if (isStream) {
        for await (const item of client.stream(command, args, options)) {
          this.#itemCount++;
          this.#items.push(item);
          if (this.#items.length > maxItems) {
            this.#items.shift();
          }

          this.#paintRunning();
        }
      } else {
        result = await client.invoke(command, args, options);
      }

      const time = took();
      this.#paint(
        h("div", { class: "badges" }, h("span", { class: "badge good" }, "answered"), h("span", { class: "badge" }, milliseconds(time))),
      );
      if (!isStream) {
        this.element.append(h("pre", { class: "code result", tabindex: 0, aria: { label: "Reply" } }, value(result)));
      }

      return { time };
    } catch (error) {
      const time = took();
      this.#paint(failure(error, time, stop.signal.aborted));
      return { time, error };
    }
  }

  /** Cancels the call, also at the host. */
  cancel() {
    this.#stop?.abort();
  }

  #paintRunning() {
    if (performance.now() - this.#painted > painting) {
      this.#paint(h("p", { class: "status" }, "Running…"), true);
    }
  }

  #paint(head, isRunning = false) {
    this.#painted = performance.now();
    const parts = [head];
    if (isRunning) {
      parts.push(h("div", {}, h("button", { type: "button", class: "button small", on: { click: () => this.cancel() } }, "Cancel")));
    }

    if (this.#report !== undefined) {
      parts.push(h("p", { class: "status" }, `Progress: ${value(this.#report, 0)}`));
    }

    if (this.#itemCount > 0) {
      parts.push(
        h(
          "p",
          { class: "status" },
          `${count(this.#itemCount)} items${this.#itemCount > maxItems ? `, the last ${maxItems} of them here` : ""}`,
        ),
      );
      parts.push(
        h("pre", { class: "code result", tabindex: 0, aria: { label: "Items" } }, this.#items.map((item) => value(item, 0)).join("\n")),
      );
    }

    this.element.replaceChildren(...parts);
  }
}

function failure(error, time, isCanceled) {
  return h(
    "div",
    { class: "failure", role: "alert" },
    h(
      "div",
      { class: "badges" },
      h("span", { class: "badge bad" }, error.code ?? (isCanceled ? "canceled" : "failed")),
      h("span", { class: "badge" }, milliseconds(time)),
    ),
    h("strong", {}, isCanceled ? "You canceled it." : error.message),
    error.type && h("span", { class: "mono" }, error.type),
    error.data !== undefined && h("pre", { class: "code" }, value(error.data)),
    error.remoteStack && h("pre", { class: "code stack-trace", tabindex: 0, aria: { label: "Stack trace" } }, error.remoteStack),
  );
}
