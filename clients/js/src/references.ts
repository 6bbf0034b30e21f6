/** An argument that stands for what a target at the host points at. A plain string is never taken for one. */
export class Ref {
  /** What is pointed at, e.g. `session.trials`. */
  readonly target: string;

  constructor(target: string) {
    if (typeof target !== "string" || target === "") {
      throw new TypeError('A reference needs a target, e.g. ref("session.trials").');
    }

    this.target = target;
  }

  /** The reference as it stands in messages. */
  toJSON(): string {
    return `$${this.target}`;
  }
}

/** An argument that stands for what a target at the host points at, e.g. `session.trials`. */
export function ref(target: string): Ref {
  return new Ref(target);
}
