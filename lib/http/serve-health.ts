import { createServer, type Server } from "node:http";

/** A tiny server for a process without routes: 200 while `isWell`, else 503, with the report either way. */
export function serveHealth(
  address: { readonly host: string; readonly port: number },
  report: () => { readonly well: boolean },
): Promise<Server> {
  const server = createServer((_request, response) => {
    const body = report();
    response.writeHead(body.well ? 200 : 503, { "Content-Type": "application/json", "Cache-Control": "no-store" });
    response.end(JSON.stringify(body));
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(address.port, address.host, () => resolve(server));
  });
}
