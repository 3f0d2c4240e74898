import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { SaleDoor } from "../orders/books/ports";
import { followDoors } from "./follow-doors";

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

const door = (sellsFrom: SaleDoor["sellsFrom"]): SaleDoor => ({ saleId: 1, sellsFrom, epoch: 5, mayTurn: true });

async function open(answers: { now: readonly SaleDoor[] | Error }) {
  const errors: unknown[] = [];
  const doors = await followDoors({
    async readDoors() {
      if (answers.now instanceof Error) throw answers.now;
      return answers.now;
    },
    realNowMs: () => vi.getMockedSystemTime()?.valueOf() ?? 0,
    permitMs: 4_000,
    onRead: () => undefined,
    onError: (error) => errors.push(error),
  });
  return { doors, errors };
}

it("lets a sale that may turn in at the gate only while PostgreSQL says so, and others always", async () => {
  const answers: { now: readonly SaleDoor[] | Error } = { now: [door("gate")] };
  const { doors, errors } = await open(answers);
  expect([doors.of(1), doors.isPlain(1), doors.epoch(1)]).toEqual(["gate", false, 5]);
  expect([doors.of(2), doors.isPlain(2), doors.epoch(2)]).toEqual(["gate", true, 0]);

  answers.now = new Error("away");
  await vi.advanceTimersByTimeAsync(3_900);
  expect(doors.of(1)).toBe("gate");
  await vi.advanceTimersByTimeAsync(200);
  expect([doors.of(1), doors.of(2)]).toEqual(["shut", "gate"]);
  expect(errors).not.toEqual([]);

  answers.now = [door("gate")];
  await vi.advanceTimersByTimeAsync(1_000);
  expect(doors.of(1)).toBe("gate");
  doors.stop();
});

it("follows a sale to the books and back, and reads from them as long as it is away from the gate", async () => {
  const answers: { now: readonly SaleDoor[] | Error } = { now: [door("books")] };
  const { doors } = await open(answers);
  expect([doors.of(1), doors.readsBooks(1)]).toEqual(["books", true]);
  answers.now = [door("returning")];
  await vi.advanceTimersByTimeAsync(1_000);
  expect([doors.of(1), doors.readsBooks(1)]).toEqual(["shut", true]);
  answers.now = [door("gate")];
  await vi.advanceTimersByTimeAsync(1_000);
  expect([doors.of(1), doors.readsBooks(1)]).toEqual(["gate", false]);
  doors.stop();
  answers.now = [door("books")];
  await vi.advanceTimersByTimeAsync(1_000);
  expect(doors.readsBooks(1)).toBe(false);
});

it("is shut for every sale until the doors have been read once", async () => {
  const answers: { now: readonly SaleDoor[] | Error } = { now: new Error("away") };
  const { doors } = await open(answers);
  expect([doors.of(1), doors.isPlain(1)]).toEqual(["shut", false]);
  answers.now = [];
  await vi.advanceTimersByTimeAsync(1_000);
  expect([doors.of(1), doors.isPlain(1)]).toEqual(["gate", true]);
  doors.stop();
});
