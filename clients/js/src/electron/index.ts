// The main process of Electron. Pages connect to the back end through it; they get neither Node nor the token.
import type { Connector } from "../channel.js";
import { messages } from "./messages.js";
import { type WindowContents, WindowLinks } from "./window-links.js";

export { type ContextBridge, exposeBridge, type IpcRenderer } from "./preload-bridge.js";

/** The part of Electron's `ipcMain` that is used. */
export interface IpcMain {
  handle(channel: string, listener: (event: any, ...args: any[]) => unknown): void;
  removeHandler(channel: string): void;
  on(channel: string, listener: (event: any, ...args: any[]) => void): unknown;
  removeListener(channel: string, listener: (event: any, ...args: any[]) => void): unknown;
}

/** Which pages may connect. */
export interface WindowOptions {
  /**
   * Whether a page at this address may connect. The default allows only pages from files. A frame inside of a page may never
   * connect.
   */
  allow?(url: string): boolean;
  /** How many connections a window may have at the same time. The default is 16. */
  maxConnections?: number;
}

interface SenderEvent {
  sender: WindowContents;
  /** Null if the page is gone. */
  senderFrame: { url: string; parent: unknown } | null;
}

/**
 * Lets pages connect to a back end, with one connection for each `connect`. The connections end with their page. Returns a function
 * that ends this for all pages.
 *
 * @param ipcMain Electron's `ipcMain`.
 * @param backend The connector to the back end, e.g. the `backend` of `launch`. It must support several connections.
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
