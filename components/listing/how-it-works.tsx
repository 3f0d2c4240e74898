import { VisuallyHidden } from "../ui/visually-hidden";
import styles from "./how-it-works.module.css";

/** The times are the clock face's own characters: digits, signs and a colon. */
const steps = [
  {
    at: "−30",
    spoken: "Half an hour before: ",
    does: "Be ready",
    why: "Sign in, choose your size. The page measures the shop’s clock, so it opens on time on any device.",
  },
  {
    at: "0:00",
    spoken: "At the start: ",
    does: "Press Buy, once",
    why: "Your place belongs to your account. Reloading, closing the page or a second tab neither loses nor doubles it.",
  },
  {
    at: "+10",
    spoken: "Ten minutes to pay: ",
    does: "Pay what is yours",
    why: "An item is held for you, usually 10 minutes. You are charged only when you pay; what is not paid goes on.",
  },
] as const;

export function HowItWorks() {
  return (
    <section className={styles.section}>
      <h2>How a sale works</h2>
      <ol className={styles.steps}>
        {steps.map((step) => (
          <li key={step.at} className={styles.step}>
            <span className={styles.at} aria-hidden="true">
              {step.at}
            </span>
            <h3 className={styles.does}>
              <VisuallyHidden>{step.spoken}</VisuallyHidden>
              {step.does}
            </h3>
            <p className={styles.why}>{step.why}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}
