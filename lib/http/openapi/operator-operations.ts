import * as z from "zod";
import { clock, demoLogins, live, ready, received, seeded } from "./answers/operator-answers";
import { type Operation, ok } from "./operation";

// The test tools check their bodies by schemas that a real shop never loads, so they are told in words here.
const testToolBody = (description: string) => ({ contentTypes: ["application/json"], description });

/** What operators, providers and tests call. */
export const operatorOperations: readonly Operation[] = [
  {
    method: "GET",
    path: "/api/openapi.json",
    access: "public",
    summary: "This description",
    answers: {
      200: { description: "OpenAPI 3.1.", contentType: "application/json" },
      304: { description: "As before." },
    },
  },
  {
    method: "GET",
    path: "/api/health/live",
    access: "public",
    summary: "The process answers",
    answers: { 200: ok(live, "It does.") },
  },
  {
    method: "GET",
    path: "/api/health/ready",
    access: "public",
    summary: "Every dependency answers",
    answers: { 200: ok(ready, "All of them."), 503: ok(ready, "At least one is down.") },
  },
  {
    method: "GET",
    path: "/api/metrics",
    access: "public",
    summary: "Numbers for Prometheus",
    description: "With METRICS_TOKEN set: for those who send it as a bearer token. Without: for the machine itself.",
    headers: { Authorization: { description: "Bearer METRICS_TOKEN.", schema: z.string() } },
    answers: { 200: { description: "Prometheus text.", contentType: "text/plain" } },
    problems: ["forbidden"],
  },
  {
    method: "GET",
    path: "/api/demo",
    access: "public",
    summary: "The demo's logins",
    answers: { 200: ok(demoLogins, "In the demo."), 204: { description: "In a real shop." } },
  },
  {
    method: "POST",
    path: "/api/webhooks/[provider]",
    access: "public",
    summary: "A payment provider tells of a payment",
    description: "Signed over the raw body; any order, any repetition.",
    body: { contentTypes: ["application/json"], description: "As the provider sends it, at most 256 kB." },
    answers: { 200: ok(received, "Taken, now or before.") },
    problems: ["not_found"],
  },
  {
    method: "POST",
    path: "/api/test/clock",
    access: "public",
    summary: "Move the shop's clock",
    description: "Only with ZEROHOUR_TEST_TOOLS=1.",
    body: testToolBody("One of offsetMs, now, freeze, advanceMs."),
    answers: { 200: ok(clock, "The clock now.") },
    problems: ["not_found"],
  },
  {
    method: "POST",
    path: "/api/test/seed",
    access: "public",
    summary: "Set up a named state",
    description: "Only with ZEROHOUR_TEST_TOOLS=1.",
    body: testToolBody("scenario, and optionally slug and stock."),
    answers: { 201: ok(seeded, "What it made.") },
    problems: ["not_found"],
  },
];
