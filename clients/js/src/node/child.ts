import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import { StringDecoder } from "node:string_decoder";
import { LiaisonError } from "../errors.js";
import { guard } from "./guard.js";
import { type Ready, ReadyReader } from "./ready.js";

/** How a process has ended. */
export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** The program to start, and the time limits. */
export interface ChildOptions {
  command: string;
  args?: readonly string[];
  cwd?: string;
  env?: Record<string, string | undefined>;
  /** How long the back end may take until it is ready, in milliseconds. The default is 30,000. */
  readyTimeout?: number;
  /** How long it may take to end after it was asked to, in milliseconds; after that it is killed. The default is 10,000. */
  stopTimeout?: number;
  /** Whether it is ended if this process is killed. The default is true, unless it watches its parent itself (`--exit-with-parent`). */
  guard?: boolean;
  /** Receives its standard output after it is ready. Not called if standard output belongs to the protocol. */
  onOutput?(text: string): void;
  /** Receives its standard error. */
  onError?(text: string): void;
}

const tailLength = 4_096;

/** One process of a back end. */
export class Child {
  readonly exited: Promise<Exit>;
  readonly #options: ChildOptions;
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #failed: Promise<never>;
  #errors = "";
  #exit: Exit | undefined;

  /** Starts the process. */
  constructor(options: ChildOptions) {
    const { command, args = [], cwd, env } = options;
    this.#options = options;
    const child = spawn(command, [...args], { cwd, env: { ...process.env, ...env }, stdio: "pipe", windowsHide: true });
    this.#process = child;
    child.stdin.on("error", () => {});
    onText(child.stderr, (text) => {
      this.#errors = (this.#errors + text).slice(-tailLength);
      options.onError?.(text);
    });
    const watches = options.guard ?? !args.includes("--exit-with-parent");
    const release = watches && child.pid !== undefined ? guard(child.pid, this.#stopTimeout) : () => {};
    this.#failed = new Promise((_, reject) => child.once("error", (error) => child.pid === undefined && reject(error)));
    this.#failed.catch(() => {});
    this.exited = new Promise((resolve) => {
      const end = (exit: Exit) => {
        this.#exit = exit;
        release();

        // Its output was read to the end by then, unless a program that it has started keeps it open. That program is not waited for.
        child.once("close", () => resolve(exit));
        setTimeout(() => resolve(exit), 500).unref();
      };
      child.once("exit", (code, signal) => end({ code, signal }));
      this.#failed.catch(() => end({ code: null, signal: null }));
    });
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  get hasEnded(): boolean {
    return this.#exit !== undefined;
  }

  /** Its standard input, for a connection over its standard streams. */
  get input(): Writable {
    return this.#process.stdin;
  }

  /** Its standard output, for a connection over its standard streams. */
  get output(): Readable {
    return this.#process.stdout;
  }

  /** Waits until the process reports that it is ready. Fails if it ends first or stays silent; the process has ended then. */
  async ready(): Promise<Ready> {
    const limit = this.#options.readyTimeout ?? 30_000;
    const listening = new AbortController();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      const text = `did not say within ${limit} ms that it is ready. Give it longer with readyTimeout.`;
      timer = setTimeout(() => reject(new Error(text)), limit);
    });
    const ended = this.exited.then((exit) => {
      throw new Error(`ended ${describe(exit)} before it was ready.`);
    });
    try {
      const ready = await Promise.race([this.#said(listening.signal), late, ended, this.#failed]);
      listening.abort();
      if (ready.transport !== "stdio") {
        onText(this.output, (text) => this.#options.onOutput?.(text));
      }

      return ready;
    } catch (error) {
      await this.#kill();
      throw this.failure((error as Error).message, error);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Waits until the process runs. */
  async started(): Promise<void> {
    const started = new Promise<void>((resolve) => this.#process.once("spawn", resolve));
    await Promise.race([started, this.#failed]).catch((error: Error) => {
      throw this.failure(error.message, error);
    });
  }

  /** Returns an error about the process, with its output on standard error. */
  failure(what: string, cause?: unknown): LiaisonError {
    const { command, args = [] } = this.#options;
    const wrote = this.#errors.trim() === "" ? "" : `\nIt wrote to its standard error:\n${this.#errors.trim()}`;
    return new LiaisonError("launch_failed", `The back end (${[command, ...args].join(" ")}) ${what}${wrote}`, { cause, retry: false });
  }

  /** Returns the error for its end. The text starts with `before`. */
  async ended(before = ""): Promise<LiaisonError> {
    return this.failure(`${before && `${before} It `}ended ${describe(await this.exited)}.`);
  }

  /** Asks the process to end, and kills it if it has not ended in time. */
  async stop(): Promise<Exit> {
    if (this.#exit || this.pid === undefined) {
      return this.#exit ?? { code: null, signal: null };
    }

    this.#process.stdin.end();
    this.#process.kill("SIGTERM");
    const timer = setTimeout(() => this.#process.kill("SIGKILL"), this.#stopTimeout);
    const exit = await this.exited;
    clearTimeout(timer);
    return exit;
  }

  get #stopTimeout(): number {
    return this.#options.stopTimeout ?? 10_000;
  }

  // Reads the ready message from either stream, until the signal fires.
  #said(listening: AbortSignal): Promise<Ready> {
    return new Promise((resolve) => {
      for (const stream of [this.output, this.#process.stderr]) {
        const reader = new ReadyReader();
        const read = (chunk: Buffer) => {
          const ready = reader.push(chunk);
          return ready && resolve(ready);
        };
        stream.on("data", read);
        listening.addEventListener("abort", () => stream.off("data", read));
      }
    });
  }

  async #kill(): Promise<void> {
    if (this.pid !== undefined && !this.#exit) {
      this.#process.kill("SIGKILL");
      await this.exited;
    }
  }
}

// A character that is cut between two chunks comes with the second one.
function onText(stream: Readable, read: (text: string) => void): void {
  const decoder = new StringDecoder("utf8");
  stream.on("data", (chunk: Buffer) => {
    const text = decoder.write(chunk);
    if (text !== "") {
      read(text);
    }
  });
}

function describe({ code, signal }: Exit): string {
  return signal ? `by ${signal}` : `with code ${code}`;
}
