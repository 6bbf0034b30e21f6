// What app://window/ serves: these files and no others. A page of a scheme of its own can load modules, and is nobody else's origin.

import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";

const page = join(import.meta.dirname, "page");
const files = {
  "/index.html": join(page, "index.html"),
  "/page.js": join(page, "page.js"),
  "/page.css": join(page, "page.css"),
  "/liaison.js": fileURLToPath(import.meta.resolve("liaison-client/liaison.js")),
};
const types = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css" };

/** Answers a request of the page. */
export async function pageFile(request) {
  const { pathname } = new URL(request.url);
  if (!Object.hasOwn(files, pathname)) {
    return new Response(null, { status: 404 });
  }

  const headers = { "Content-Type": types[extname(pathname)], "X-Content-Type-Options": "nosniff" };
  return new Response(await readFile(files[pathname]), { headers });
}
