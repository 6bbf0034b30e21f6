/** Gives what to call before each write: what is written until this turn of the event loop ends then goes out in one piece. */
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
