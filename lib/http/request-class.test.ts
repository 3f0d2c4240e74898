import { describe, expect, it } from "vitest";
import { classOfRequest } from "./request-class";

describe("what a request is worth", () => {
  it.each([
    ["GET", "/", "vital"],
    ["GET", "/sales/lamp", "vital"],
    ["GET", "/account", "vital"],
    ["GET", "/api/health/live", "vital"],
    ["POST", "/api/admin/sales/lamp/pause", "vital"],
    ["GET", "/api/sales/lamp/state", "poll"],
    ["POST", "/api/orders/o1/pay", "poll"],
    ["POST", "/api/sales/lamp/ticket", "buy"],
    ["POST", "/api/sales/lamp/attempts/t", "buy"],
    ["POST", "/api/auth/sign-in/email", "buy"],
    // The same by forms.
    ["POST", "/sales/lamp/buy", "buy"],
    ["POST", "/plain/sign-in", "buy"],
    ["POST", "/plain/sign-up", "buy"],
    ["POST", "/zh/plain/sign-up", "buy"],
    ["POST", "/zh/sales/lamp/buy", "buy"],
    ["GET", "/zh/sales/lamp/buy", "poll"],
    ["GET", "/zh/sales/lamp", "vital"],
    ["POST", "/plain/orders/o1/pay", "poll"],
    ["POST", "/sales/lamp/buy/leave", "poll"],
    ["GET", "/sales/lamp/buy", "poll"],
    ["GET", "/plain/orders/o1", "poll"],
    // A sale may be called "buy".
    ["GET", "/sales/buy", "vital"],
    ["POST", "/", "poll"],
  ])("%s %s: %s", (method, path, requestClass) => {
    expect(classOfRequest(method, path)).toBe(requestClass);
  });
});
