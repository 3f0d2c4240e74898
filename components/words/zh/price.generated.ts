// Written by tools/build-words.ts from messages/*.json; `npm run generate` writes it anew.
import type { Words } from "../words.generated";

export const price: Words["price"] = {
  sale: "抢购价 ",
  regular: "原价 ",
  lowest: ({ price }) => `近 30 天最低价 ${price}`,
};
