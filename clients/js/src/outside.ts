/** Runs code of the application's that nobody here waits for. What it throws is thrown where nothing else is under way, as by an event's listener. */
export function runOutside(run: () => void): void {
  try {
    run();
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}
