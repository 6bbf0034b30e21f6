// The main process of Electron: pages have connections to the back end through it, and neither Node nor the token.
import type { Connector } from "../channel.js";
import { messages } from "./messages.js";
import { type WindowContents, WindowLinks } from "./window-links.js";

export { type ContextBridge, exposeBridge, type IpcRenderer } from "./preload-bridge.js";

/** What of Electron's `ipcMain` is used. */
export interface IpcMain {
  handle(channel: string, listener: (event: any, ...args: any[]) => unknown): void;
  removeHandler(channel: string): void;
  on(channel: string, listener: (event: any, ...args: any[]) => void): unknown;
  removeListener(channel: string, listener: (event: any, ...args: any[]) => void): unknown;
}

/** Who may have connections. */
export interface WindowOptions {
  /** Whether a page at this address may. Pages from files alone may, unless given; a frame inside of a page never may. */
  allow?(url: string): boolean;
  /** How many connections a window may have at once. 16 unless given. */
  maxConnections?: number;
}

interface SenderEvent {
  sender: WindowContents;
  /** Null where the page is gone by now. */
  senderFrame: { url: string; parent: unknown } | null;
}

/**
 * Gives pages connections to a back end, one for each `connect`. They end with their page. Gives what ends that for all pages.
 *
 * @param ipcMain Electron's.
 * @param backend What connects, e.g. the `backend` of `launch`. It has to take several connections.
 */
export function serveWindows(ipcMain: IpcMain, backend: Connector, options: WindowOptions = {}): () => void {
  const { allow = (url: string) => url.startsWith("file:"), maxConnections = 16 } = options;
  const windows = new Map<unknown, WindowLinks>();
  const linksOf = (sender: WindowContents): WindowLinks => {
    const known = windows.get(sender);
    if (known) {
      return known;
    }

    const links = new WindowLinks(sender, backend, maxConnections);
    windows.set(sender, links);
    sender.on("destroyed", () => windows.delete(sender));
    return links;
  };

  const onFrame = ({ sender }: SenderEvent, id: string, frame: unknown) => windows.get(sender)?.send(id, frame);
  const onClose = ({ sender }: SenderEvent, id: string) => windows.get(sender)?.close(id);
  ipcMain.handle(messages.open, ({ sender, senderFrame }: SenderEvent, id: unknown) => {
    const isPage = senderFrame !== null && senderFrame.parent === null;
    if (!isPage || typeof id !== "string" || !allow(senderFrame.url)) {
      const message = `The page ${senderFrame?.url ?? ""} may not have connections. Allow it in serveWindows, by \`allow\`.`;
      return { refused: { code: "unauthorized", message, retry: false } };
    }

    return linksOf(sender).open(id);
  });
  ipcMain.on(messages.frame, onFrame);
  ipcMain.on(messages.close, onClose);
  return () => {
    ipcMain.removeHandler(messages.open);
    ipcMain.removeListener(messages.frame, onFrame);
    ipcMain.removeListener(messages.close, onClose);
    windows.forEach((links) => links.closeAll());
  };
}
