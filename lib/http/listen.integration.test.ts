import { type AddressInfo, connect } from "node:net";
import { expect, it } from "vitest";
import { closeServer, listenTo } from "./listen";

it("cuts a connection that sends its headers too slowly, soon after their ten seconds", async () => {
  const server = await listenTo({
    host: "127.0.0.1",
    port: 0,
    hotLane: null,
    next: async (_message, response) => void response.end(),
    onError: () => undefined,
  });
  const startedAtMs = performance.now();
  const heard = await new Promise<string>((resolve) => {
    const socket = connect((server.address() as AddressInfo).port, "127.0.0.1", () =>
      socket.write("GET / HTTP/1.1\r\n"),
    );
    let text = "";
    socket.on("data", (chunk) => {
      text += String(chunk);
    });
    socket.on("close", () => resolve(text));
  });
  expect(heard).toContain("408");
  expect(performance.now() - startedAtMs).toBeLessThan(16_000);
  await closeServer(server, 100);
}, 30_000);
