"use client";

import { useEffect, useRef, useState } from "react";
import { Labelled } from "./labelled";

interface SearchFieldProps {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly onSearch: (text: string) => void;
}

/** After the last key the list follows. */
const pauseMs = 300;

/** A search box whose list follows the typing, and the address with it. */
export function SearchField({ id, label, hint, value, onSearch }: SearchFieldProps) {
  const [text, setText] = useState(value);
  const [from, setFrom] = useState(value);
  // The address changed from outside: back, a cleared filter.
  if (value !== from) {
    setFrom(value);
    if (value !== text.trim()) setText(value);
  }
  const search = useRef(onSearch);
  useEffect(() => {
    search.current = onSearch;
  });
  useEffect(() => {
    const wish = text.trim();
    if (wish === value) return undefined;
    const timer = setTimeout(() => search.current(wish), pauseMs);
    return () => clearTimeout(timer);
  }, [text, value]);
  return (
    <Labelled id={id} label={label} hint={hint}>
      {(control) => (
        <input
          {...control}
          type="search"
          autoComplete="off"
          spellCheck={false}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      )}
    </Labelled>
  );
}
