/**
 * How long a process may let people in at the gate without having read in PostgreSQL that the gate is still the door.
 * Counted from before it asked, by its own steady clock.
 */
export const permitMs = 4_000;

/**
 * After the turn to the books only those the gate had accepted are served for so long. By then every permit has run
 * out, with a second to spare for commands under way and clocks that run differently.
 */
export const acceptedFirstMs = permitMs + 1_000;

/** A gate that no worker has reached for so long is away. */
export const unseenMs = 3_000;

/** A sale that is over is left to its door for so long, as the gate of one is tended; see purchase/watch-phases. */
export const settledAfterMs = 3_600_000;

/** So long before its start a sale may turn to the books, so that it opens on time without a gate. */
export const turnAheadMs = 60_000;
