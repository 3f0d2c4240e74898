import type { MonitorAnswer } from "@/lib/domain";

/** Units of all items of a sale. */
export interface Units {
  readonly stock: number;
  readonly unreleased: number;
  readonly left: number;
  readonly held: number;
  readonly sold: number;
}

export function totalUnits(items: MonitorAnswer["items"]): Units {
  const sum = (of: (item: MonitorAnswer["items"][number]) => number) => items.reduce((all, item) => all + of(item), 0);
  return {
    stock: sum(({ stock }) => stock),
    unreleased: sum(({ unreleased }) => unreleased),
    left: sum(({ available }) => available),
    held: sum(({ held }) => held),
    sold: sum(({ sold }) => sold),
  };
}

/** Whether every unit is in exactly one place, by these numbers alone. */
export function addsUp({ stock, unreleased, left, held, sold }: Units): boolean {
  return unreleased + left + held + sold === stock && [unreleased, left, held, sold].every((units) => units >= 0);
}
