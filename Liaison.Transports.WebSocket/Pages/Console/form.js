// Creates a form from the parameters of a command, and reads the arguments from the form.

import { ref } from "/liaison.js";
import { choice, freshId, h } from "./dom.js";

const flattened = (schema) => [schema, ...(schema.anyOf ?? []).flatMap(flattened)];

/** Returns the kind of input that a schema allows. */
function kindOf({ schema, type }) {
  if (/^(byte\[\]|(ReadOnly)?Memory<byte>)\??$/i.test(type)) {
    return { kind: "bytes" };
  }

  const choices = flattened(schema ?? {});
  const names = choices.find((one) => one.enum)?.enum.filter((name) => name !== null);
  if (names?.includes("NaN")) {
    return { kind: "number" };
  }

  if (names) {
    return { kind: "enum", names };
  }

  const types = [choices.map((one) => one.type).flat()].flat().filter((one) => one && one !== "null");
  const only =
    types.length === 1
      ? types[0]
      : types.length === 2 && types.includes("string") && types.some((one) => one === "number" || one === "integer")
        ? types.find((one) => one !== "string")
        : "json";
  return { kind: ["string", "boolean", "integer", "number"].includes(only) ? only : "json" };
}

/** The control of one parameter. Its value is undefined if the parameter is left out. */
class Parameter {
  #parameter;
  #kind;
  #control;

  constructor(parameter) {
    this.#parameter = parameter;
    this.#kind = parameter.collects ? { kind: "json" } : kindOf(parameter);
    this.#control = this.#create();
    this.#control.id = freshId();
    if (parameter.required && !["boolean"].includes(this.#kind.kind) && !parameter.collects) {
      this.#control.required = this.#kind.kind !== "string";
      this.#control.setAttribute("aria-required", "true");
    }
  }

  get name() {
    return this.#parameter.name;
  }

  get default() {
    return this.#parameter.default;
  }

  get collects() {
    return this.#parameter.collects;
  }

  get element() {
    const { name, type, required, collects } = this.#parameter;
    return h(
      "div",
      { class: "field" },
      h(
        "label",
        { for: this.#control.id },
        h("span", { class: "name" }, name),
        h("span", {}, type),
        required && !collects ? null : h("span", {}, "optional"),
      ),
      this.#control,
      this.#hint && h("span", { class: "hint" }, this.#hint),
    );
  }

  /** Returns the value. A string that begins with `$` refers to the object of that name; `$$` is a literal dollar. */
  async read() {
    const text = this.#control.value;
    switch (this.#kind.kind) {
      case "bytes":
        return this.#control.files[0] ? new Uint8Array(await this.#control.files[0].arrayBuffer()) : undefined;
      case "boolean":
        return text === "" ? undefined : text === "true";
      case "integer":
      case "number":
        return text === "" ? undefined : Number(text);
      case "enum":
        return text === "" ? undefined : text;
      case "string":
        return text === "" && !this.#parameter.required ? undefined : referred(text);
      default:
        return text.trim() === "" ? undefined : this.#json(text);
    }
  }

  get #hint() {
    if (this.collects) {
      return /Dictionary/.test(this.#parameter.type)
        ? "An object in JSON: further arguments by name."
        : "A list in JSON: further arguments.";
    }

    return this.#kind.kind === "json" ? "JSON. $name stands for the object of that name." : undefined;
  }

  #json(text) {
    // A reference needs no quotes.
    if (/^\$[^$]/.test(text)) {
      return referred(text.trim());
    }

    try {
      return JSON.parse(text, (_, value) => (typeof value === "string" ? referred(value) : value));
    } catch (error) {
      throw new SyntaxError(`${this.name} is no JSON: ${error.message}`);
    }
  }

  #create() {
    const { required } = this.#parameter;
    const placeholder =
      this.#parameter.default === null || this.#parameter.default === undefined
        ? ""
        : `${JSON.stringify(this.#parameter.default)} unless given`;
    const without = [["", required ? "choose" : placeholder || "not given"]];
    switch (this.#kind.kind) {
      case "bytes":
        return h("input", { type: "file" });
      case "boolean":
        return choice([...(required ? [] : without), "false", "true"]);
      case "enum":
        return choice([...without, ...this.#kind.names.map(String)]);
      case "integer":
        return h("input", { type: "number", step: 1, placeholder });
      case "number":
        return h("input", { type: "number", step: "any", placeholder });
      case "string":
        return h("textarea", { rows: 1, placeholder, spellcheck: "false" });
      default:
        return h("textarea", { rows: 2, placeholder, spellcheck: "false" });
    }
  }
}

function referred(text) {
  return text.startsWith("$$") ? text.slice(1) : /^\$[A-Za-z_]/.test(text) ? ref(text.slice(1)) : text;
}

/** The controls of a command's parameters. */
export class Parameters {
  #parameters;

  constructor(parameters) {
    this.#parameters = parameters.map((parameter) => new Parameter(parameter));
  }

  get elements() {
    return this.#parameters.map((parameter) => parameter.element);
  }

  /** Returns the arguments that are in the form. */
  async read() {
    const args = [];
    const kwargs = {};
    let further = [];
    for (const parameter of this.#parameters) {
      const value = await parameter.read();
      if (!parameter.collects) {
        args.push(value);
      } else if (Array.isArray(value)) {
        further = value;
      } else {
        Object.assign(kwargs, value);
      }
    }

    // Further arguments come after all others, so omitted arguments before them need a value too.
    if (further.length > 0) {
      return {
        args: [...args.map((value, index) => (value === undefined ? (this.#parameters[index].default ?? null) : value)), ...further],
        kwargs,
      };
    }

    const first = args.indexOf(undefined);
    const positional = first < 0 ? args : args.slice(0, first);
    this.#parameters.forEach(({ name, collects }, index) => {
      if (!collects && index >= positional.length && args[index] !== undefined) {
        kwargs[name] = args[index];
      }
    });
    return { args: positional, kwargs };
  }
}
