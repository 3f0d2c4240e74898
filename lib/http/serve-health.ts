import { createServer, type Server } from "node:http";

/**
 * A tiny server for a process without routes: 200 while it is well, else 503, with the report either way. At `/metrics` it
 * tells the metrics.
 */
export function serveHealth(
  address: { readonly host: string; readonly port: number },
  report: () => { readonly well: boolean },
  registry: { readonly contentType: string; metrics(): Promise<string> },
): Promise<Server> {
  const server = createServer((request, response) => {
    const body = report();
    if (request.url === "/metrics") {
      void registry.metrics().then(
        (text) => response.writeHead(200, { "Content-Type": registry.contentType }).end(text),
        () => response.writeHead(500).end(),
      );
      return;
    }
    response.writeHead(body.well ? 200 : 503, { "Content-Type": "application/json", "Cache-Control": "no-store" });
    response.end(JSON.stringify(body));
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(address.port, address.host, () => resolve(server));
  });
}
