import type * as z from "zod";
import { type Answer, type HttpRequest, jsonAnswer } from "./message";
import { problemAnswer } from "./problem";
import { readJson } from "./read-json";

/** The tools a test drives a shop with; null when they are off. */
export interface TestTools {
  readonly clockMoveSchema: z.ZodType<unknown>;
  readonly seedSchema: z.ZodType<unknown>;
  moveClock(move: unknown): Promise<{ readonly now: string; readonly frozen: boolean; readonly offsetMs: number }>;
  seed(wish: unknown): Promise<unknown>;
}

/** As if there were no such address. */
const off = () => problemAnswer("not_found");

export async function moveTestClock(tools: TestTools | null, request: HttpRequest): Promise<Answer> {
  if (tools === null) return off();
  const move = await readJson(request, tools.clockMoveSchema);
  return move.ok ? jsonAnswer(200, await tools.moveClock(move.value)) : move.answer;
}

export async function seedTestScenario(tools: TestTools | null, request: HttpRequest): Promise<Answer> {
  if (tools === null) return off();
  const wish = await readJson(request, tools.seedSchema);
  return wish.ok ? jsonAnswer(201, await tools.seed(wish.value)) : wish.answer;
}
