/** A program that can be killed between any two steps. What it kept in memory is gone with it. */
export class Program {
  isDead = false;
  /** What ends with the program: its open transactions and locks. */
  readonly endings = new Set<() => void>();

  constructor(readonly name: string) {}
}

/** What happens to a message. */
export type Fate = "arrives" | "answer_waits" | "lost" | "answer_lost" | "doubled";

interface Message {
  readonly from: Program;
  readonly label: string;
  readonly phase: "request" | "answer";
  deliver(fate: Fate): void;
}

/** A connection that ended: nobody knows whether what was asked has been done. It has no SQLSTATE, as in reality. */
export class ConnectionLost extends Error {
  override readonly name = "ConnectionLost";

  constructor(what: string) {
    super(`the connection was lost: ${what}`);
  }
}

/**
 * Everything that is under way. One call is two messages, the request and its answer; what it does at the other end
 * is one atomic step. Nothing happens by itself: whoever explores delivers message after message.
 */
export class Network {
  readonly waiting: Message[] = [];
  /** No more faults and no more waiting: every call is answered at once. */
  isCalm = false;
  /** How many messages were delivered, calm or not. */
  delivered = 0;
  /** So many answers of the provider are still lost in the calm. */
  lateLosses = 0;
  /**
   * Told of each message of a calm network, before what is asked is done and before its answer is heard. What enumerates
   * kills ends a program here; a promise holds the message up until it resolves.
   */
  onMessage: ((from: Program, label: string) => Promise<void> | undefined) | null = null;

  /** Asks a server: `perform` is what it does, in one step. */
  call<Result>(from: Program, label: string, perform: () => Result | Promise<Result>): Promise<Result> {
    if (from.isDead) return never();
    if (this.isCalm) return this.callCalmly(from, label, perform);
    return new Promise((resolve, reject) => {
      const answer = (fate: Fate, settle: () => void) => {
        if (fate === "answer_lost") reject(new ConnectionLost(label));
        else if (fate === "answer_waits") this.putAnswer(from, label, reject, settle);
        else settle();
      };
      this.waiting.push({
        from,
        label,
        phase: "request",
        deliver(fate) {
          if (fate === "lost") {
            reject(new ConnectionLost(label));
            return;
          }
          if (fate === "doubled") attempt(perform);
          const outcome = attempt(perform);
          answer(fate, () => outcome(resolve, reject));
        },
      });
    });
  }

  /** For what was done in one step with the request, as a commit is: only its answer is still under way. */
  answer<Result>(from: Program, label: string, result: Result): Promise<Result> {
    if (from.isDead) return never();
    if (this.isCalm) return this.callCalmly(from, label, () => result);
    return new Promise((resolve, reject) => {
      this.putAnswer(from, label, reject, () => resolve(result));
    });
  }

  /** The program is gone. Requests on their way may still arrive, with nobody to answer. */
  forget(program: Program, requestsArrive: boolean): void {
    const orphans = this.waiting.filter((message) => message.from === program);
    for (const message of orphans) this.waiting.splice(this.waiting.indexOf(message), 1);
    if (!requestsArrive) return;
    for (const message of orphans) if (message.phase === "request") message.deliver("arrives");
  }

  deliver(position: number, fate: Fate): void {
    const [message] = this.waiting.splice(position, 1);
    if (message === undefined) return;
    this.delivered += 1;
    message.deliver(fate);
  }

  private putAnswer(from: Program, label: string, reject: (error: unknown) => void, settle: () => void): void {
    this.waiting.push({
      from,
      label,
      phase: "answer",
      deliver: (fate) => (fate === "lost" || fate === "answer_lost" ? reject(new ConnectionLost(label)) : settle()),
    });
  }

  private async callCalmly<Result>(
    from: Program,
    label: string,
    perform: () => Result | Promise<Result>,
  ): Promise<Result> {
    this.delivered += 1;
    const asked = this.onMessage?.(from, `${label}, asked`);
    if (asked !== undefined) await asked;
    if (from.isDead) return never();
    const outcome = attempt(perform);
    const done = this.onMessage?.(from, `${label}, done`);
    if (done !== undefined) await done;
    if (from.isDead) return never();
    if (this.lateLosses > 0 && label.startsWith("provider")) {
      this.lateLosses -= 1;
      throw new ConnectionLost(label);
    }
    return new Promise(outcome);
  }
}

type Outcome<Result> = (resolve: (result: Result | Promise<Result>) => void, reject: (error: unknown) => void) => void;

function attempt<Result>(perform: () => Result | Promise<Result>): Outcome<Result> {
  try {
    const result = perform();
    return (resolve) => resolve(result);
  } catch (error) {
    return (_resolve, reject) => reject(error);
  }
}

/** What a dead program waits for. */
export function never<Result>(): Promise<Result> {
  return new Promise(() => undefined);
}
