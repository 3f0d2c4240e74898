"use client";

import { type KeyboardEvent, useEffect, useId, useMemo, useState } from "react";
import type { AdminSalesAnswer } from "@/lib/domain";
import { Button } from "../../ui/button";
import { Modal } from "../ui/modal";
import { useAdminAccount } from "./admin-account";
import styles from "./command-menu.module.css";
import { destinationsOf } from "./destinations";
import { useFoundSales } from "./use-found-sales";

const words = {
  open: "Go to",
  title: "Go to",
  search: "A page or a sale",
  none: "Nothing of that name. Try a part of the sale's title or slug.",
  create: "New sale",
  edit: (title: string) => `Edit ${title}`,
  watch: (title: string) => `Watch ${title}`,
};

interface Command {
  readonly title: string;
  readonly href: string;
}

/** Opens with Ctrl K or Cmd K: type a part of a name, then Enter. */
export function CommandMenu() {
  const [open, setOpen] = useState(false);
  useEffect(() => {
    function onKey(event: globalThis.KeyboardEvent): void {
      if (event.key.toLowerCase() !== "k" || !(event.metaKey || event.ctrlKey) || event.altKey) return;
      event.preventDefault();
      setOpen((now) => !now);
    }
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
  return (
    <>
      <Button className={styles.opener} aria-keyshortcuts="Control+K Meta+K" onClick={() => setOpen(true)}>
        {words.open} <kbd className={styles.keys}>Ctrl K</kbd>
      </Button>
      <Modal open={open} title={words.title} onClose={() => setOpen(false)}>
        <Commands />
      </Modal>
    </>
  );
}

function Commands() {
  const { role } = useAdminAccount();
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState(0);
  const listId = useId();
  const found = useFoundSales(text);
  const commands = useMemo(() => {
    const pages = destinationsOf(role).map(({ title, href }) => ({ title, href }));
    return commandsFor(text, [...pages, { title: words.create, href: "/admin/sales/new" }], found);
  }, [role, text, found]);
  const current = Math.min(chosen, Math.max(0, commands.length - 1));

  function onKey(event: KeyboardEvent<HTMLInputElement>): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && commands.length > 0) {
      event.preventDefault();
      setChosen((current + step + commands.length) % commands.length);
    }
    const command = commands[current];
    if (event.key === "Enter" && command !== undefined) window.location.assign(command.href);
  }

  return (
    <>
      <input
        className={styles.search}
        type="search"
        role="combobox"
        aria-label={words.search}
        placeholder={words.search}
        aria-expanded={commands.length > 0}
        aria-controls={listId}
        aria-activedescendant={commands.length > 0 ? `${listId}-${current}` : undefined}
        aria-autocomplete="list"
        autoComplete="off"
        value={text}
        onKeyDown={onKey}
        onChange={(event) => {
          setText(event.target.value);
          setChosen(0);
        }}
        data-focus-first
      />
      <div id={listId} role="listbox" aria-label={words.title} className={styles.list}>
        {commands.map(({ title, href }, index) => (
          <a
            key={`${href} ${title}`}
            id={`${listId}-${index}`}
            role="option"
            aria-selected={index === current}
            tabIndex={-1}
            href={href}
            className={styles.command}
          >
            {title}
          </a>
        ))}
      </div>
      {commands.length === 0 && <p role="status">{words.none}</p>}
    </>
  );
}

function commandsFor(text: string, pages: readonly Command[], found: AdminSalesAnswer["sales"]): readonly Command[] {
  const wish = text.trim().toLowerCase();
  const sales = found.flatMap(({ slug, title, phase }) => {
    const edit = { title: words.edit(title), href: `/admin/sales/${slug}` };
    return phase === "live" || phase === "paused"
      ? [{ title: words.watch(title), href: `/admin/sales/${slug}/live` }, edit]
      : [edit];
  });
  return [...pages.filter(({ title }) => title.toLowerCase().includes(wish)), ...sales];
}
