/**
 * Returns a function that asks for `refresh` soon. A burst of wishes is one refresh; a wish during a
 * refresh is another one after it, so that the last word is never older than the last wish, and a slow
 * answer is not thrown away for the next one for ever.
 */
export function oneAtATime(refresh: () => Promise<unknown>, settleMs: number): () => void {
  let wished = false;
  let running = false;
  const run = async () => {
    running = true;
    while (wished) {
      await new Promise((resolve) => setTimeout(resolve, settleMs));
      wished = false;
      await refresh().catch(() => {});
    }
    running = false;
  };
  return () => {
    wished = true;
    if (!running) void run();
  };
}
