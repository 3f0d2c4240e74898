// Written by tools/build-words.ts from messages/*.json; `npm run generate` writes it anew.
import { meta } from "./meta.generated";
import { frame } from "./frame.generated";
import { shell } from "./shell.generated";
import { time } from "./time.generated";
import { welcome } from "./welcome.generated";
import { listing } from "./listing.generated";
import { price } from "./price.generated";
import { product } from "./product.generated";
import { sale } from "./sale.generated";
import { attempt } from "./attempt.generated";
import { order } from "./order.generated";
import { problem } from "./problem.generated";
import { form } from "./form.generated";
import { account } from "./account.generated";
import { access } from "./access.generated";
import { reminder } from "./reminder.generated";
import { plain } from "./plain.generated";
import { link } from "./link.generated";

export const words = { locale: "zh", meta, frame, shell, time, welcome, listing, price, product, sale, attempt, order, problem, form, account, access, reminder, plain, link } as const;
