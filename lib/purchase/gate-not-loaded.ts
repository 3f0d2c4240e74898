/** News or intents wait for a gate that somebody is about to load: nothing is wrong, and nothing is lost. */
export class GateNotLoadedError extends Error {
  override readonly name = "GateNotLoadedError";

  constructor(saleId: number) {
    super(`the gate of sale ${saleId} is not loaded yet`);
  }
}

/** A round that only found gates still to be loaded is no failure; who loads them reports what keeps them closed. */
export async function toleratingUnloaded(round: () => Promise<number>): Promise<number> {
  try {
    return await round();
  } catch (error) {
    if (error instanceof GateNotLoadedError) return 0;
    throw error;
  }
}
