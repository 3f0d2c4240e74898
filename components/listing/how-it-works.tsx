import { VisuallyHidden } from "../ui/visually-hidden";
import type { WordsFor } from "../words/provide-words";
import styles from "./how-it-works.module.css";

/** The times are the clock face's own characters: digits, signs and a colon. */
export function HowItWorks({ say }: { readonly say: WordsFor<"welcome"> }) {
  const steps = [
    { at: "−30", spoken: say.welcome.readySpoken, does: say.welcome.ready, why: say.welcome.readyWhy },
    { at: "0:00", spoken: say.welcome.pressSpoken, does: say.welcome.press, why: say.welcome.pressWhy },
    { at: "+10", spoken: say.welcome.paySpoken, does: say.welcome.pay, why: say.welcome.payWhy },
  ];
  return (
    <section className={styles.section}>
      <h2>{say.welcome.how}</h2>
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
