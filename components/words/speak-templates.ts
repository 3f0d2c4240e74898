/** Words as a page carries them: text, with `{title}` where a value and `{count#}` where a number comes. */
export interface Templates {
  readonly [name: string]: string | Templates;
}

type Values = Readonly<Record<string, string | number>>;

/** The same as components take them: text, and functions where values come. */
export interface SpokenTemplates {
  readonly [name: string]: string | ((values: Values) => string) | SpokenTemplates;
}

export function speakTemplates(templates: Templates, number: (value: number) => string): SpokenTemplates {
  return Object.fromEntries(
    Object.entries(templates).map(([name, text]) => {
      if (typeof text !== "string") return [name, speakTemplates(text, number)];
      if (!text.includes("{")) return [name, text];
      const fill = (values: Values) =>
        text.replace(/\{(\w+)(#?)\}/g, (_, value: string, mark: string) =>
          mark === "" ? String(values[value]) : number(Number(values[value])),
        );
      return [name, fill];
    }),
  );
}
