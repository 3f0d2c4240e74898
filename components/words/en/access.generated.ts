// Written by tools/build-words.ts from messages/*.json; `npm run generate` writes it anew.
import type { Words } from "../words.generated";

export const access: Words["access"] = {
  form: {
    name: "Name",
    nameHint: "As the store should greet you.",
    email: "E-mail",
    password: "Password",
    newPasswordHint: "At least 8 characters. Pasting and password managers are welcome.",
    show: "Show",
    hide: "Hide",
    showLabel: "Show the password",
    hideLabel: "Hide the password",
    sending: "Sending…",
    submit: {
      "sign-in": "Sign in",
      "sign-up": "Create account",
    },
    failed: {
      "sign-in": "You are not signed in yet",
      "sign-up": "The account was not created yet",
    },
  },
  page: {
    title: {
      "sign-in": "Sign in",
      "sign-up": "Create an account",
    },
    intro: {
      "sign-in": "Do it before the start: then one press of Buy is enough.",
      "sign-up": "An account keeps your place in line and your orders, on every device.",
    },
    other: {
      "sign-in": "New here?",
      "sign-up": "You have an account?",
    },
    otherLink: {
      "sign-in": "Create an account",
      "sign-up": "Sign in",
    },
    already: ({ name }) => `You are signed in as ${name}`,
    alreadyMeaning: "You can go on, or sign in with another account below.",
    goOn: "Go on",
    forgotten: "Forgot your password?",
    plainWay: {
      "sign-in": "Sign in without JavaScript",
      "sign-up": "Create an account without JavaScript",
    },
  },
  demo: {
    title: "Demo accounts",
    note: "This shop is a demo. Take one of these; nothing is really bought.",
    fill: "Fill in",
    fillLabel: ({ email }) => `Fill in ${email}`,
    filled: ({ email }) => `${email} and its password are filled in. Press Sign in.`,
  },
  forgot: {
    title: "Forgot your password?",
    intro: "Write the address of your account. We mail you a link with which you choose a new password.",
    email: "E-mail",
    submit: "Mail me the link",
    failed: "No link was mailed",
    sentTitle: "Look into your mail",
    sent: ({ email }) => `If an account has the address ${email}, a link is on its way to it.`,
    sentMeaning: "It works once, for 60 minutes. Nothing there after a few minutes? Look among unwanted mails.",
    signIn: "Back to sign in",
  },
  reset: {
    title: "Choose a new password",
    intro: "When it is changed, every device is signed out, also this one. Then sign in with the new password.",
    password: "New password",
    hint: "At least 8 characters. Pasting and password managers are welcome.",
    submit: "Change the password",
    failed: "Your password is not changed yet",
    another: "Ask for a new link",
    doneTitle: "Your password is changed",
    done: "Every device is signed out. We have mailed you that it was changed.",
    signIn: "Sign in",
  },
  verify: {
    title: "Confirm your address",
    intro: "One press confirms that the address of your account is yours. Then you can buy.",
    submit: "Confirm the address",
    failed: "The address is not confirmed by this link",
    doneTitle: "Your address is confirmed",
    done: "You can buy now. Sign in before the start: then one press of Buy is enough.",
    sales: "See the sales",
    account: "Your account",
  },
  wrong: "The e-mail address or the password is not right. Check both and try again.",
  closed: "This account is closed. Write to the shop to find out why.",
};
