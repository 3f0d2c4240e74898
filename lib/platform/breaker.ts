/**
 * Keeps calls away from a server that does not answer. Nothing is counted on the way of a call: whoever suspects the
 * server (`suspect`: a regular question of our own, or a call that got no answer) makes the breaker ask it itself, and
 * what it hears decides.
 *
 *   closed -- as many questions in a row as `failuresMax` unanswered --> open
 *   open -- after a pause that grows and varies --> half open: one question of our own, calls are still refused
 *   half open -- answered --> closed; unanswered --> open
 */
export interface Breaker {
  /** Whether calls are refused. Read on the way of every call, so it is a plain field. */
  readonly isOpen: boolean;
  /** Says that the server may be away: it is asked, unless that is under way. */
  suspect(): void;
  stop(): void;
}

/** The smallest thing a server can be asked. */
export interface Question {
  /** Rejects when there is no answer in time. */
  readonly ask: () => Promise<unknown>;
  /** What "in time" means. */
  readonly withinMs: number;
}

export interface BreakerParts {
  readonly question: Question;
  /** Told once per change. */
  readonly onChange: (isOpen: boolean) => void;
  readonly failuresMax?: number;
  readonly random?: () => number;
}

const failuresMaxUsual = 3;
/** Between two questions to a server that is away; each pause is half to whole of it, so that processes do not ask together. */
const pauseFirstMs = 200;
const pauseMaxMs = 1_000;

export function createBreaker(parts: BreakerParts): Breaker {
  const { onChange, failuresMax = failuresMaxUsual, random = Math.random } = parts;
  let timer: NodeJS.Timeout | undefined;
  let asking = false;
  let stopped = false;
  let failures = 0;
  const breaker = {
    isOpen: false,
    suspect() {
      if (breaker.isOpen || asking || stopped) return;
      void question();
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };

  async function question(): Promise<void> {
    asking = true;
    const heard = await put(parts.question);
    asking = false;
    if (stopped) return;
    if (heard === "nothing") failures += 1;
    if (heard === "an answer") failures = 0;
    turn(breaker.isOpen ? failures > 0 : failures >= failuresMax);
    if (failures > 0) askAgain();
  }

  function turn(isOpen: boolean): void {
    if (breaker.isOpen === isOpen) return;
    breaker.isOpen = isOpen;
    onChange(isOpen);
  }

  /** While closed at once, since calls are waiting; while open after a pause. */
  function askAgain(): void {
    const tries = failures - failuresMax;
    const pauseMs = tries < 0 ? 0 : Math.min(pauseMaxMs, pauseFirstMs * 2 ** tries) * (0.5 + random() / 2);
    timer = setTimeout(() => void question(), pauseMs);
    timer.unref();
  }

  return breaker;
}

/** What a call hears while the breaker is open, or when too many wait already. */
export class AwayError extends Error {
  override readonly name = "AwayError";
  readonly code = "AWAY";
}

/** A time-out that comes later than this is our own doing. */
const latenessMaxMs = 150;

/**
 * A process that is itself late, because its machine or its event loop is crowded, has seen nothing of the server: that
 * counts for neither.
 */
async function put({ ask, withinMs }: Question): Promise<"an answer" | "nothing" | "nothing, but late"> {
  const askedAtMs = performance.now();
  try {
    await ask();
    return "an answer";
  } catch {
    return performance.now() - askedAtMs < withinMs + latenessMaxMs ? "nothing" : "nothing, but late";
  }
}

/** Suspects a server whenever it leaves the question unanswered, put at regular times. Returns what ends that. */
export function watchBy(breaker: Breaker, question: Question, everyMs: number): () => void {
  let asking = false;
  async function look(): Promise<void> {
    if (asking || breaker.isOpen) return;
    asking = true;
    if ((await put(question)) === "nothing") breaker.suspect();
    asking = false;
  }
  const timer = setInterval(() => void look(), everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
