import { speakerOf } from "../speaker";

export const { number, plural, select } = speakerOf("en");
