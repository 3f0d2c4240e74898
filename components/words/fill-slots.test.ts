import { expect, it } from "vitest";
import { fillSlots, slot } from "./fill-slots";

it("puts fillings where the message wants them, in its own order", () => {
  const time = { atMs: 1 };
  const zone = { atMs: 2 };
  expect(fillSlots(`From ${slot(0)} to ${slot(1)}.`, [time, zone])).toEqual(["From ", time, " to ", zone, "."]);
  expect(fillSlots(`${slot(1)}${slot(0)}`, [time, zone])).toEqual([zone, time]);
  expect(fillSlots("Paused", [])).toEqual(["Paused"]);
});
