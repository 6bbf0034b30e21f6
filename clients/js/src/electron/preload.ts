// The preload script of a window: `webPreferences: { preload: require.resolve("liaison-client/electron/preload") }`.
import { contextBridge, ipcRenderer } from "electron";
import { exposeBridge } from "./preload-bridge.js";

exposeBridge(contextBridge, ipcRenderer);
