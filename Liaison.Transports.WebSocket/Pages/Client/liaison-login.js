// Served at /liaison-login.js. Admits this browser in one of two ways. The first is the secret of a one-time link, which is behind
// "#" in the address. The second is what an earlier link gave to the browser: a cookie, which no script can read, and a key, which
// is never sent to a server at another port.

const store = "liaison-page";

const found = /(?:^#|&)liaison=([A-Za-z0-9_-]+)/.exec(location.hash);
if (found) {
  // Removed at once, so that the secret stays neither in the address nor in the history.
  const rest = location.hash.slice(1).split("&").filter((part) => !part.startsWith("liaison=")).join("&");
  history.replaceState(history.state, "", location.pathname + location.search + (rest && `#${rest}`));
}

let secret = found?.[1];

const withKey = (path) => {
  const key = localStorage.getItem(store);
  return key ? `${path}?page=${encodeURIComponent(key)}` : path;
};

/** Returns the address to connect to. Fails with a message for the user if this browser is not admitted. */
export async function login() {
  const link = secret;
  secret = undefined; // it can be used only once
  const answer = await fetch(withKey("/liaison/session"), {
    cache: "no-store",
    ...(link && { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ link }) }),
  });
  if (!answer.ok) {
    throw new Error((await answer.text()).trim());
  }

  const { path, page } = await answer.json();
  if (page) {
    localStorage.setItem(store, page);
  }

  return location.origin.replace(/^http/, "ws") + withKey(path);
}
