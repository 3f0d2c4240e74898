// Written by tools/build-words.ts from messages/*.json; `npm run generate` writes it anew.
import type { Words } from "../words.generated";

export const price: Words["price"] = {
  sale: "Sale price ",
  regular: "Regular price ",
  lowest: ({ price }) => `Lowest in 30 days ${price}`,
};
