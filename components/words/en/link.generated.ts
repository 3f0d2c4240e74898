// Written by tools/build-words.ts from messages/*.json; `npm run generate` writes it anew.
import type { Words } from "../words.generated";

export const link: Words["link"] = {
  see: "See the sale",
  sales: "See the sales",
  broken: "This link is not whole",
  brokenMeaning: "A part of it is missing or was changed. Open it from the mail once more, or copy all of it.",
  confirm: {
    ask: ({ title }) => `Shall we remind you of ${title}?`,
    asked: ({ email }) => `We write to ${email} ten minutes before it opens, and once more if the store moves or cancels it.`,
    yes: "Yes, remind me",
    done: ({ title }) => `You will be reminded of ${title}`,
    doneMeaning: ({ email }) => `We write to ${email} ten minutes before it opens. Every mail has a link that stops it.`,
    opens: ({ moment, city }) => `Opens ${moment} (${city}, the store’s time)`,
    begun: ({ title }) => `${title} has begun`,
    begunMeaning: "There is nothing left to remind you of.",
    cancelled: ({ title }) => `${title} was cancelled`,
    cancelledMeaning: "It will not open, and nothing more comes by mail.",
    over: "This link is over",
    overMeaning: "A link is good for 24 hours and for one sale. You can ask for another on the sale’s page.",
  },
  stop: {
    ask: ({ title }) => `Stop the reminder of ${title}?`,
    asked: ({ email }) => `Then nothing more about this sale comes to ${email}.`,
    yes: "Stop it",
    keep: "Keep it and see the sale",
    off: "The reminder is off",
    offMeaning: "Nothing more about that sale comes to you by mail. You can set a reminder again on its page.",
  },
};
