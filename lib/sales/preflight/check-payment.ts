import { type Finding, fine, worthReading } from "./finding";

export interface PaymentParts {
  /** Asks the provider something harmless; rejects when it does not answer. */
  readonly reachProvider: () => Promise<{ readonly name: string; readonly movesMoney: boolean }>;
}

type State = { readonly word: "real"; readonly name: string } | { readonly word: "simulated" };

/** Who holds a unit must be able to pay for it. */
export async function checkPayment(parts: PaymentParts): Promise<Finding> {
  const { name, movesMoney } = await parts.reachProvider();
  const state: State = movesMoney ? { word: "real", name } : { word: "simulated" };
  switch (state.word) {
    case "real":
      return fine(`The payment provider ${state.name} answers.`);
    case "simulated":
      return worthReading("The built-in payment provider answers. It is for trying: no money moves.");
  }
}
