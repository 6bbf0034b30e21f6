/** An argument that refers to a target at the host. Plain strings are never references. */
export class Ref {
  /** The target, e.g. `session.trials`. */
  readonly target: string;

  constructor(target: string) {
    if (typeof target !== "string" || target === "") {
      throw new TypeError('A reference needs a target, e.g. ref("session.trials").');
    }

    this.target = target;
  }

  /** Returns the form of the reference in messages. */
  toJSON(): string {
    return `$${this.target}`;
  }
}

/** Creates an argument that refers to a target at the host, e.g. `session.trials`. */
export function ref(target: string): Ref {
  return new Ref(target);
}
