import { auroraDeskLamp } from "./aurora-desk-lamp.mjs";
import { brassKaleidoscope } from "./brass-kaleidoscope.mjs";
import { ceramicPourOverSet } from "./ceramic-pour-over-set.mjs";
import { fieldThermos } from "./field-thermos.mjs";
import { fjordWoolBlanket } from "./fjord-wool-blanket.mjs";
import { nightHarbourPrint } from "./night-harbour-print.mjs";
import { pocketRadio } from "./pocket-radio.mjs";
import { ridgeTrailRunner } from "./ridge-trail-runner.mjs";

export const scenes = [
  auroraDeskLamp,
  brassKaleidoscope,
  ceramicPourOverSet,
  fieldThermos,
  fjordWoolBlanket,
  nightHarbourPrint,
  pocketRadio,
  ridgeTrailRunner,
];
