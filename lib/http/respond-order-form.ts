import * as z from "zod";
import { plainOrderPath, type Simulation, simulations } from "../domain";
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

export function respondPayForm(orderId: string, outcome: PaymentAnswerWord): Answer {
  switch (outcome) {
    case "paying":
    case "already_paying":
    case "already_paid":
      return seeOther(plainOrderPath(orderId));
    case "hold_ended":
      return seeOther(plainOrderPath(orderId, { refused: "hold_ended" }));
    case "provider_away":
      return seeOther(plainOrderPath(orderId, { page: "pay", refused: "provider_away" }));
    case "not_found":
      return noOrder();
  }
}

export function respondExtendForm(orderId: string, outcome: ExtensionOutcome): Answer {
  switch (outcome.word) {
    case "extended":
      return seeOther(plainOrderPath(orderId, { page: "pay" }));
    case "none_left":
      return seeOther(plainOrderPath(orderId, { page: "pay", refused: "none_left" }));
    case "too_late":
      return seeOther(plainOrderPath(orderId, { refused: "too_late" }));
    case "not_found":
      return noOrder();
  }
}

export function respondCancelForm(orderId: string, outcome: "left" | "already" | "not_found" | "too_late"): Answer {
  switch (outcome) {
    case "left":
    case "already":
      return seeOther(plainOrderPath(orderId));
    case "too_late":
      return seeOther(plainOrderPath(orderId, { refused: "paid_or_paying" }));
    case "not_found":
      return noOrder();
  }
}
