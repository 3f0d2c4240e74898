/** Lets nobody go on until all have come: `await barrier()` resolves when it was called `parties` times. */
export function createBarrier(parties: number): () => Promise<void> {
  let missing = parties;
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return () => {
    missing -= 1;
    if (missing === 0) open();
    return opened;
  };
}
