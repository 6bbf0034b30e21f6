import type { Channel, Connector } from "./channel.js";
import { LiaisonError } from "./errors.js";
import type { Frame } from "./frames.js";

/** Why no connection could be had, as plain data: an error that goes from one world to the other has its text alone left. */
export interface Refusal {
  refused: { code: string; message: string; retry: boolean };
}

/** What Electron's preload script gives a page as `window.liaison`. */
export interface Bridge {
  open(onMessage: (frame: Frame) => void, onClosed: (reason: string) => void): Promise<Channel | Refusal>;
}

/** What connects through a bridge: `connect(bridged(window.liaison))`. */
export function bridged(bridge: Bridge): Connector {
  return {
    async open(onMessage, onClosed) {
      const opened = await bridge.open(onMessage, onClosed);
      if ("refused" in opened) {
        const { code, message, retry } = opened.refused;
        throw new LiaisonError(code, message, { retry });
      }

      return opened;
    },
  };
}
