/**
 * Returns a function to call before each write. Everything that is written in the same turn of the event loop is then sent in one
 * piece.
 */
export function corkForTick(stream: { cork(): void; uncork(): void }): () => void {
  let isCorked = false;
  const uncork = () => {
    isCorked = false;
    stream.uncork();
  };
  return () => {
    if (!isCorked) {
      isCorked = true;
      stream.cork();
      process.nextTick(uncork);
    }
  };
}
