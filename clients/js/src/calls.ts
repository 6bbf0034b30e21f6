import { Call, type Receiver } from "./call.js";
import { LiaisonError } from "./errors.js";
import type { Frame } from "./frames.js";
import type { Link } from "./link.js";
import type { Streams } from "./streams.js";
import { type CallOptions, named, writeCancel, writeRequest } from "./requests.js";

const maxTimeout = 2 ** 31 - 1; // the largest delay of a timer

/** The calls of this end without an answer so far. */
export class Calls {
  readonly #link: Link;
  readonly #maxUnsent: number;
  readonly #maxGathered: number;
  readonly #streams: Streams;
  readonly #sent = new Map<number, Call>();
  readonly #unsent = new Map<number, { call: Call; frame: Frame }>();
  #lastId = 0;

  /**
   * @param maxUnsent How many calls may wait for a connection.
   * @param maxGathered How many bytes of a result may be collected.
   */
  constructor(link: Link, streams: Streams, maxUnsent: number, maxGathered: number) {
    this.#link = link;
    this.#streams = streams;
    this.#maxUnsent = maxUnsent;
    this.#maxGathered = maxGathered;
  }

  /**
   * Sends a call, or queues it for the next connection. Calls are sent in the order in which they are made. Throws if the call is
   * not valid.
   */
  begin(command: string, args: readonly unknown[], options: CallOptions, receiver: Receiver): Call {
    const { timeout, signal } = options;
    signal?.throwIfAborted();
    if (timeout !== undefined && !(timeout > 0 && timeout <= maxTimeout)) {
      throw new RangeError(`timeout is a number of milliseconds, more than 0 and at most ${maxTimeout}. Leave it out to wait for ever.`);
    }

    if (this.#link.reason) {
      throw closed(this.#link.reason);
    }

    const id = ++this.#lastId;
    const offered = this.#streams.offer(options.kwargs ? [...args, ...Object.values(options.kwargs)] : args);
    const call = new Call(id, offered ? ending(receiver, offered.end) : receiver, options);
    try {
      const values = offered?.values.slice(0, args.length) ?? args;
      const written =
        offered && options.kwargs ? { ...options, kwargs: named(options.kwargs, offered.values.slice(args.length)) } : options;
      const frame = writeRequest(id, command, values, written, receiver.item !== undefined, this.#link.attaches);
      if (this.#link.send(frame)) {
        this.#sent.set(id, call);
      } else {
        this.#wait(call, frame);
      }
    } catch (error) {
      offered?.end();
      throw error;
    }

    if (timeout !== undefined || signal) {
      call.watch(command, this.#abandon);
    }

    return call;
  }

  /** Sends a call at once, or drops it if there is no connection. The receiver hears nothing of a call that was dropped. */
  tell(command: string, args: readonly unknown[], receiver: Receiver): void {
    const id = ++this.#lastId;
    if (this.#link.send(writeRequest(id, command, args, {}, false, this.#link.attaches))) {
      this.#sent.set(id, new Call(id, receiver, {}));
    }
  }

  /** Ends a call whose result is not wanted any more. */
  cancel(call: Call): void {
    this.#abandon(call, undefined);
  }

  /** Sends the calls that waited for a connection. */
  sendUnsent(): void {
    for (const [id, { call, frame }] of this.#unsent) {
      if (!this.#link.send(frame)) {
        return;
      }

      this.#unsent.delete(id);
      this.#sent.set(id, call);
    }
  }

  /** Fails the calls that were sent: it is not known whether the host has run them. */
  failSent(reason: LiaisonError): void {
    const lost = [...this.#sent.values()];
    this.#sent.clear();
    for (const call of lost) {
      call.fail(
        new LiaisonError("connection_lost", `${reason.message} Whether the host did what was asked is not known.`, {
          cause: reason,
        }),
      );
    }
  }

  /** Fails every call: there will be no further connection. */
  end(reason: LiaisonError): void {
    this.failSent(reason);
    const waiting = [...this.#unsent.values()];
    this.#unsent.clear();
    for (const { call } of waiting) {
      call.fail(closed(reason));
    }
  }

  /** Answers a call. Returns false if the call does not wait any more. */
  answer(id: unknown, value: unknown): boolean {
    const call = this.#sent.get(id as number);
    const gathering = call?.gather(value, this.#maxGathered);
    if (gathering) {
      // The call remains pending until all bytes have arrived, so its time limit and its signal still apply.
      gathering.then(
        (bytes) => this.#take(id)?.answer(bytes),
        (error: LiaisonError) => this.fail(id, error),
      );
    } else {
      this.#take(id)?.answer(value);
    }

    return call !== undefined;
  }

  fail(id: unknown, error: LiaisonError): void {
    this.#take(id)?.fail(error);
  }

  item(id: unknown, item: unknown): void {
    this.#sent.get(id as number)?.item(item);
  }

  report(id: unknown, report: unknown): void {
    this.#sent.get(id as number)?.report(report);
  }

  #wait(call: Call, frame: Frame): void {
    if (this.#unsent.size >= this.#maxUnsent) {
      const text = `There is no connection, and ${this.#maxUnsent} calls wait for one already. Call less, or raise maxUnsentCalls.`;
      throw new LiaisonError("busy", text);
    }

    this.#unsent.set(call.id, { call, frame });
  }

  #take(id: unknown): Call | undefined {
    const call = this.#sent.get(id as number);
    if (call) {
      this.#sent.delete(call.id);
    }

    return call;
  }

  readonly #abandon = (call: Call, error: unknown): void => {
    if (this.#sent.delete(call.id)) {
      this.#link.send(writeCancel(call.id));
      call.fail(error);
    } else if (this.#unsent.delete(call.id)) {
      call.fail(error);
    }
  };
}

// Streams that were passed to a call end with the call.
function ending(receiver: Receiver, end: () => void): Receiver {
  return {
    ...receiver,
    answer: (value) => {
      end();
      receiver.answer(value);
    },
    fail: (error) => {
      end();
      receiver.fail(error);
    },
  };
}

function closed(reason: LiaisonError): LiaisonError {
  return reason.code === "closed"
    ? reason
    : new LiaisonError("closed", `There is no connection to the host any more. ${reason.message}`, { cause: reason });
}
