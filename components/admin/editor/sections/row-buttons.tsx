"use client";

import { Button } from "../../../ui/button";
import styles from "./section.module.css";

interface RowButtonsProps {
  /** What the row is, to tell its buttons from those of other rows: "picture 2". */
  readonly name: string;
  readonly index: number;
  readonly count: number;
  readonly onMove: (to: number) => void;
  readonly onRemove: () => void;
}

const words = { up: "Up", down: "Down", remove: "Remove" };

/** Order and removal of a row of a list. */
export function RowButtons({ name, index, count, onMove, onRemove }: RowButtonsProps) {
  return (
    <div className={styles.line}>
      <Button
        className={styles.small}
        aria-label={`${words.up}, ${name}`}
        unavailable={index === 0}
        onClick={() => onMove(index - 1)}
      >
        {words.up}
      </Button>
      <Button
        className={styles.small}
        aria-label={`${words.down}, ${name}`}
        unavailable={index === count - 1}
        onClick={() => onMove(index + 1)}
      >
        {words.down}
      </Button>
      <Button className={styles.small} aria-label={`${words.remove}, ${name}`} onClick={onRemove}>
        {words.remove}
      </Button>
    </div>
  );
}

/** A list with one entry at another place. */
export function moved<Entry>(list: readonly Entry[], from: number, to: number): readonly Entry[] {
  const rest = list.filter((_, index) => index !== from);
  const entry = list.slice(from, from + 1);
  return [...rest.slice(0, to), ...entry, ...rest.slice(to)];
}
