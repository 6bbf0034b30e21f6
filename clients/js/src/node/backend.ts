import { randomBytes } from "node:crypto";
import type { Channel, Connector } from "../channel.js";
import { LiaisonError } from "../errors.js";
import type { Frame } from "../frames.js";
import { Child, type Exit } from "./child.js";
import { connectorFor } from "./connect.js";
import type { LaunchOptions } from "./launch-options.js";
import type { Ready } from "./ready.js";
import { StreamChannel } from "./streams.js";

const minute = 60_000;

interface Running {
  readonly child: Child;
  readonly ready: Promise<Ready>;
  /** The state of its standard streams, if they belong to the protocol. */
  streams: "free" | "taken" | "over";
}

/** A back end that this process starts, and restarts if the options allow it. As a connector it connects to the back end. */
export class Backend implements Connector {
  readonly #options: LaunchOptions;
  readonly #token: string | undefined;
  readonly #times: number;
  #restarts: number[] = [];
  #running: Running;
  #isStopping = false;

  /** Starts the back end. */
  constructor(options: LaunchOptions) {
    const { liaisonPy, restart, token } = options;
    this.#options = options;
    this.#token = token === false || liaisonPy ? undefined : (token ?? randomBytes(32).toString("base64url"));
    this.#times = typeof restart === "object" ? restart.times : restart ? 5 : 0;
    this.#running = this.#start();
  }

  /** The id of its process. It changes with a restart. It is 0 if the process could not be started. */
  get pid(): number {
    return this.#running.child.pid ?? 0;
  }

  async open(onMessage: (frame: Frame) => void, onClosed: (reason: string) => void, signal?: AbortSignal): Promise<Channel> {
    const running = await this.#current();
    const { transport, address, token = this.#token } = await this.#ready(running);
    signal?.throwIfAborted();
    if (transport === "stdio") {
      return this.#openStreams(running, onMessage, onClosed);
    }

    const connector = await connectorFor(address, { ...this.#options, token, attachments: !this.#options.liaisonPy });
    return connector.open(onMessage, onClosed, signal);
  }

  /** Stops the back end, which first finishes and answers its running calls. It is killed if it does not end in time. */
  stop(): Promise<Exit> {
    this.#isStopping = true;
    return this.#running.child.stop();
  }

  /** Returns an error about the back end. If it has ended, the text says so. */
  async failure(what: string): Promise<LiaisonError> {
    const { child } = this.#running;
    const isEnding = await Promise.race([child.exited.then(() => true), new Promise((resolve) => setTimeout(resolve, 500))]);
    return isEnding ? child.ended(what) : child.failure(what);
  }

  // Returns the running process. If it has ended and may be restarted, starts a new one.
  async #current(): Promise<Running> {
    this.#refuseIfStopped();
    const running = this.#running;
    if (running.streams === "over") {
      await running.child.stop();
      this.#refuseIfStopped();
    }

    if (!running.child.hasEnded || running !== this.#running) {
      return this.#running;
    }

    if (!this.#mayRestart) {
      throw await running.child.ended();
    }

    this.#restarts.push(Date.now());
    this.#running = this.#start();
    return this.#running;
  }

  #refuseIfStopped(): void {
    if (this.#isStopping) {
      throw new LiaisonError("closed", "The back end was stopped.", { retry: false });
    }
  }

  get #mayRestart(): boolean {
    this.#restarts = this.#restarts.filter((time) => time > Date.now() - minute);
    return this.#restarts.length < this.#times;
  }

  #start(): Running {
    const { env, transport } = this.#options;
    const child = new Child({ ...this.#options, env: { ...env, LIAISON_TOKEN: this.#token } });
    const silent: Ready = { transport: "stdio", address: "stdio" };
    const ready = transport === "stdio" ? child.started().then(() => silent) : child.ready();
    ready.catch(() => {}); // callers of `ready` receive the error
    return { child, ready, streams: "free" };
  }

  async #ready({ ready }: Running): Promise<Ready> {
    try {
      return await ready;
    } catch (error) {
      const { code, message } = error as LiaisonError;
      throw new LiaisonError(code, message, { cause: error, retry: this.#mayRestart });
    }
  }

  #openStreams(running: Running, onMessage: (frame: Frame) => void, onClosed: (reason: string) => void): Channel {
    if (running.streams === "taken") {
      const text =
        "A back end that speaks over its standard streams has one connection. Have it serve a pipe, a Unix socket or a WebSocket.";
      throw new LiaisonError("busy", text, { retry: false });
    }

    running.streams = "taken";
    const over = (reason: string) => {
      running.streams = "over";
      onClosed(reason);
    };
    const { input, output } = running.child;
    return new StreamChannel(output, input, this.#options, { onMessage, onClosed: over }, () => {
      running.streams = "over";
      input.end();
    });
  }
}
