import { describe, expect, it } from "vitest";
import { clientAddress } from "./client-address";

const request = (forwardedFor: string | null, peerAddress: string | null = "10.0.0.9") => ({
  header: (name: string) => (name === "x-forwarded-for" ? forwardedFor : null),
  peerAddress,
});

describe("the address a request counts for", () => {
  it("is the peer's when no proxy is trusted, whatever X-Forwarded-For claims", () => {
    expect(clientAddress(request("198.51.100.7"), 0)).toBe("10.0.0.9");
    expect(clientAddress(request("198.51.100.7", null), 0)).toBeNull();
  });

  it("is the last entry behind one proxy of ours, so entries a client wrote itself do not count", () => {
    expect(clientAddress(request("203.0.113.1, 198.51.100.7"), 1)).toBe("198.51.100.7");
    expect(clientAddress(request("203.0.113.1,203.0.113.2 ,  198.51.100.7 "), 1)).toBe("198.51.100.7");
  });

  it("is counted from the right behind two proxies of ours", () => {
    expect(clientAddress(request("203.0.113.1, 198.51.100.7, 10.0.0.2"), 2)).toBe("198.51.100.7");
  });

  it.each([
    ["no header", null],
    ["an empty header", ""],
    ["fewer entries than proxies", "198.51.100.7"],
    ["something that is no address", "unknown, 10.0.0.2"],
    ["an address with a port", "198.51.100.7:443, 10.0.0.2"],
    ["10 kB of commas", ",".repeat(10_240)],
  ])("falls back to the peer for %s", (_what, header) => {
    expect(clientAddress(request(header), 2)).toBe("10.0.0.9");
  });

  it.each([
    ["2001:db8:aa:bb:1:2:3:4", "2001:db8:aa:bb::/64"],
    ["2001:0DB8:00aa:00bb::1", "2001:db8:aa:bb::/64"],
    ["2001:db8::1", "2001:db8:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
    ["2001:db8:1::192.0.2.1", "2001:db8:1:0::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64"],
    ["::ffff:192.0.2.1", "192.0.2.1"],
  ])("counts %s as %s", (peer, network) => {
    expect(clientAddress(request(null, peer), 0)).toBe(network);
  });
});
