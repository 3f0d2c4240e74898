/**
 * Sends what became ready in one turn of the event loop at the turn's end, one answer right after the other, instead of
 * each in the middle of the next one's work. Whoever reads them (a proxy, a load balancer) is then woken once for all of
 * them: with the reader on the same machine a wake-up costs as much as the rest of a small answer. A single answer
 * loses nothing, since the turn ends at once.
 */
export function createSendTogether(onError: (error: unknown) => void): (send: () => void) => void {
  let waiting: (() => void)[] = [];

  function sendAll(): void {
    const sends = waiting;
    waiting = [];
    for (const send of sends) {
      try {
        send();
      } catch (error) {
        // One answer's failure must not keep the others back.
        onError(error);
      }
    }
  }

  return (send) => {
    if (waiting.push(send) === 1) setImmediate(sendAll);
  };
}
