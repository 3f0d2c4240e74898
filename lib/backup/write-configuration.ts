import { parseEnv } from "node:util";

const head = `# What the shop was started with, secrets included: keep it as you keep them. It can be used as the file .env.
`;

/** In the form of a file `.env`, such that reading it gives back exactly what was given. */
export function writeConfiguration(variables: Readonly<Record<string, string>>): Uint8Array {
  const lines = Object.entries(variables)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]) => line(name, value));
  return Buffer.from(`${head}${lines.join("")}`, "utf8");
}

function line(name: string, value: string): string {
  for (const quote of ["'", '"', "`"]) {
    const text = `${name}=${quote}${value}${quote}\n`;
    if (parseEnv(text)[name] === value) return text;
  }
  throw new Error(`${name} holds every kind of quotation mark: no file .env can hold it.`);
}
