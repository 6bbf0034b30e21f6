// What the preload script needs of Electron, whose types need not be installed.
declare module "electron" {
  export const contextBridge: import("./preload-bridge.js").ContextBridge;
  export const ipcRenderer: import("./preload-bridge.js").IpcRenderer;
}
