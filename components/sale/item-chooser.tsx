import { useWords } from "../words/provide-words";
import styles from "./item-chooser.module.css";

interface ItemChooserProps {
  readonly items: readonly { readonly id: number; readonly name: string }[];
  readonly chosenId: number | null;
  readonly onChoose: (itemId: number) => void;
  /** The shopper pressed Buy without a choice. */
  readonly missing: boolean;
}

export const chooserId = "sale-items";

/** One of several items with stock of its own. No numbers beside the names: stock is told in words, for all. */
export function ItemChooser({ items, chosenId, onChoose, missing }: ItemChooserProps) {
  const say = useWords("sale");
  return (
    <fieldset id={chooserId} className={styles.chooser} data-missing={missing || undefined}>
      <legend className={styles.legend}>{missing ? say.sale.chooseFirst : say.sale.chooseOne}</legend>
      <div className={styles.items}>
        {items.map((item) => (
          <label key={item.id} className={styles.item}>
            <input
              type="radio"
              name="item"
              value={item.id}
              checked={item.id === chosenId}
              onChange={() => onChoose(item.id)}
            />
            <span>{item.name}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
