// The parts of Electron that the preload script needs. Electron's own types do not have to be installed.
declare module "electron" {
  export const contextBridge: import("./preload-bridge.js").ContextBridge;
  export const ipcRenderer: import("./preload-bridge.js").IpcRenderer;
}
