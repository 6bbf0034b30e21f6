import { Backoff } from "./backoff.js";
import type { Channel, Connector } from "./channel.js";
import { LiaisonError } from "./errors.js";
import type { Frame } from "./frames.js";
import { runOutside } from "./outside.js";

/** How a session survives a lost connection. */
export interface ResumeOptions {
  /**
   * How many bytes may wait for a link, or for the host's acknowledgement while there is no link. Beyond that the session ends. The
   * default is 4 MiB.
   */
  bufferBytes?: number;
  /**
   * The approximate length of the first pause before a new link, in milliseconds. Each further pause is twice as long. The default
   * is 50.
   */
  minDelay?: number;
  /** The longest pause in milliseconds. The default is 2,000. */
  maxDelay?: number;
  /** Called when the link is lost (false), and when the session continues over a new link (true). */
  onLink?: (isUp: boolean) => void;
}

const ackMessages = 64;
const ackBytes = 64 * 1024;
const answerTimeout = 10_000;

/**
 * Returns a connector whose connections survive the loss of their link: they reconnect by themselves, and nothing that was sent is
 * lost or arrives twice. The host must have `ResumeTimeout`. Its control messages begin with `#`; docs/protocols/liaison.md
 * describes them.
 */
export function resuming(connector: Connector, options: ResumeOptions = {}): Connector {
  const { minDelay = 50, maxDelay = 2_000, bufferBytes = 0 } = options;
  if (!(minDelay >= 0 && maxDelay >= minDelay && bufferBytes >= 0)) {
    throw new RangeError("resume: minDelay and bufferBytes are at least 0, and maxDelay is at least minDelay.");
  }

  return { open: (onMessage, onClosed, signal) => new Session(connector, options, onMessage, onClosed).open(signal) };
}

class Session implements Channel {
  readonly #connector: Connector;
  readonly #options: ResumeOptions;
  readonly #onMessage: (frame: Frame) => void;
  readonly #onClosed: (reason: string) => void;
  // The messages that the host has not acknowledged. The first one has the number #acknowledged.
  readonly #sent: Frame[] = [];
  #sentBytes = 0;
  #acknowledged = 0;
  #received = 0;
  #reported = 0;
  #unreportedBytes = 0;
  #isAsking = false;
  #link: Channel | undefined;
  #key = "";
  #patience = 0;
  readonly #over = new AbortController();
  binary = false;

  constructor(connector: Connector, options: ResumeOptions, onMessage: (frame: Frame) => void, onClosed: (reason: string) => void) {
    this.#connector = connector;
    this.#options = options;
    this.#onMessage = onMessage;
    this.#onClosed = onClosed;
  }

  async open(signal?: AbortSignal): Promise<Channel> {
    const giveUp = () => this.#over.abort(signal?.reason);
    signal?.throwIfAborted();
    signal?.addEventListener("abort", giveUp);
    try {
      await this.#connect("#open 1", answerTimeout);
      return this;
    } finally {
      signal?.removeEventListener("abort", giveUp);
    }
  }

  get #isOver(): boolean {
    return this.#over.signal.aborted;
  }

  send(frame: Frame): boolean {
    const { bufferBytes = 4 * 1024 * 1024 } = this.#options;
    if (this.#isOver) {
      return false;
    }

    const marked = typeof frame === "string" && frame.startsWith("#") ? `#${frame}` : frame;
    this.#sent.push(marked);
    this.#sentBytes += frame.length;
    if (this.#link) {
      this.#link.send(marked);
      if (this.#sentBytes > bufferBytes / 2 && !this.#isAsking) {
        this.#isAsking = true;
        this.#link.send("#sync");
      }
    } else if (this.#sentBytes > bufferBytes) {
      this.#end(`More than ${bufferBytes} bytes wait for a link. Send less, or raise bufferBytes.`);
      return false;
    }

    return true;
  }

  close(): void {
    if (!this.#isOver) {
      this.#link?.send("#end");
      this.#end("closed");
    }
  }

  #end(reason: string): void {
    if (!this.#isOver) {
      this.#over.abort(new LiaisonError("connection_failed", reason));
      this.#link?.close();
      this.#link = undefined;
      this.#onClosed(reason);
    }
  }

  // Opens a link. Returns when the host has accepted the session. Throws if it has not, or not in time, or if the session is over.
  #connect(question: string, limit: number): Promise<void> {
    return new Promise((resolve, reject) => {
      let link: Channel | undefined;
      let isTaken = false;
      const attempt = new AbortController();
      const early: Frame[] = [];
      const settle = () => {
        clearTimeout(timer);
        this.#over.signal.removeEventListener("abort", giveUp);
      };
      const fail = (error: unknown) => {
        if (!attempt.signal.aborted) {
          settle();
          reject(error);
          attempt.abort(error);
          link?.close();
        }
      };
      const giveUp = () => fail(this.#over.signal.reason);
      const timer = setTimeout(() => fail(new LiaisonError("connection_failed", `The host did not answer within ${limit} ms.`)), limit);
      const receive = (frame: Frame) => {
        if (attempt.signal.aborted) {
          return;
        } else if (!link) {
          early.push(frame);
        } else if (isTaken) {
          this.#receive(link, frame);
        } else if (typeof frame === "string" && frame.startsWith("#session ") && !this.#isOver) {
          isTaken = true;
          settle();
          this.#take(link, frame);
          resolve();
        } else {
          fail(refusal(frame));
        }
      };
      const closed = (reason: string) => (isTaken ? this.#lose(link, reason) : fail(new LiaisonError("connection_failed", reason)));
      this.#over.signal.addEventListener("abort", giveUp);
      this.#connector.open(receive, closed, attempt.signal).then((opened) => {
        link = opened;
        if (attempt.signal.aborted) {
          opened.close();
          return;
        }

        opened.send(question);
        early.splice(0).forEach(receive);
      }, fail);
    });
  }

  #take(link: Channel, session: string): void {
    const [, key, received, patience] = session.split(" ");
    this.#key = key!;
    this.#patience = Number(patience);
    this.#link = link;
    this.#isAsking = false;
    this.binary = link.binary;
    this.#acknowledge(Number(received));
    this.#report(link);
    this.#sent.forEach((frame) => link.send(frame));
  }

  #receive(link: Channel, frame: Frame): void {
    if (link !== this.#link) {
      return; // The host sends it again over the new link.
    }

    if (typeof frame !== "string" || !frame.startsWith("#") || frame.startsWith("##")) {
      this.#received++;
      this.#unreportedBytes += frame.length;
      if (this.#received - this.#reported >= ackMessages || this.#unreportedBytes >= ackBytes) {
        this.#report(link);
      }

      this.#onMessage(typeof frame === "string" && frame.startsWith("##") ? frame.slice(1) : frame);
    } else if (frame.startsWith("#ack ")) {
      this.#acknowledge(Number(frame.slice(5)));
    } else if (frame === "#sync") {
      this.#report(link);
    } else {
      this.#end("The host ended the session.");
    }
  }

  #report(link: Channel): void {
    this.#reported = this.#received;
    this.#unreportedBytes = 0;
    link.send(`#ack ${this.#received}`);
  }

  #acknowledge(received: number): void {
    const gone = this.#sent.splice(0, Math.max(0, received - this.#acknowledged));
    this.#acknowledged += gone.length;
    this.#sentBytes -= gone.reduce((bytes, frame) => bytes + frame.length, 0);
    this.#isAsking = false;
  }

  #lose(link: Channel | undefined, reason: string): void {
    if (link === this.#link && !this.#isOver) {
      this.#link = undefined;
      runOutside(() => this.#options.onLink?.(false));
      void this.#resume(reason);
    }
  }

  async #resume(reason: string): Promise<void> {
    const { minDelay = 50, maxDelay = 2_000 } = this.#options;
    const backoff = new Backoff({ minDelay, maxDelay });
    const end = Date.now() + this.#patience;
    while (!this.#isOver && Date.now() < end) {
      try {
        await this.#connect(`#resume ${this.#key} ${this.#received}`, Math.max(1, Math.min(answerTimeout, end - Date.now())));
        runOutside(() => this.#options.onLink?.(true));
        return;
      } catch (error) {
        if (this.#isOver) {
          return;
        }

        if (error instanceof LiaisonError && (error.code === "session_refused" || !error.retry)) {
          this.#end(error.message);
          return;
        }
      }

      await this.#pause(Math.min(backoff.next()!, Math.max(0, end - Date.now())));
    }

    this.#end(`${reason}; the host could not be reached for ${this.#patience} ms`);
  }

  // Ends early if the session is over.
  #pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        this.#over.signal.removeEventListener("abort", end);
        resolve();
      };
      const timer = setTimeout(end, milliseconds);
      this.#over.signal.addEventListener("abort", end);
    });
  }
}

function refusal(frame: Frame): LiaisonError {
  const text = typeof frame === "string" && frame.startsWith("#refused ") ? frame.slice("#refused ".length) : undefined;
  return text
    ? new LiaisonError("session_refused", `The host took no session: ${text}`)
    : new LiaisonError("session_refused", "The host resumes no sessions. Set HostOptions.ResumeTimeout there, or connect without resume.", {
        retry: false,
      });
}
