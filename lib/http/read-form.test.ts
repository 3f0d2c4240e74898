import { describe, expect, it } from "vitest";
import * as z from "zod";
import { readFields, readForm } from "./read-form";
import { webRequest } from "./web";

function form(body: string, type = "application/x-www-form-urlencoded") {
  return webRequest(new Request("http://shop/plain", { method: "POST", body, headers: { "content-type": type } }));
}

describe("a form's fields", () => {
  it("are read as browsers write them", async () => {
    const read = await readFields(
      form("name=Ana+%26+Ben&note=%C3%A9", "application/x-www-form-urlencoded; charset=UTF-8"),
    );
    expect(read).toEqual({ ok: true, value: { name: "Ana & Ben", note: "é" } });
  });

  it("are not read from what is no form", async () => {
    for (const type of ["application/json", "multipart/form-data; boundary=x", "text/plain", ""]) {
      const read = await readFields(form("a=1", type));
      expect(read.ok ? null : read.answer.status).toBe(415);
    }
  });

  it("come once each, in 4 kB", async () => {
    const twice = await readFields(form("quantity=1&quantity=2"));
    expect(twice.ok ? null : twice.answer.status).toBe(400);
    const long = await readFields(form(`a=${"x".repeat(5_000)}`));
    expect(long.ok ? null : long.answer.status).toBe(413);
  });

  it("named like parts of every object are fields like others", async () => {
    const read = await readFields(form("__proto__=1&constructor=2"));
    expect(read.ok ? Object.entries(read.value) : null).toEqual([
      ["__proto__", "1"],
      ["constructor", "2"],
    ]);
  });

  it("that nobody asked for are refused", async () => {
    const schema = z.strictObject({ key: z.string() });
    expect(await readForm(form("key=a"), schema)).toEqual({ ok: true, value: { key: "a" } });
    const read = await readForm(form("key=a&price=1"), schema);
    expect(read.ok ? null : read.answer.status).toBe(400);
  });
});
