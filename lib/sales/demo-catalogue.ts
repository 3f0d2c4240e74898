import type { Money } from "../domain";

/** Something the demo shop sells, as a marketer would have typed it. Products and makers are invented. */
export interface DemoProduct {
  /** Also the name of its picture in public/products. */
  readonly slug: string;
  readonly title: string;
  readonly description: string;
  readonly imageAlt: string;
  /** Sizes or colours; `share` says how the stock divides among them. */
  readonly items: readonly { readonly sku: string; readonly name: string; readonly share: number }[];
  readonly price: Money;
  /** What it costs outside sales, and the lowest price of the last 30 days, in the same minor units. */
  readonly regularMinor: number;
  readonly lowest30dMinor: number;
  readonly timeZone: string;
}

const oneSize = (sku: string, name: string) => [{ sku, name, share: 1 }];
const paragraphs = (...texts: readonly string[]) => texts.join("\n\n");

const berlin = "Europe/Berlin";
const tokyo = "Asia/Tokyo";

export const demoProducts: readonly DemoProduct[] = [
  {
    slug: "aurora-desk-lamp",
    title: "Aurora desk lamp",
    description: paragraphs(
      "A lamp that stays where you put it. The shade is spun from one sheet of aluminium, 17 cm across and enamelled in a blue that is nearly black; two brass joints carry a 46 cm arm and can be tightened with a coin. The cast-iron foot weighs 1.9 kg. Light comes from a 7 W LED (2700 K, colour rendering 95) that you can change yourself.",
      "Made by Werkstatt Ohlert in Leipzig, in batches of two hundred. 2 m of textile cable with a switch, plug type F, five-year guarantee. Delivery within Europe is included and takes three to five working days; the lamp comes assembled, in a box without plastic.",
    ),
    imageAlt: "A desk lamp with a dark blue shade and brass joints, switched on, on a table beside a sunlit wall",
    items: oneSize("AURORA-NIGHT", "Night blue"),
    price: { minor: 7_900, currency: "EUR" },
    regularMinor: 12_900,
    lowest30dMinor: 9_900,
    timeZone: berlin,
  },
  {
    slug: "field-thermos",
    title: "Field thermos, 0.75 l",
    description: paragraphs(
      "Tea at six in the morning, still hot after the descent: filled with boiling water it reads 78 °C after twelve hours and 61 °C after twenty-four. Double wall of 18/8 steel, powder-coated in moss green, with a stopper that pours through half a turn. 29 cm high, 8.7 cm across, 540 g with the cup.",
      "Made by Talweg Outdoor in Innsbruck from 70 % recycled steel. Stopper, seal and cup can be bought singly for at least ten years. Delivery within Europe is included and takes two to four working days.",
    ),
    imageAlt: "A moss green steel flask with a black stopper, a steel cup of tea beside it",
    items: oneSize("THERMOS-MOSS", "Moss green"),
    price: { minor: 3_900, currency: "EUR" },
    regularMinor: 5_800,
    lowest30dMinor: 4_900,
    timeZone: berlin,
  },
  {
    slug: "brass-kaleidoscope",
    title: "Brass kaleidoscope",
    description: paragraphs(
      "Three first-surface mirrors at exactly sixty degrees, and an object cell you can open: it comes with forty pieces of lampworked glass in six colours, and takes whatever you find on a walk. The tube is 25 cm of drawn brass, polished by hand and left without lacquer so that it darkens with use. 610 g with its walnut cradle.",
      "Made by Hoshino Kogei in Kanazawa, who number each piece on the eyepiece. Delivery is included: two days within Japan, eight to ten days elsewhere, duties paid. Returns within thirty days, no reason needed.",
    ),
    imageAlt: "A brass kaleidoscope on a walnut cradle, three glass beads lying in front of it",
    items: oneSize("KALEIDO-25", "25 cm, with cradle"),
    price: { minor: 9_800, currency: "JPY" },
    regularMinor: 14_800,
    lowest30dMinor: 12_800,
    timeZone: tokyo,
  },
  {
    slug: "ceramic-pour-over-set",
    title: "Ceramic pour-over set",
    description: paragraphs(
      "A server for 0.6 l, a dripper that sits on it without wobbling, and one cup. Stoneware fired at 1260 °C, glazed cream or ink blue and left raw where you hold it, so no two edges run alike. The dripper takes common size 2 paper filters and drains a 30 g dose in three minutes. 1.4 kg together; dishwasher safe.",
      "Thrown by four potters at Olaria do Cais in Porto. One pack of forty filters is in the box. Delivery within Europe is included and takes four to six working days; whatever breaks on the way is replaced, a photograph is enough.",
    ),
    imageAlt: "A cream stoneware coffee server with a dripper on top, a dark blue cup of coffee beside it",
    items: oneSize("POUROVER-SET", "Server, dripper and cup"),
    price: { minor: 5_400, currency: "EUR" },
    regularMinor: 8_200,
    lowest30dMinor: 6_900,
    timeZone: berlin,
  },
  {
    slug: "night-harbour-print",
    title: "Night Harbour, numbered print",
    description: paragraphs(
      "A linocut in six inks, the last one a silver-grey that only shows when you walk past. Sheet 42 × 56 cm on 300 g cotton paper with a deckle edge, image 28 × 38 cm. Edition of 120 on the numbered sheets and 6 proofs; the blocks were cut up after the last pull.",
      "Cut and printed by Ida Brandvold at Trykkeriet Nord in Bergen, signed and numbered in pencil. It ships flat between boards, unframed, insured, with delivery worldwide included. The oak frame in the picture is not part of the sale.",
    ),
    imageAlt: "A framed print of a harbour by moonlight leaning on a wall, an ink roller lying in front of it",
    items: oneSize("HARBOUR-PRINT", "Numbered sheet, unframed"),
    price: { minor: 12_000, currency: "EUR" },
    regularMinor: 16_000,
    lowest30dMinor: 14_500,
    timeZone: berlin,
  },
  {
    slug: "fjord-wool-blanket",
    title: "Fjord wool blanket",
    description: paragraphs(
      "Lambswool, combed and woven in a 2/2 twill, then brushed on both sides until it is thick enough for a window left open. 130 × 200 cm with hand-knotted fringes, 1.1 kg. Plain-dyed or undyed yarn only, so the oat is the colour the sheep were.",
      "Woven by Ullmølla Sand on looms from 1962. Air it rather than wash it; if you must, wool programme at 30 °C. Delivery within Europe is included and takes three to five working days.",
    ),
    imageAlt: "Two folded wool blankets on top of each other, one moss green, one oat with green stripes and fringes",
    items: [
      { sku: "BLANKET-OAT", name: "Oat", share: 1 },
      { sku: "BLANKET-MOSS", name: "Moss", share: 1 },
    ],
    price: { minor: 9_500, currency: "EUR" },
    regularMinor: 14_800,
    lowest30dMinor: 11_900,
    timeZone: berlin,
  },
  {
    slug: "pocket-radio",
    title: "Pocket radio R2",
    description: paragraphs(
      "FM and DAB+ behind a dial you turn. One 57 mm speaker in a sealed chamber, an aerial of five sections and a battery that plays for twenty-two hours and charges by USB-C. 104 × 160 × 40 mm, 410 g; oxblood casing of recycled ABS, cream front, leather strap.",
      "Designed by Atelier Kessel in Basel, assembled in Brno. The case closes with four ordinary screws and the battery is a common 18650, so it can be repaired at any kitchen table. Delivery within Europe is included and takes two to four working days.",
    ),
    imageAlt: "A small radio with an oxblood casing and a cream front, its aerial out and a leather strap hanging down",
    items: oneSize("RADIO-R2", "Oxblood"),
    price: { minor: 4_800, currency: "EUR" },
    regularMinor: 7_900,
    lowest30dMinor: 5_900,
    timeZone: berlin,
  },
  {
    slug: "ridge-trail-runner",
    title: "Ridge trail runner",
    description: paragraphs(
      "For long descents on loose ground: 5 mm lugs set in two directions, 26 mm of foam under the heel and 20 mm under the toes, and a rubber guard that runs around the front where the stones are. Upper of one piece of recycled mesh without seams over the joints. 285 g in size 42.",
      "Made by Cresta in Guimarães. Sizes run true; between two, take the larger. Worn outside and not right? Send them back within thirty days all the same. Delivery within Europe is included and takes two to four working days.",
    ),
    imageAlt: "A teal trail running shoe with a pale sole and mustard laces, seen from the side",
    items: [
      { sku: "RIDGE-40", name: "EU 40", share: 2 },
      { sku: "RIDGE-41", name: "EU 41", share: 3 },
      { sku: "RIDGE-42", name: "EU 42", share: 4 },
      { sku: "RIDGE-43", name: "EU 43", share: 4 },
      { sku: "RIDGE-44", name: "EU 44", share: 3 },
    ],
    price: { minor: 8_900, currency: "EUR" },
    regularMinor: 13_900,
    lowest30dMinor: 11_500,
    timeZone: berlin,
  },
];

/** Divides units among a product's items by their shares; every unit goes somewhere, the first items get what is over. */
export function divideStock(
  product: DemoProduct,
  units: number,
): readonly { readonly sku: string; readonly name: string; readonly stock: number }[] {
  const shares = product.items.reduce((sum, item) => sum + item.share, 0);
  const whole = product.items.map((item) => Math.floor((units * item.share) / shares));
  let over = units - whole.reduce((sum, stock) => sum + stock, 0);
  return product.items.map(({ sku, name }, index) => {
    const extra = over > 0 ? 1 : 0;
    over -= extra;
    return { sku, name, stock: (whole[index] ?? 0) + extra };
  });
}

/** Where a product's picture is served. */
export function demoImage(product: DemoProduct): { readonly url: string; readonly alt: string } {
  return { url: `/products/${product.slug}.svg`, alt: product.imageAlt };
}
