// Served at /liaison-login.js. Lets this browser in: by the secret of a one-time link, which stands in the address behind "#", or by what the
// browser was given for such a link before: a cookie, which no script can read, and a key, which no server at another port is sent.

const store = "liaison-page";

const found = /(?:^#|&)liaison=([A-Za-z0-9_-]+)/.exec(location.hash);
if (found) {
  // At once, so that the secret stays neither in the address nor in the history.
  const rest = location.hash.slice(1).split("&").filter((part) => !part.startsWith("liaison=")).join("&");
  history.replaceState(history.state, "", location.pathname + location.search + (rest && `#${rest}`));
}

let secret = found?.[1];

const withKey = (path) => {
  const key = localStorage.getItem(store);
  return key ? `${path}?page=${encodeURIComponent(key)}` : path;
};

/** Gives the address to connect to. Fails, with a message for the user, where this browser is not let in. */
export async function login() {
  const link = secret;
  secret = undefined; // it is good for one time
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
