import { describe, expect, it } from "vitest";
import { createAgenda } from "./agenda";

describe("an agenda", () => {
  it("does what is due, in order, and nothing early", () => {
    const agenda = createAgenda(100.7);
    const done: string[] = [];
    agenda.at(103.2, () => done.push("third"));
    agenda.at(102, () => done.push("second"));
    agenda.at(101, () => done.push("first"));
    agenda.runDue(100.9);
    expect(done).toEqual([]);
    agenda.runDue(103.9);
    expect(done).toEqual(["first", "second"]);
    agenda.runDue(104);
    expect(done).toEqual(["first", "second", "third"]);
    expect(agenda.size()).toBe(0);
  });

  it("does what is late already at the next look, and what a task puts in for now within the same", () => {
    const agenda = createAgenda(100);
    const done: string[] = [];
    agenda.runDue(150);
    agenda.at(120, () => {
      done.push("late");
      agenda.at(130, () => done.push("put in"));
    });
    agenda.at(160, () => done.push("later"));
    expect(agenda.size()).toBe(2);
    agenda.runDue(151);
    expect(done).toEqual(["late", "put in"]);
    expect(agenda.size()).toBe(1);
  });
});
