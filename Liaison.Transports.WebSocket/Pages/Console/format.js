// Formats values for people.

const maxText = 200_000;
const whole = new Intl.NumberFormat("en");

export const count = (value) => whole.format(Math.round(value));

/** A number of bytes. */
export function bytes(value) {
  const units = ["B", "KB", "MB", "GB", "TB"];
  let unit = 0;
  for (; value >= 1_000 && unit < units.length - 1; unit++) {
    value /= 1_000;
  }

  return `${unit === 0 ? value : value.toFixed(value < 10 ? 2 : 1)} ${units[unit]}`;
}

/** A duration in milliseconds. */
export function milliseconds(value) {
  if (value === null || value === undefined) {
    return "";
  }

  return value < 1
    ? `${Math.round(value * 1_000)} µs`
    : value < 1_000
      ? `${value.toFixed(value < 10 ? 2 : 1)} ms`
      : duration(value / 1_000);
}

/** A duration in seconds. */
export function duration(seconds) {
  if (seconds < 60) {
    return `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`;
  }

  const parts = [Math.floor(seconds / 86_400), Math.floor(seconds / 3_600) % 24, Math.floor(seconds / 60) % 60, Math.floor(seconds) % 60];
  const first = parts.findIndex((part) => part > 0);
  return parts
    .slice(first, first + 2)
    .map((part, index) => `${part} ${["d", "h", "min", "s"][first + index]}`)
    .join(" ");
}

/** A time of day. */
export function time(value) {
  const at = new Date(value);
  const two = (part) => String(part).padStart(2, "0");
  return `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}.${String(at.getMilliseconds()).padStart(3, "0")}`;
}

/** Formats a value as JSON, or as plain text if it is not JSON. */
export function value(it, space = 2) {
  if (it === undefined) {
    return "";
  }

  const text =
    JSON.stringify(it, (_, part) => (part instanceof Uint8Array ? `${count(part.length)} bytes: ${hex(part)}` : part), space) ?? String(it);
  return text.length > maxText ? `${text.slice(0, maxText)}\n… ${count(text.length - maxText)} more characters` : text;
}

/** Formats a text. JSON is indented. */
export function indented(text) {
  try {
    return value(JSON.parse(text));
  } catch {
    return text;
  }
}

function hex(part) {
  const shown = [...part.slice(0, 32)].map((one) => one.toString(16).padStart(2, "0")).join(" ");
  return part.length > 32 ? `${shown} …` : shown;
}
