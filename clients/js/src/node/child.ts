import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import { LiaisonError } from "../errors.js";
import { guard } from "./guard.js";
import { type Ready, ReadyReader } from "./ready.js";

/** How a process has ended. */
export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** What is started, and for how long it is waited. */
export interface ChildOptions {
  command: string;
  args?: readonly string[];
  cwd?: string;
  env?: Record<string, string | undefined>;
  /** How long the back end may take to say that it is ready, in milliseconds. 30,000 unless given. */
  readyTimeout?: number;
  /** How long it may take to end when it is told to, in milliseconds; then it is killed. 10,000 unless given. */
  stopTimeout?: number;
  /** Whether it is ended where this process is killed. True unless given, or unless it watches its parent itself (`--exit-with-parent`). */
  guard?: boolean;
  /** Takes what it writes to its standard output, once it is ready; nothing where that belongs to the protocol. */
  onOutput?(text: string): void;
  /** Takes what it writes to its standard error. */
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

  /** Starts it. */
  constructor(options: ChildOptions) {
    const { command, args = [], cwd, env } = options;
    this.#options = options;
    const child = spawn(command, [...args], { cwd, env: { ...process.env, ...env }, stdio: "pipe", windowsHide: true });
    this.#process = child;
    child.stdin.on("error", () => {});
    child.stderr.on("data", (chunk: Buffer) => {
      this.#errors = (this.#errors + chunk.toString()).slice(-tailLength);
      options.onError?.(chunk.toString());
    });
    const watches = options.guard ?? !args.includes("--exit-with-parent");
    const release = watches && child.pid !== undefined ? guard(child.pid, this.#stopTimeout) : () => {};
    this.#failed = new Promise((_, reject) => child.once("error", (error) => child.pid === undefined && reject(error)));
    this.#failed.catch(() => {});
    this.exited = new Promise((resolve) => {
      const end = (exit: Exit) => {
        this.#exit = exit;
        release();

        // Its output is read to the end by then, unless a process of its own has that open: then it is not waited for.
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

  /** Its standard input, for whoever speaks over that. */
  get input(): Writable {
    return this.#process.stdin;
  }

  /** Its standard output, for whoever speaks over that. */
  get output(): Readable {
    return this.#process.stdout;
  }

  /** Waits until it says that it is ready. Fails where it ends before, or stays silent; then it is no more. */
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
        this.output.on("data", (chunk: Buffer) => this.#options.onOutput?.(chunk.toString()));
      }

      return ready;
    } catch (error) {
      await this.#kill();
      throw this.failure((error as Error).message, error);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Waits until it runs. */
  async started(): Promise<void> {
    const started = new Promise<void>((resolve) => this.#process.once("spawn", resolve));
    await Promise.race([started, this.#failed]).catch((error: Error) => {
      throw this.failure(error.message, error);
    });
  }

  /** The error that tells of it, with what it wrote to its standard error. */
  failure(what: string, cause?: unknown): LiaisonError {
    const { command, args = [] } = this.#options;
    const wrote = this.#errors.trim() === "" ? "" : `\nIt wrote to its standard error:\n${this.#errors.trim()}`;
    return new LiaisonError("launch_failed", `The back end (${[command, ...args].join(" ")}) ${what}${wrote}`, { cause, retry: false });
  }

  /** The error that tells of its end, behind what is said of it before. */
  async ended(before = ""): Promise<LiaisonError> {
    return this.failure(`${before && `${before} It `}ended ${describe(await this.exited)}.`);
  }

  /** Tells it to end, and kills it if it has not done so in time. */
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

  // What it says on either of its streams, until that is listened to no more.
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

function describe({ code, signal }: Exit): string {
  return signal ? `by ${signal}` : `with code ${code}`;
}
