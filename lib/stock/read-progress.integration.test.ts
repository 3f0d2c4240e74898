import { afterAll, beforeAll, expect, it } from "vitest";
import { type GateFixture, startGateFixture } from "../testing/gate/gate-fixture";
import { readProgress } from "./read-progress";

let fixture: GateFixture;
beforeAll(async () => {
  fixture = await startGateFixture();
});
afterAll(() => fixture.server.stop());

it("tells what waits to be booked and what is finished", async () => {
  const sale = await fixture.openSale();
  for (const name of [1, 2, 3]) await sale.take(name);
  expect(await readProgress(fixture.redis, sale.id)).toEqual({ waiting: 3, finished: 0 });
  await sale.drain();
  await sale.take(4);
  expect(await readProgress(fixture.redis, sale.id)).toEqual({ waiting: 1, finished: 3 });
});

it("knows nothing of a sale without a stream", async () => {
  expect(await readProgress(fixture.redis, fixture.newSaleId())).toBeNull();
});
