import type { Channel, Connector } from "./channel.js";
import { LiaisonError } from "./errors.js";
import type { Frame } from "./frames.js";

/** Why a connection failed, as plain data: an error that crosses between two worlds of Electron keeps only its text. */
export interface Refusal {
  refused: { code: string; message: string; retry: boolean };
}

/** The object that Electron's preload script provides to a page as `window.liaison`. */
export interface Bridge {
  /** Opens a connection. `onBegun` receives a function that gives the attempt up: a signal cannot cross between the two worlds. */
  open(
    onMessage: (frame: Frame) => void,
    onClosed: (reason: string) => void,
    onBegun?: (giveUp: () => void) => void,
  ): Promise<Channel | Refusal>;
}

/** Returns a connector that uses a bridge: `connect(bridged(window.liaison))`. */
export function bridged(bridge: Bridge): Connector {
  return {
    async open(onMessage, onClosed, signal) {
      const opened = await bridge.open(onMessage, onClosed, (giveUp) => signal?.addEventListener("abort", giveUp, { once: true }));
      if ("refused" in opened) {
        const { code, message, retry } = opened.refused;
        throw new LiaisonError(code, message, { retry });
      }

      return opened;
    },
  };
}
