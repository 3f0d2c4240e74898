import * as z from "zod";
import { type Locale, plainOrderPath, type Simulation, simulations } from "../domain";
import type { Answer, HttpRequest } from "./message";
import { problemAnswer } from "./problem";
import { readForm } from "./read-form";
import type { Read } from "./read-json";
import type { ExtensionOutcome, PaymentAnswerWord } from "./respond-order";
import { seeOther } from "./see-other";

const paySchema = z.strictObject({ simulate: z.enum(simulations).default("ok") });

export function readPayForm(request: HttpRequest): Promise<Read<{ simulate: Simulation }>> {
  return readForm(request, paySchema);
}

const nothing = z.strictObject({});

/** A button alone. */
export function readButtonForm(request: HttpRequest): Promise<Read<Record<string, never>>> {
  return readForm(request, nothing);
}

const noOrder = () => problemAnswer("not_found", { detail: "There is no such order on this account." });

/** The order whose page a form stands on. */
export interface OrderPlace {
  readonly orderId: string;
  readonly locale: Locale;
}

const back = ({ orderId, locale }: OrderPlace, told?: Parameters<typeof plainOrderPath>[1]) =>
  seeOther(plainOrderPath(orderId, told, locale));

export function respondPayForm(place: OrderPlace, outcome: PaymentAnswerWord): Answer {
  switch (outcome) {
    case "paying":
    case "already_paying":
    case "already_paid":
      return back(place);
    case "hold_ended":
      return back(place, { refused: "hold_ended" });
    case "provider_away":
      return back(place, { page: "pay", refused: "provider_away" });
    case "not_found":
      return noOrder();
  }
}

export function respondExtendForm(place: OrderPlace, outcome: ExtensionOutcome): Answer {
  switch (outcome.word) {
    case "extended":
      return back(place, { page: "pay" });
    case "none_left":
      return back(place, { page: "pay", refused: "none_left" });
    case "too_late":
      return back(place, { refused: "too_late" });
    case "not_found":
      return noOrder();
  }
}

export function respondCancelForm(place: OrderPlace, outcome: "left" | "already" | "not_found" | "too_late"): Answer {
  switch (outcome) {
    case "left":
    case "already":
      return back(place);
    case "too_late":
      return back(place, { refused: "paid_or_paying" });
    case "not_found":
      return noOrder();
  }
}
