import type { Bridge, Refusal } from "../bridge.js";
import type { Channel } from "../channel.js";
import type { Frame } from "../frames.js";
import { messages } from "./messages.js";

/** The part of Electron's `contextBridge` that is used. */
export interface ContextBridge {
  exposeInMainWorld(name: string, api: unknown): void;
}

/** The part of Electron's `ipcRenderer` that is used. */
export interface IpcRenderer {
  on(channel: string, listener: (event: unknown, ...args: any[]) => void): unknown;
  send(channel: string, ...args: any[]): void;
  invoke(channel: string, ...args: any[]): Promise<any>;
}

interface Listener {
  onMessage(frame: Frame): void;
  onClosed(reason: string): void;
}

/** Provides `window.liaison` to the page, for connections to the back end and nothing else. */
export function exposeBridge(contextBridge: ContextBridge, ipcRenderer: IpcRenderer): void {
  const listeners = new Map<string, Listener>();
  ipcRenderer.on(messages.frame, (_, id: string, frame: Frame) => listeners.get(id)?.onMessage(frame));
  ipcRenderer.on(messages.closed, (_, id: string, reason: string) => {
    const listener = listeners.get(id);
    listeners.delete(id);
    listener?.onClosed(reason);
  });

  const close = (id: string) => {
    if (listeners.delete(id)) {
      ipcRenderer.send(messages.close, id);
    }
  };

  const channel = (id: string, binary: boolean): Channel => ({
    binary,
    send(frame) {
      if (!listeners.has(id)) {
        return false;
      }

      ipcRenderer.send(messages.frame, id, frame);
      return true;
    },
    close: () => close(id),
  });

  const bridge: Bridge = {
    async open(onMessage, onClosed, onBegun) {
      const id = crypto.randomUUID();
      listeners.set(id, { onMessage, onClosed });
      onBegun?.(() => close(id));
      let isOpen = false;
      try {
        const answer: { binary: boolean } | Refusal = await ipcRenderer.invoke(messages.open, id);
        isOpen = !("refused" in answer);
        return "refused" in answer ? answer : channel(id, answer.binary);
      } finally {
        if (!isOpen) {
          listeners.delete(id);
        }
      }
    },
  };
  contextBridge.exposeInMainWorld("liaison", bridge);
}
