"use client";

import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import type { ControlProps } from "../../ui/labelled";
import styles from "./search-box.module.css";

export interface FoundOption {
  readonly value: string;
  readonly title: string;
  /** Beside it, smaller. */
  readonly detail: string;
}

interface SearchBoxProps {
  readonly control: ControlProps;
  readonly listLabel: string;
  readonly text: string;
  readonly onType: (text: string) => void;
  readonly options: readonly FoundOption[];
  readonly onPick: (value: string) => void;
  readonly onLeave?: () => void;
  readonly readOnly?: boolean;
  /** What to say when nothing is found. */
  readonly none: string;
}

/** A text that finds: type a part of a name, choose with arrows and Enter or with the pointer; Escape puts it away. */
export function SearchBox(props: SearchBoxProps) {
  const { control, listLabel, text, onType, options, onPick, onLeave, readOnly = false, none } = props;
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const listId = `${control.id}-list`;
  const current = Math.min(chosen, options.length - 1);
  const isOpen = open && !readOnly;

  // The list may open below the edge of the screen, and the chosen line below the list's.
  useEffect(() => {
    if (isOpen) list.current?.scrollIntoView({ block: "nearest" });
  }, [isOpen]);
  useEffect(() => {
    if (isOpen) list.current?.children.item(current)?.scrollIntoView({ block: "nearest" });
  }, [isOpen, current]);

  function pick(value: string): void {
    onPick(value);
    setOpen(false);
    setChosen(0);
  }

  function onKey(event: KeyboardEvent<HTMLInputElement>): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setOpen(true);
      if (isOpen && options.length > 0) setChosen((current + step + options.length) % options.length);
    } else if (event.key === "Enter" && isOpen) {
      event.preventDefault();
      const option = options[current];
      if (option !== undefined) pick(option.value);
    } else if (event.key === "Escape" && isOpen) {
      event.preventDefault();
      event.stopPropagation();
      setOpen(false);
    }
  }

  return (
    <div className={styles.box}>
      <input
        {...control}
        type="text"
        role="combobox"
        aria-expanded={isOpen}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={isOpen && current >= 0 ? `${listId}-${current}` : undefined}
        autoComplete="off"
        readOnly={readOnly}
        value={text}
        onKeyDown={onKey}
        onClick={() => setOpen(true)}
        onBlur={() => {
          setOpen(false);
          onLeave?.();
        }}
        onChange={(event) => {
          onType(event.target.value);
          setOpen(true);
          setChosen(0);
        }}
      />
      <div
        id={listId}
        ref={list}
        role="listbox"
        aria-label={listLabel}
        className={styles.list}
        hidden={!isOpen || options.length === 0}
        // A press takes the focus away, and the list with it, before the click.
        onPointerDown={(event) => event.preventDefault()}
      >
        {options.map(({ value, title, detail }, index) => (
          <div
            key={value}
            id={`${listId}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === current}
            className={styles.option}
            onClick={() => pick(value)}
            // Keys go to the input, which keeps the focus.
            onKeyDown={() => undefined}
          >
            {title}
            <span className={styles.detail}>{detail}</span>
          </div>
        ))}
      </div>
      {isOpen && options.length === 0 && (
        <p role="status" className={styles.none}>
          {none}
        </p>
      )}
    </div>
  );
}
