import { counterOf, type GateState, isLiveRecord, isLoaded } from "../gate/gate-state";

/** What must be true of a loaded gate at every instant: its counters are its attempts'. */
export function checkGate(gate: GateState): readonly string[] {
  if (!isLoaded(gate)) return [];
  return [...checkStock(gate), ...checkAccounts(gate), ...checkLines(gate)];
}

function checkStock(gate: GateState): readonly string[] {
  return [...gate.stock].flatMap(([itemId, { held, sold }]) => {
    const sum = (counter: "held" | "sold") =>
      [...gate.attempts.values()]
        .filter((record) => record.itemId === itemId && counterOf(record) === counter)
        .reduce((units, record) => units + record.quantity, 0);
    return held === sum("held") && sold === sum("sold")
      ? []
      : [`I10 gate, item ${itemId}: counts ${held}/${sold}, its attempts say ${sum("held")}/${sum("sold")}`];
  });
}

function checkAccounts(gate: GateState): readonly string[] {
  return [...gate.accounts].flatMap(([accountId, { mask }]) => {
    const live = [...gate.attempts.values()].filter((record) => record.accountId === accountId && isLiveRecord(record));
    const slots = live.reduce((taken, record) => taken | record.slots, 0);
    return mask === slots ? [] : [`I6 gate, account ${accountId}: slots ${mask}, its attempts say ${slots}`];
  });
}

function checkLines(gate: GateState): readonly string[] {
  const waiting = [...gate.lines.values()].reduce((sum, line) => sum + line.length, 0);
  const records = [...gate.attempts.values()].filter((record) => record.sequence !== null).length;
  return gate.meta?.waiting === waiting && waiting === records
    ? []
    : [`I10 gate: ${gate.meta?.waiting} wait, ${waiting} in lines, ${records} by their records`];
}
