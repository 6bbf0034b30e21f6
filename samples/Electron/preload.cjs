// The page gets `liaison`, to connect, and one more function. It gets nothing of Electron or Node.

const { contextBridge, ipcRenderer } = require("electron");

contextBridge.exposeInMainWorld("desktop", { chooseFolder: () => ipcRenderer.invoke("choose-folder") });
