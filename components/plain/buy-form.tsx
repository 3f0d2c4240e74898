import { useState } from "react";
import { buyPath } from "@/lib/domain";
import { ItemChooser } from "../sale/item-chooser";
import { Button } from "../ui/button";
import { ButtonLink } from "../ui/button-link";
import { useWords } from "../words/provide-words";
import type { BuyPageFacts } from "./buy-page-facts";
import styles from "./plain.module.css";
import { PlainForm } from "./plain-form";
import { plainHref } from "./plain-links";
import type { BuyPlan } from "./plan-buy-page";

interface BuyFormProps {
  readonly page: BuyPageFacts;
  readonly plan: BuyPlan;
}

/** The one control, named by its state: it sends the form, leads on, or says why there is nothing to do. */
export function BuyForm({ page, plan }: BuyFormProps) {
  const say = useWords("plain");
  const { facts, told } = page;
  const { control, form } = plan;
  const action = buyPath(facts.slug, {}, say.locale);
  if (control.act.kind === "go") {
    return (
      <ButtonLink kind={control.look} large wide href={plainHref(control.act.href, facts.slug)}>
        {control.name}
      </ButtonLink>
    );
  }
  if (form === null) {
    // A place in line is shown on this very page: looking again is all there is to do.
    return control.act.kind === "show_line" ? (
      <ButtonLink large wide href={plan.freshPath}>
        {control.name}
      </ButtonLink>
    ) : (
      <Button large wide unavailable>
        {control.name}
      </Button>
    );
  }
  const sent = { ticket: form.ticket, key: form.key, line: form.joinLine ? "join" : null };
  const submit = (
    <Button type="submit" kind={control.look} large wide>
      {control.name}
    </Button>
  );
  const hasChoice = facts.items.length > 1 || facts.limitPerAccount > 1;
  if (!hasChoice || !form.early) {
    return (
      <PlainForm action={action} hidden={sent} className={styles.form}>
        {hasChoice && <Choice page={page} />}
        {submit}
      </PlainForm>
    );
  }
  // The page renews itself at the start; a choice made before must be in its address by then.
  return (
    <>
      <PlainForm
        method="get"
        action={action}
        hidden={{ key: told.key, still: told.still ? "yes" : null }}
        className={styles.form}
      >
        <Choice page={page} />
        <Button type="submit">{say.plain.keepChoice}</Button>
      </PlainForm>
      <PlainForm
        action={action}
        hidden={{ ...sent, item: told.itemId, quantity: told.quantity }}
        className={styles.form}
      >
        {submit}
      </PlainForm>
    </>
  );
}

/** Which item and how many; in order for the browser to send it, nothing of it needs a script. */
function Choice({ page: { facts, told } }: { readonly page: BuyPageFacts }) {
  const say = useWords("plain");
  const known = facts.items.some((item) => item.id === told.itemId);
  const [itemId, setItemId] = useState(known ? told.itemId : null);
  const most = Math.max(1, facts.limitPerAccount);
  return (
    <>
      {facts.items.length > 1 && (
        <ItemChooser
          items={facts.items}
          chosenId={itemId}
          onChoose={setItemId}
          missing={told.refused === "bad_item" && itemId === null}
        />
      )}
      {most > 1 && (
        <label className={styles.quantity}>
          {say.plain.quantity}
          <select name="quantity" defaultValue={String(Math.min(told.quantity ?? 1, most))}>
            {Array.from({ length: most }, (_, index) => String(index + 1)).map((count) => (
              <option key={count}>{count}</option>
            ))}
          </select>
        </label>
      )}
    </>
  );
}
