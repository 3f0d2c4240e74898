// Written by tools/build-words.ts from messages/*.json; `npm run generate` writes it anew.
import { meta } from "./meta.generated";
import { shell } from "./shell.generated";
import { time } from "./time.generated";
import { listing } from "./listing.generated";
import { price } from "./price.generated";
import { sale } from "./sale.generated";
import { attempt } from "./attempt.generated";
import { order } from "./order.generated";
import { problem } from "./problem.generated";

export const words = { locale: "en", meta, shell, time, listing, price, sale, attempt, order, problem } as const;
