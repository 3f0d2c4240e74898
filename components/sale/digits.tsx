import styles from "./sale-clock.module.css";

/** A clock's text in cells of equal width; a character that changes slides in, the others stand still. */
export function Digits({ text }: { readonly text: string }) {
  return (
    <span className={styles.digits}>
      {Array.from(text, (character, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its position
        <span key={index} className={character === ":" ? styles.colon : styles.cell}>
          <span key={character} className={styles.digit}>
            {character}
          </span>
        </span>
      ))}
    </span>
  );
}
