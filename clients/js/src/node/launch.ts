import { type ClientOptions, LiaisonClient } from "../client.js";
import { LiaisonError } from "../errors.js";
import { Backend } from "./backend.js";
import type { Exit } from "./child.js";
import type { LaunchOptions } from "./launch-options.js";

/** A back end that this process has started, and the client that is connected to it. */
export interface Launched {
  readonly client: LiaisonClient;
  /** The back end, which also connects others to it: Electron's windows, for example. */
  readonly backend: Backend;
  /** The id of its process, which is another one after a restart. */
  readonly pid: number;
  /**
   * Ends the back end: it is told to, finishes and answers what it is doing, and is killed if it has not ended in time. Then the client is
   * closed.
   */
  stop(): Promise<Exit>;
}

/**
 * Starts a back end, waits until it is ready, and connects to it. Where that cannot be had it fails with `launch_failed` and what the back end
 * wrote to its standard error, and leaves no process.
 */
export async function launch(options: LaunchOptions): Promise<Launched> {
  const { liaisonPy, readyTimeout = 30_000, transport } = options;
  const backend = new Backend(options);
  const own: ClientOptions = { connectTimeout: readyTimeout + 10_000, ...(liaisonPy ? { attachments: false } : {}) };
  try {
    const client = await LiaisonClient.connect(backend, { ...own, ...options.client });
    if (transport === "stdio") {
      await answers(client, backend, readyTimeout);
    }

    const stop = async () => {
      const exit = await backend.stop();
      client.close();
      return exit;
    };
    return {
      client,
      backend,
      stop,
      get pid() {
        return backend.pid;
      },
    };
  } catch (error) {
    await backend.stop();
    throw error;
  }
}

// A back end that does not say that it is ready has to show it.
async function answers(client: LiaisonClient, backend: Backend, timeout: number): Promise<void> {
  try {
    await client.ping({ timeout });
  } catch (error) {
    client.close();
    throw await backend.failure(`did not answer over its standard streams: ${(error as LiaisonError).message}`);
  }
}
