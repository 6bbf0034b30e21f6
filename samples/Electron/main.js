// The main process: it starts the back end, connects the window's page to it, and ends it.

import { app, BrowserWindow, dialog, ipcMain, protocol, session } from "electron";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { launch } from "liaison-client";
import { serveWindows } from "liaison-client/electron";
import { pageFile } from "./page-files.js";

const origin = "app://window";
const here = import.meta.dirname;

// Before the first await: Electron accepts this only until the application is ready.
protocol.registerSchemesAsPrivileged([{ scheme: "app", privileges: { standard: true, secure: true } }]);
app.on("window-all-closed", () => app.quit());
app.on("web-contents-created", (_, contents) => {
  // The window shows only its own page: links cannot lead out of it.
  contents.on("will-navigate", (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: "deny" }));
});

const started = await startBackend();
if (started) {
  stopWithApplication(started);
  serveWindows(ipcMain, started.backend, { allow: (url) => url.startsWith(`${origin}/`) });
  ipcMain.handle("choose-folder", chooseFolder);
  await app.whenReady();
  protocol.handle("app", pageFile);
  await openWindow();
}

async function startBackend() {
  try {
    return await launch({ command: "dotnet", args: [join(here, "backend", "Folders.dll")], restart: true });
  } catch (error) {
    // The text contains the back end's output on standard error.
    dialog.showErrorBox("The back end could not be started", error.message);
    app.exit(1);
  }
}

function stopWithApplication({ client, stop }) {
  let isStopping = false;
  let hasStopped = false;
  app.on("before-quit", async (event) => {
    if (hasStopped) {
      return;
    }

    // The application ends after the back end has ended.
    event.preventDefault();
    if (!isStopping) {
      isStopping = true;
      await stop();
      hasStopped = true;
      app.quit();
    }
  });
  client.onState((state, reason) => {
    // The back end has ended too often.
    if (state === "closed" && !isStopping) {
      dialog.showErrorBox("The back end has ended", reason.message);
      app.quit();
    }
  });
}

async function openWindow() {
  session.defaultSession.setPermissionRequestHandler((_, permission, answer) => answer(false));
  session.defaultSession.registerPreloadScript({
    type: "frame",
    filePath: fileURLToPath(import.meta.resolve("liaison-client/electron/preload")),
  });
  const window = new BrowserWindow({
    width: 720,
    height: 640,
    webPreferences: { contextIsolation: true, sandbox: true, nodeIntegration: false, preload: join(here, "preload.cjs") },
  });
  await window.loadURL(`${origin}/index.html`);
}

async function chooseFolder() {
  const { filePaths } = await dialog.showOpenDialog({ properties: ["openDirectory"] });
  return filePaths[0];
}
