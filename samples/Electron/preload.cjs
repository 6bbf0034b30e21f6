// What the page is given beside `liaison`, by which it connects: one function, and nothing of Electron or Node.

const { contextBridge, ipcRenderer } = require("electron");

contextBridge.exposeInMainWorld("desktop", { chooseFolder: () => ipcRenderer.invoke("choose-folder") });
