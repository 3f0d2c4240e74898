import { type Message, MessageProblem, readMessage } from "./read-message";

/** Messages by name, in as many levels as they need. */
export interface MessageTree {
  readonly [name: string]: Message | MessageTree;
}

const namePattern = /^[\w-]+$/;

/** Reads what a file of messages holds. Throws MessageProblem, naming the message. */
export function readMessages(content: unknown, path = ""): MessageTree {
  if (typeof content !== "object" || content === null || Array.isArray(content)) {
    throw new MessageProblem(`${path || "the file"} is no group of messages`);
  }
  const tree: Record<string, Message | MessageTree> = {};
  for (const [name, value] of Object.entries(content)) {
    const here = path === "" ? name : `${path}.${name}`;
    if (!namePattern.test(name)) throw new MessageProblem(`${here}: not a name`);
    if (typeof value === "string") tree[name] = readNamed(here, value);
    else tree[name] = readMessages(value, here);
  }
  return tree;
}

function readNamed(here: string, source: string): Message {
  try {
    return readMessage(source);
  } catch (error) {
    if (error instanceof MessageProblem) throw new MessageProblem(`${here}: ${error.message}`);
    throw error;
  }
}

export function isMessage(node: Message | MessageTree): node is Message {
  return Array.isArray(node);
}

/** Every message with its path, `sale.opens`. */
export function listMessages(tree: MessageTree, path = ""): readonly (readonly [string, Message])[] {
  return Object.entries(tree).flatMap(([name, node]) => {
    const here = path === "" ? name : `${path}.${name}`;
    return isMessage(node) ? [[here, node] as const] : listMessages(node, here);
  });
}
