import { type ClientOptions, LiaisonClient } from "../client.js";
import { LiaisonError } from "../errors.js";
import { Backend } from "./backend.js";
import type { Exit } from "./child.js";
import type { LaunchOptions } from "./launch-options.js";

/** A back end that this process has started, and the client that is connected to it. */
export interface Launched {
  readonly client: LiaisonClient;
  /** The back end. It can also connect others, for example the windows of Electron. */
  readonly backend: Backend;
  /** The id of its process. It changes with a restart. */
  readonly pid: number;
  /**
   * Waits until the back end has read the calls that the client has sent, and stops it. The back end first finishes and answers its
   * running calls. It is killed if it does not end in time. Then the client is closed.
   */
  stop(): Promise<Exit>;
}

/**
 * Starts a back end, waits until it is ready, and connects to it. If this fails, it fails with `launch_failed` and the back end's
 * output on standard error, and leaves no process running.
 */
export async function launch(options: LaunchOptions): Promise<Launched> {
  const { liaisonPy, readyTimeout = 30_000, stopTimeout = 10_000, transport } = options;
  const backend = new Backend(options);
  const own: ClientOptions = { connectTimeout: readyTimeout + 10_000, ...(liaisonPy ? { attachments: false } : {}) };
  try {
    const client = await LiaisonClient.connect(backend, { ...own, ...options.client });
    if (transport === "stdio") {
      await answers(client, backend, readyTimeout);
    }

    const stop = async () => {
      if (!liaisonPy) {
        await hasRead(client, stopTimeout);
      }

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

// The signal to stop may overtake the calls that were made before it. The back end reads them in order, and answers `cancel` as soon as it
// reads it, even while a command runs. A back end that does not answer in time is stopped all the same. (liaison-py answers only after its
// running command, and ends with the signal at once.)
async function hasRead(client: LiaisonClient, timeout: number): Promise<void> {
  if (client.state === "ready") {
    await client.invoke("cancel", [0], { timeout }).catch(() => {});
  }
}

// A back end that does not report that it is ready must answer a call instead.
async function answers(client: LiaisonClient, backend: Backend, timeout: number): Promise<void> {
  try {
    await client.ping({ timeout });
  } catch (error) {
    client.close();
    throw await backend.failure(`did not answer over its standard streams: ${(error as LiaisonError).message}`);
  }
}
