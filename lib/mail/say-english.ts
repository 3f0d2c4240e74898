import type { MailSay } from "./mail-say";

const seeOrder = (number: string) => `See order ${number}`;
const seeSale = "See the sale";

export const english: MailSay = {
  because: (reason) => `The store says: ${reason}`,
  orderPaid: ({ number, title, amount }) => ({
    subject: `${number} is paid: ${title}`,
    paragraphs: [`Your order ${number} for ${title} is paid: ${amount}.`, "There is nothing more to do."],
    label: seeOrder(number),
  }),
  orderRefunded: ({ number, title, amount }) => ({
    subject: `${number} was refunded: ${amount}`,
    paragraphs: [
      `We sent ${amount} for order ${number} (${title}) back the way you paid.`,
      "Banks take 3 to 5 working days to show it.",
    ],
    label: seeOrder(number),
  }),
  holdReleased: ({ number, title, because }) => ({
    subject: `Your hold on ${title} was released`,
    paragraphs: [
      `The store released your hold on ${title} (order ${number}).`,
      ...because,
      "You were not charged. While the sale runs and units are free you may buy again.",
    ],
    label: seeSale,
  }),
  saleCancelled: ({ number, title, because, back }) => ({
    subject: `The sale of ${title} was cancelled`,
    paragraphs: [
      `The store cancelled the sale of ${title}, and with it your order ${number}.`,
      ...because,
      back === null
        ? "You were not charged."
        : `Your ${back} go back the way you paid. Banks take 3 to 5 working days to show them.`,
    ],
    label: seeOrder(number),
  }),
  lineOffered: ({ number, title, amount, until }) => ({
    subject: `A unit came back: ${title} is reserved for you`,
    paragraphs: [
      `You waited in line for ${title}, and a unit came back. It is reserved for you as order ${number}.`,
      `Pay ${amount} by ${until}. After that it goes to the next in line.`,
    ],
    label: "Pay now",
  }),
  suspended: ({ because }) => ({
    subject: "Your account was suspended",
    paragraphs: [
      "The store suspended your account. You are signed out everywhere and cannot buy.",
      ...because,
      "Orders that are paid stay yours. If you think this is a mistake, write to the store.",
    ],
  }),
  testMail: ({ askedBy }) => ({
    subject: "Test mail from your store",
    paragraphs: [`${askedBy} asked for this mail to see whether mail goes out. It does.`],
  }),
  passwordReset: {
    subject: "Choose a new password",
    paragraphs: [
      "Somebody, probably you, asked for a new password for this address.",
      "The link works once, for 60 minutes. When the password is changed, every device is signed out.",
      "If it was not you, do nothing: your password stays as it is.",
    ],
    label: "Choose a new password",
  },
  passwordChanged: {
    subject: "Your password was changed",
    paragraphs: [
      "The password of your account was changed, and every other device was signed out.",
      "If it was not you, choose a new password now; your account is yours again from then on.",
    ],
    label: "Choose a new password",
  },
  emailVerification: {
    subject: "Confirm your e-mail address",
    paragraphs: [
      "An account was opened with this address. Confirm that it is yours to buy in a sale.",
      "The link works once, for 24 hours. If the account is not yours, do nothing.",
    ],
    label: "Confirm the address",
  },
  reminderConfirm: ({ title, start }) => ({
    subject: `Shall we remind you of ${title}?`,
    paragraphs: [
      `Somebody, probably you, asked us to write to this address before ${title} opens on ${start}.`,
      "Open the link and press the button, and we do. The link is good for 24 hours.",
      "If it was not you, do nothing: nothing more comes.",
    ],
    label: "Confirm the reminder",
  }),
  reminderDue: ({ title, start, price, isOpen, isPaused, was }) => ({
    subject: isOpen ? `${title} has opened` : `${title} opens on ${start}`,
    paragraphs: [
      isOpen ? `${title} has been open since ${start}, for ${price}.` : `${title} opens on ${start}, for ${price}.`,
      ...(was === null ? [] : [`The store moved the start; it was ${was}.`]),
      ...(isPaused ? ["The store has paused it for now. Its page tells when it goes on."] : []),
      "Sign in before the start: then one press of Buy is enough.",
    ],
    label: seeSale,
  }),
  reminderMoved: ({ title, start, was }) => ({
    subject: `${title} was moved to ${start}`,
    paragraphs: [
      `The store moved the start of ${title} to ${start}.`,
      ...(was === null ? [] : [`It was ${was}.`]),
      "We remind you ten minutes before. The file in this mail moves the entry in your calendar.",
    ],
    label: seeSale,
  }),
  reminderCancelled: ({ title, because }) => ({
    subject: `${title} was cancelled`,
    paragraphs: [
      `The store cancelled the sale of ${title}. It will not open.`,
      ...because,
      "This was the last mail about it. The file in this mail cancels the entry in your calendar.",
    ],
    label: seeSale,
  }),
  stop: ({ title }) => ({
    text: `You get this mail because you asked to be reminded of ${title}.`,
    label: "Stop it",
  }),
};
