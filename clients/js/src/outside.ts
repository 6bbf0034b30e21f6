/** Runs code of the application. Its errors are thrown outside of this library's code, like those of an event listener. */
export function runOutside(run: () => void): void {
  try {
    run();
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}
