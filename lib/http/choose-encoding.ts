/** The codings a finished page exists in, the one we would rather send first. */
export const pageEncodings = ["br", "gzip", "identity"] as const;
export type PageEncoding = (typeof pageEncodings)[number];

/** Browsers send a handful of different headers; whoever invents others must not fill the memory. */
const rememberedMax = 200;
const remembered = new Map<string, PageEncoding>();

/** The coding a reader likes best (RFC 9110 12.5.3); among equals the smallest. Whoever refuses all gets identity. */
export function chooseEncoding(header: string | string[] | undefined): PageEncoding {
  if (header === undefined) return "identity";
  const text = typeof header === "string" ? header : header.join(",");
  const known = remembered.get(text);
  if (known !== undefined) return known;
  const chosen = weigh(text);
  if (remembered.size < rememberedMax) remembered.set(text, chosen);
  return chosen;
}

function weigh(text: string): PageEncoding {
  const weights = readWeights(text);
  const others = weights.get("*");
  let best: PageEncoding = "identity";
  let bestWeight = 0;
  for (const encoding of pageEncodings) {
    const named = weights.get(encoding) ?? (encoding === "gzip" ? weights.get("x-gzip") : undefined);
    // Identity is always welcome unless it is refused, but whoever names another coding wants that one.
    const weight = named ?? others ?? (encoding === "identity" ? 0.0001 : 0);
    if (weight > bestWeight) {
      best = encoding;
      bestWeight = weight;
    }
  }
  return best;
}

function readWeights(text: string): ReadonlyMap<string, number> {
  const weights = new Map<string, number>();
  for (const part of text.split(",")) {
    const [coding = "", ...parameters] = part.split(";").map((piece) => piece.trim().toLowerCase());
    if (coding === "") continue;
    const quality = parameters.find((parameter) => parameter.startsWith("q="));
    const weight = quality === undefined ? 1 : Number(quality.slice(2));
    weights.set(coding, weight >= 0 && weight <= 1 ? weight : 0);
  }
  return weights;
}
