// Written by tools/build-lua.ts from scripts/*.lua; `npm run generate` writes it anew.
import type { RedisClient } from "../platform/redis";
import { readInteger, readReply, readText, readTexts, runScript, unknownTag } from "./run-script";

// ------------------------------------------------------------ acknowledge

export const acknowledgeScript = {
  name: "zh_acknowledge_v1_c72cf3ea",
  lua: "#!lua\n\
local intentsKey = KEYS[1]\n\
local group = ARGV[1]\n\
local entryIds = cjson.decode(ARGV[2])\n\
local count = 0\n\
for _, entryId in ipairs(entryIds) do\n\
  count = count + redis.call(\"XACK\", intentsKey, group, entryId)\n\
  redis.call(\"XDEL\", intentsKey, entryId)\n\
end\n\
return { \"acknowledged\", count }\n\
",
};

export interface AcknowledgeKeys {
  /** stream for the worker */
  readonly intents: string;
}

export interface AcknowledgeArgs {
  /** the worker's consumer group */
  readonly group: string | number;
  /** JSON list */
  readonly entryIds: string | number;
}

export type AcknowledgeReply =
  | { readonly tag: "acknowledged"; readonly count: number };

/**
 * Ends the work on intents.
 * Guarantee: An entry leaves the worker's list and the stream together, so the stream holds exactly what is not finished. Entries are deleted one by one: trimming by length or age could drop some that nobody has read.
 */
export async function acknowledge(redis: RedisClient, keys: AcknowledgeKeys, args: AcknowledgeArgs): Promise<AcknowledgeReply> {
  const reply = await runScript(redis, acknowledgeScript, [keys.intents], [args.group, args.entryIds]);
  const { tag, values } = readReply(reply);
  switch (tag) {
    case "acknowledged": return { tag, count: readInteger(values, 0) };
    default: throw unknownTag(acknowledgeScript.name, tag);
  }
}

// ------------------------------------------------------------ adjust

export const adjustScript = {
  name: "zh_adjust_v1_1ba0f1c6",
  lua: "#!lua\n\
local metaKey = KEYS[1]\n\
local stockKey = KEYS[2]\n\
local accountsKey = KEYS[3]\n\
local attemptsKey = KEYS[4]\n\
local intentsKey = KEYS[5]\n\
local causesKey = KEYS[6]\n\
local lineKey = KEYS[7]\n\
local itemId = ARGV[1]\n\
local cause = ARGV[2]\n\
local totalDelta = tonumber(ARGV[3])\n\
local releasedDelta = tonumber(ARGV[4])\n\
local clock = ARGV[5]\n\
local function readClock(clockSpec)\n\
  if string.sub(clockSpec, 1, 1) == \"=\" then\n\
    return tonumber(string.sub(clockSpec, 2))\n\
  end\n\
  local time = redis.call(\"TIME\")\n\
  return tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000) + tonumber(clockSpec)\n\
end\n\
local stateLetters = {\n\
  queued = \"q\", reserved = \"r\", paying = \"y\", paid = \"p\", lost = \"l\", left = \"g\", expired = \"x\",\n\
}\n\
local recordPattern = \"^(%l)|(%d+)|([^|]+)|(%d+)|(%d+)|(%d+)|(%d+)|(%d*)|([%l_]*)|(%d*)$\"\n\
local function unpackRecord(packed)\n\
  local record = {}\n\
  record.state, record.version, record.account, record.item, record.quantity, record.slots,\n\
    record.receivedAt, record.payBy, record.reason, record.sequence = string.match(packed, recordPattern)\n\
  if not record.state then\n\
    error(\"a broken attempt record\")\n\
  end\n\
  record.version = tonumber(record.version)\n\
  record.quantity = tonumber(record.quantity)\n\
  record.slots = tonumber(record.slots)\n\
  return record\n\
end\n\
local function packRecord(record)\n\
  return table.concat({\n\
    record.state, record.version, record.account, record.item, record.quantity, record.slots,\n\
    record.receivedAt, record.payBy, record.reason, record.sequence,\n\
  }, \"|\")\n\
end\n\
local function readRecord(attemptId)\n\
  local packed = redis.call(\"HGET\", attemptsKey, attemptId)\n\
  return packed and unpackRecord(packed) or nil\n\
end\n\
local function readAccount(accountId)\n\
  local packed = redis.call(\"HGET\", accountsKey, accountId)\n\
  if not packed then\n\
    return nil\n\
  end\n\
  local mask, rest = string.match(packed, \"^(%d+)(.*)$\")\n\
  local account = { mask = tonumber(mask), live = {} }\n\
  for dash, attemptId in string.gmatch(rest, \" (%-?)(%S+)\") do\n\
    if dash == \"\" then\n\
      account.live[#account.live + 1] = attemptId\n\
    end\n\
    account.newest = attemptId\n\
  end\n\
  return account\n\
end\n\
local function writeAccount(accountId, account)\n\
  local words = { account.mask, unpack(account.live) }\n\
  if account.newest and account.newest ~= account.live[#account.live] then\n\
    words[#words + 1] = \"-\" .. account.newest\n\
  end\n\
  redis.call(\"HSET\", accountsKey, accountId, table.concat(words, \" \"))\n\
end\n\
local function vacateSlots(attemptId, record)\n\
  local account = readAccount(record.account) or { mask = 0, live = {} }\n\
  local live, mask = {}, 0\n\
  for _, liveId in ipairs(account.live) do\n\
    if liveId ~= attemptId then\n\
      local other = readRecord(liveId)\n\
      live[#live + 1] = liveId\n\
      mask = bit.bor(mask, other and other.slots or 0)\n\
    end\n\
  end\n\
  account.live = live\n\
  account.mask = mask\n\
  writeAccount(record.account, account)\n\
end\n\
local function readStock(item)\n\
  local counts = redis.call(\"HMGET\", stockKey,\n\
    item .. \":total\", item .. \":released\", item .. \":held\", item .. \":sold\")\n\
  if not counts[1] then\n\
    return nil\n\
  end\n\
  local total, released = tonumber(counts[1]), tonumber(counts[2])\n\
  local held, sold = tonumber(counts[3]), tonumber(counts[4])\n\
  return { total = total, released = released, held = held, sold = sold, free = released - held - sold }\n\
end\n\
local function addToCounter(item, counter, quantity)\n\
  local field = item .. \":\" .. counter\n\
  if redis.call(\"HINCRBY\", stockKey, field, quantity) < 0 then\n\
    redis.call(\"HSET\", stockKey, field, 0)\n\
  end\n\
end\n\
local function handOver(kind, attemptId, packed)\n\
  redis.call(\"XADD\", intentsKey, \"*\", \"kind\", kind, \"attempt\", attemptId, \"record\", packed)\n\
end\n\
local function unpackRules(packed)\n\
  local status, startsAtMs, endsAtMs, limit, lineCap, paymentWindowMs =\n\
    string.match(packed, \"^(%l+)|(%d+)|(%d+)|(%d+)|(%d+)|(%d+)$\")\n\
  return status, tonumber(startsAtMs), tonumber(endsAtMs), tonumber(limit), tonumber(lineCap), tonumber(paymentWindowMs)\n\
end\n\
local serveMax = 200\n\
local placeFreed = false\n\
local function removeFromLine(lineKey, attemptId)\n\
  if redis.call(\"ZREM\", lineKey, attemptId) == 1 then\n\
    placeFreed = true\n\
    redis.call(\"HINCRBY\", metaKey, \"waiting\", -1)\n\
  end\n\
end\n\
local function dismiss(lineKey, attemptId, record, state, reason)\n\
  record.state = stateLetters[state]\n\
  record.sequence = \"\"\n\
  record.reason = reason\n\
  local packed = packRecord(record)\n\
  handOver(\"leave\", attemptId, packed)\n\
  redis.call(\"HSET\", attemptsKey, attemptId, packed)\n\
  removeFromLine(lineKey, attemptId)\n\
  vacateSlots(attemptId, record)\n\
end\n\
local function isSelling(nowMs)\n\
  local status, startsAtMs, endsAtMs = unpackRules(redis.call(\"HGET\", metaKey, \"rules\"))\n\
  return status == \"published\" and nowMs >= startsAtMs and nowMs < endsAtMs\n\
end\n\
local function serveLine(item, lineKey)\n\
  local stock = readStock(item)\n\
  if not stock then\n\
    return\n\
  end\n\
  local free, unsold = stock.free, stock.total - stock.sold\n\
  for _ = 1, serveMax do\n\
    local attemptId = free > 0 and redis.call(\"ZRANGE\", lineKey, 0, 0)[1]\n\
    if not attemptId then\n\
      return\n\
    end\n\
    local record = readRecord(attemptId)\n\
    if not record then\n\
      removeFromLine(lineKey, attemptId)\n\
    elseif record.quantity <= free then\n\
      record.sequence = \"\"\n\
      local packed = packRecord(record)\n\
      handOver(\"reserve\", attemptId, packed)\n\
      redis.call(\"HSET\", attemptsKey, attemptId, packed)\n\
      removeFromLine(lineKey, attemptId)\n\
      addToCounter(item, \"held\", record.quantity)\n\
      free = free - record.quantity\n\
    elseif record.quantity > unsold then\n\
      dismiss(lineKey, attemptId, record, \"lost\", \"sold_out\")\n\
    else\n\
      return\n\
    end\n\
  end\n\
end\n\
local function announceChange()\n\
  redis.call(\"PUBLISH\", \"zerohour:gate\", metaKey)\n\
end\n\
local meta = redis.call(\"HMGET\", metaKey, \"epoch\", \"loader\")\n\
if not meta[1] or meta[2] then\n\
  return { \"not_loaded\" }\n\
end\n\
if not readStock(itemId) then\n\
  return { \"unknown_item\" }\n\
end\n\
if redis.call(\"SADD\", causesKey, cause) == 0 then\n\
  return { \"already_adjusted\" }\n\
end\n\
addToCounter(itemId, \"total\", totalDelta)\n\
addToCounter(itemId, \"released\", releasedDelta)\n\
if isSelling(readClock(clock)) then\n\
  serveLine(itemId, lineKey)\n\
end\n\
announceChange()\n\
return { \"adjusted\" }\n\
",
};

export interface AdjustKeys {
  /** the sale's rules */
  readonly meta: string;
  /** counters per item */
  readonly stock: string;
  /** slots and attempts per account */
  readonly accounts: string;
  /** records */
  readonly attempts: string;
  /** stream for the worker */
  readonly intents: string;
  /** adjustments already made */
  readonly causes: string;
  /** who waits for the item */
  readonly line: string;
}

export interface AdjustArgs {
  /** which item */
  readonly itemId: string | number;
  /** what moved the units */
  readonly cause: string | number;
  /** added to the total */
  readonly totalDelta: string | number;
  /** added to the released units */
  readonly releasedDelta: string | number;
  /** clock spec */
  readonly clock: string | number;
}

export type AdjustReply =
  | { readonly tag: "not_loaded" }
  | { readonly tag: "unknown_item" }
  | { readonly tag: "already_adjusted" }
  | { readonly tag: "adjusted" };

/**
 * Adds units to an item, or takes unsold ones away, and offers free ones to the line.
 * Guarantee: A cause counts once, also over rebuilds.
 */
export async function adjust(redis: RedisClient, keys: AdjustKeys, args: AdjustArgs): Promise<AdjustReply> {
  const reply = await runScript(redis, adjustScript, [keys.meta, keys.stock, keys.accounts, keys.attempts, keys.intents, keys.causes, keys.line], [args.itemId, args.cause, args.totalDelta, args.releasedDelta, args.clock]);
  const { tag } = readReply(reply);
  switch (tag) {
    case "not_loaded": return { tag };
    case "unknown_item": return { tag };
    case "already_adjusted": return { tag };
    case "adjusted": return { tag };
    default: throw unknownTag(adjustScript.name, tag);
  }
}

// ------------------------------------------------------------ check-keys

export const checkKeysScript = {
  name: "zh_check_keys_v1_1eafd66d",
  lua: "#!lua\n\
local metaKey = KEYS[1]\n\
local accountsKey = KEYS[2]\n\
local attemptsKey = KEYS[3]\n\
local intentsKey = KEYS[4]\n\
local group = ARGV[1]\n\
local epoch = tonumber(ARGV[2])\n\
local accountsBefore = tonumber(ARGV[3])\n\
local attemptsBefore = tonumber(ARGV[4])\n\
local intentsBefore = tonumber(ARGV[5])\n\
local recordPattern = \"^(%l)|(%d+)|([^|]+)|(%d+)|(%d+)|(%d+)|(%d+)|(%d*)|([%l_]*)|(%d*)$\"\n\
local function unpackRecord(packed)\n\
  local record = {}\n\
  record.state, record.version, record.account, record.item, record.quantity, record.slots,\n\
    record.receivedAt, record.payBy, record.reason, record.sequence = string.match(packed, recordPattern)\n\
  if not record.state then\n\
    error(\"a broken attempt record\")\n\
  end\n\
  record.version = tonumber(record.version)\n\
  record.quantity = tonumber(record.quantity)\n\
  record.slots = tonumber(record.slots)\n\
  return record\n\
end\n\
local function readRecord(attemptId)\n\
  local packed = redis.call(\"HGET\", attemptsKey, attemptId)\n\
  return packed and unpackRecord(packed) or nil\n\
end\n\
local function isLive(record)\n\
  local state = record.state\n\
  return state == \"q\" or state == \"r\" or state == \"y\" or state == \"p\"\n\
end\n\
local function readAccount(accountId)\n\
  local packed = redis.call(\"HGET\", accountsKey, accountId)\n\
  if not packed then\n\
    return nil\n\
  end\n\
  local mask, rest = string.match(packed, \"^(%d+)(.*)$\")\n\
  local account = { mask = tonumber(mask), live = {} }\n\
  for dash, attemptId in string.gmatch(rest, \" (%-?)(%S+)\") do\n\
    if dash == \"\" then\n\
      account.live[#account.live + 1] = attemptId\n\
    end\n\
    account.newest = attemptId\n\
  end\n\
  return account\n\
end\n\
local sampleSize = 16\n\
local function isOneOf(list, wanted)\n\
  for _, each in ipairs(list) do\n\
    if each == wanted then\n\
      return true\n\
    end\n\
  end\n\
  return false\n\
end\n\
local function isTorn()\n\
  for _, attemptId in ipairs(redis.call(\"HRANDFIELD\", attemptsKey, sampleSize)) do\n\
    local record = readRecord(attemptId)\n\
    local account = readAccount(record.account)\n\
    if not account or (isLive(record) and not isOneOf(account.live, attemptId)) then\n\
      return true\n\
    end\n\
  end\n\
  for _, accountId in ipairs(redis.call(\"HRANDFIELD\", accountsKey, sampleSize)) do\n\
    local newest = readAccount(accountId).newest\n\
    if newest and redis.call(\"HEXISTS\", attemptsKey, newest) == 0 then\n\
      return true\n\
    end\n\
  end\n\
  return false\n\
end\n\
local function toTable(reply)\n\
  local named = {}\n\
  for at = 1, #reply, 2 do\n\
    named[reply[at]] = reply[at + 1]\n\
  end\n\
  return named\n\
end\n\
local function findGroup()\n\
  if redis.call(\"EXISTS\", intentsKey) == 0 then\n\
    return nil\n\
  end\n\
  for _, reply in ipairs(redis.call(\"XINFO\", \"GROUPS\", intentsKey)) do\n\
    local found = toTable(reply)\n\
    if found.name == group then\n\
      return found\n\
    end\n\
  end\n\
  return nil\n\
end\n\
local function countLost(found)\n\
  local lag = tonumber(found.lag or nil)\n\
  if not lag then\n\
    return 0\n\
  end\n\
  return lag - math.max(0, redis.call(\"XLEN\", intentsKey) - found.pending)\n\
end\n\
local meta = redis.call(\"HMGET\", metaKey, \"epoch\", \"loader\")\n\
if not meta[1] or meta[2] then\n\
  return { \"not_loaded\" }\n\
end\n\
local accounts, attempts, intents = redis.call(\"HLEN\", accountsKey), redis.call(\"HLEN\", attemptsKey), 0\n\
local found = findGroup()\n\
if found then\n\
  intents = toTable(redis.call(\"XINFO\", \"STREAM\", intentsKey))[\"entries-added\"]\n\
end\n\
local lost = found and countLost(found) or 0\n\
local shrunk = tonumber(meta[1]) == epoch\n\
  and (accounts < accountsBefore or attempts < attemptsBefore or intents < intentsBefore)\n\
if found and lost <= 0 and not shrunk and not isTorn() then\n\
  return { \"whole\", tonumber(meta[1]), accounts, attempts, intents }\n\
end\n\
redis.call(\"DEL\", metaKey)\n\
if lost > 0 then\n\
  local unread = math.max(0, redis.call(\"XLEN\", intentsKey) - found.pending)\n\
  redis.call(\"XGROUP\", \"SETID\", intentsKey, group, found[\"last-delivered-id\"], \"ENTRIESREAD\", intents - unread)\n\
end\n\
return { \"closed\" }\n\
",
};

export interface CheckKeysKeys {
  /** the sale's rules */
  readonly meta: string;
  /** slots and attempts per account */
  readonly accounts: string;
  /** records */
  readonly attempts: string;
  /** stream for the worker */
  readonly intents: string;
}

export interface CheckKeysArgs {
  /** the worker's consumer group */
  readonly group: string | number;
  /** of the look before; -1 when there was none */
  readonly epoch: string | number;
  /** as that look told them */
  readonly accountsBefore: string | number;
  /** as that look told them */
  readonly attemptsBefore: string | number;
  /** as that look told them */
  readonly intentsBefore: string | number;
}

export type CheckKeysReply =
  | { readonly tag: "not_loaded" }
  /** of intents, how many there ever were */
  | { readonly tag: "whole"; readonly epoch: number; readonly accounts: number; readonly attempts: number; readonly intents: number }
  | { readonly tag: "closed" };

/**
 * Closes a sale's gate when somebody has deleted a part of what it knows.
 * Guarantee: Attempts, accounts and the count of intents only grow while a sale is loaded, and an entry leaves the stream only when its work is done. A gate of which less is there than was there cannot be believed: it is not loaded any more, until it is loaded from PostgreSQL. What is left in the stream stays and is booked. What has been deleted and written anew since the look before may be as much as it was: then attempts stand without their account, or accounts without their newest attempt, and one look after the other finds one of them by chance.
 */
export async function checkKeys(redis: RedisClient, keys: CheckKeysKeys, args: CheckKeysArgs): Promise<CheckKeysReply> {
  const reply = await runScript(redis, checkKeysScript, [keys.meta, keys.accounts, keys.attempts, keys.intents], [args.group, args.epoch, args.accountsBefore, args.attemptsBefore, args.intentsBefore]);
  const { tag, values } = readReply(reply);
  switch (tag) {
    case "not_loaded": return { tag };
    case "whole": return { tag, epoch: readInteger(values, 0), accounts: readInteger(values, 1), attempts: readInteger(values, 2), intents: readInteger(values, 3) };
    case "closed": return { tag };
    default: throw unknownTag(checkKeysScript.name, tag);
  }
}

// ------------------------------------------------------------ close-line

export const closeLineScript = {
  name: "zh_close_line_v1_2f47da9c",
  lua: "#!lua\n\
local metaKey = KEYS[1]\n\
local accountsKey = KEYS[2]\n\
local attemptsKey = KEYS[3]\n\
local intentsKey = KEYS[4]\n\
local stockKey = KEYS[5]\n\
local lineKeys = { unpack(KEYS, 6) }\n\
local reason = ARGV[1]\n\
local max = tonumber(ARGV[2])\n\
local stateLetters = {\n\
  queued = \"q\", reserved = \"r\", paying = \"y\", paid = \"p\", lost = \"l\", left = \"g\", expired = \"x\",\n\
}\n\
local recordPattern = \"^(%l)|(%d+)|([^|]+)|(%d+)|(%d+)|(%d+)|(%d+)|(%d*)|([%l_]*)|(%d*)$\"\n\
local function unpackRecord(packed)\n\
  local record = {}\n\
  record.state, record.version, record.account, record.item, record.quantity, record.slots,\n\
    record.receivedAt, record.payBy, record.reason, record.sequence = string.match(packed, recordPattern)\n\
  if not record.state then\n\
    error(\"a broken attempt record\")\n\
  end\n\
  record.version = tonumber(record.version)\n\
  record.quantity = tonumber(record.quantity)\n\
  record.slots = tonumber(record.slots)\n\
  return record\n\
end\n\
local function packRecord(record)\n\
  return table.concat({\n\
    record.state, record.version, record.account, record.item, record.quantity, record.slots,\n\
    record.receivedAt, record.payBy, record.reason, record.sequence,\n\
  }, \"|\")\n\
end\n\
local function readRecord(attemptId)\n\
  local packed = redis.call(\"HGET\", attemptsKey, attemptId)\n\
  return packed and unpackRecord(packed) or nil\n\
end\n\
local function readAccount(accountId)\n\
  local packed = redis.call(\"HGET\", accountsKey, accountId)\n\
  if not packed then\n\
    return nil\n\
  end\n\
  local mask, rest = string.match(packed, \"^(%d+)(.*)$\")\n\
  local account = { mask = tonumber(mask), live = {} }\n\
  for dash, attemptId in string.gmatch(rest, \" (%-?)(%S+)\") do\n\
    if dash == \"\" then\n\
      account.live[#account.live + 1] = attemptId\n\
    end\n\
    account.newest = attemptId\n\
  end\n\
  return account\n\
end\n\
local function writeAccount(accountId, account)\n\
  local words = { account.mask, unpack(account.live) }\n\
  if account.newest and account.newest ~= account.live[#account.live] then\n\
    words[#words + 1] = \"-\" .. account.newest\n\
  end\n\
  redis.call(\"HSET\", accountsKey, accountId, table.concat(words, \" \"))\n\
end\n\
local function vacateSlots(attemptId, record)\n\
  local account = readAccount(record.account) or { mask = 0, live = {} }\n\
  local live, mask = {}, 0\n\
  for _, liveId in ipairs(account.live) do\n\
    if liveId ~= attemptId then\n\
      local other = readRecord(liveId)\n\
      live[#live + 1] = liveId\n\
      mask = bit.bor(mask, other and other.slots or 0)\n\
    end\n\
  end\n\
  account.live = live\n\
  account.mask = mask\n\
  writeAccount(record.account, account)\n\
end\n\
local function handOver(kind, attemptId, packed)\n\
  redis.call(\"XADD\", intentsKey, \"*\", \"kind\", kind, \"attempt\", attemptId, \"record\", packed)\n\
end\n\
local placeFreed = false\n\
local function removeFromLine(lineKey, attemptId)\n\
  if redis.call(\"ZREM\", lineKey, attemptId) == 1 then\n\
    placeFreed = true\n\
    redis.call(\"HINCRBY\", metaKey, \"waiting\", -1)\n\
  end\n\
end\n\
local function dismiss(lineKey, attemptId, record, state, reason)\n\
  record.state = stateLetters[state]\n\
  record.sequence = \"\"\n\
  record.reason = reason\n\
  local packed = packRecord(record)\n\
  handOver(\"leave\", attemptId, packed)\n\
  redis.call(\"HSET\", attemptsKey, attemptId, packed)\n\
  removeFromLine(lineKey, attemptId)\n\
  vacateSlots(attemptId, record)\n\
end\n\
local function announceChange()\n\
  redis.call(\"PUBLISH\", \"zerohour:gate\", metaKey)\n\
end\n\
local meta = redis.call(\"HMGET\", metaKey, \"epoch\", \"loader\")\n\
if not meta[1] or meta[2] then\n\
  return { \"not_loaded\" }\n\
end\n\
local count = 0\n\
for _, lineKey in ipairs(lineKeys) do\n\
  local wanted = max - count\n\
  local attemptIds = wanted > 0 and redis.call(\"ZRANGE\", lineKey, 0, wanted - 1) or {}\n\
  for _, attemptId in ipairs(attemptIds) do\n\
    local record = readRecord(attemptId)\n\
    if record then\n\
      dismiss(lineKey, attemptId, record, \"lost\", reason)\n\
    else\n\
      removeFromLine(lineKey, attemptId)\n\
    end\n\
    count = count + 1\n\
  end\n\
end\n\
if count > 0 then\n\
  announceChange()\n\
end\n\
local remaining = tonumber(redis.call(\"HGET\", metaKey, \"waiting\"))\n\
if count == 0 and remaining > 0 and max > 0 then\n\
  return { \"items_changed\" }\n\
end\n\
return { \"closed\", count, remaining }\n\
",
};

export interface CloseLineKeys {
  /** the sale's rules */
  readonly meta: string;
  /** slots and attempts per account */
  readonly accounts: string;
  /** records */
  readonly attempts: string;
  /** stream for the worker */
  readonly intents: string;
  /** counters per item, not changed */
  readonly stock: string;
  /** one per item of the sale */
  readonly lines: readonly string[];
}

export interface CloseLineArgs {
  /** why they lost */
  readonly reason: string | number;
  /** at most so many in this call */
  readonly max: string | number;
}

export type CloseLineReply =
  | { readonly tag: "not_loaded" }
  /** somebody waits for an item the caller does not know */
  | { readonly tag: "items_changed" }
  | { readonly tag: "closed"; readonly count: number; readonly remaining: number };

/**
 * Ends the line of a sale: those who still wait have lost, with a reason.
 * Guarantee: Tells at most `max` in one call, each with slots freed and an intent for the worker; calling again goes on where this one stopped.
 */
export async function closeLine(redis: RedisClient, keys: CloseLineKeys, args: CloseLineArgs): Promise<CloseLineReply> {
  const reply = await runScript(redis, closeLineScript, [keys.meta, keys.accounts, keys.attempts, keys.intents, keys.stock, ...keys.lines], [args.reason, args.max]);
  const { tag, values } = readReply(reply);
  switch (tag) {
    case "not_loaded": return { tag };
    case "items_changed": return { tag };
    case "closed": return { tag, count: readInteger(values, 0), remaining: readInteger(values, 1) };
    default: throw unknownTag(closeLineScript.name, tag);
  }
}

// ------------------------------------------------------------ configure

export const configureScript = {
  name: "zh_configure_v1_395c8d0a",
  lua: "#!lua\n\
local metaKey = KEYS[1]\n\
local stockKey = KEYS[2]\n\
local accountsKey = KEYS[3]\n\
local attemptsKey = KEYS[4]\n\
local intentsKey = KEYS[5]\n\
local lineKeys = { unpack(KEYS, 6) }\n\
local itemIds = ARGV[1]\n\
local rules = cjson.decode(ARGV[2])\n\
local clock = ARGV[3]\n\
local function readClock(clockSpec)\n\
  if string.sub(clockSpec, 1, 1) == \"=\" then\n\
    return tonumber(string.sub(clockSpec, 2))\n\
  end\n\
  local time = redis.call(\"TIME\")\n\
  return tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000) + tonumber(clockSpec)\n\
end\n\
local function writeRules(rules)\n\
  local packed = string.format(\"%s|%.0f|%.0f|%d|%d|%.0f\", rules.status, rules.startsAtMs, rules.endsAtMs,\n\
    rules.limit, rules.lineCap, rules.paymentWindowMs)\n\
  redis.call(\"HSET\", metaKey, \"version\", rules.version, \"rules\", packed)\n\
end\n\
local function unpackRules(packed)\n\
  local status, startsAtMs, endsAtMs, limit, lineCap, paymentWindowMs =\n\
    string.match(packed, \"^(%l+)|(%d+)|(%d+)|(%d+)|(%d+)|(%d+)$\")\n\
  return status, tonumber(startsAtMs), tonumber(endsAtMs), tonumber(limit), tonumber(lineCap), tonumber(paymentWindowMs)\n\
end\n\
local stateLetters = {\n\
  queued = \"q\", reserved = \"r\", paying = \"y\", paid = \"p\", lost = \"l\", left = \"g\", expired = \"x\",\n\
}\n\
local recordPattern = \"^(%l)|(%d+)|([^|]+)|(%d+)|(%d+)|(%d+)|(%d+)|(%d*)|([%l_]*)|(%d*)$\"\n\
local function unpackRecord(packed)\n\
  local record = {}\n\
  record.state, record.version, record.account, record.item, record.quantity, record.slots,\n\
    record.receivedAt, record.payBy, record.reason, record.sequence = string.match(packed, recordPattern)\n\
  if not record.state then\n\
    error(\"a broken attempt record\")\n\
  end\n\
  record.version = tonumber(record.version)\n\
  record.quantity = tonumber(record.quantity)\n\
  record.slots = tonumber(record.slots)\n\
  return record\n\
end\n\
local function packRecord(record)\n\
  return table.concat({\n\
    record.state, record.version, record.account, record.item, record.quantity, record.slots,\n\
    record.receivedAt, record.payBy, record.reason, record.sequence,\n\
  }, \"|\")\n\
end\n\
local function readRecord(attemptId)\n\
  local packed = redis.call(\"HGET\", attemptsKey, attemptId)\n\
  return packed and unpackRecord(packed) or nil\n\
end\n\
local function readAccount(accountId)\n\
  local packed = redis.call(\"HGET\", accountsKey, accountId)\n\
  if not packed then\n\
    return nil\n\
  end\n\
  local mask, rest = string.match(packed, \"^(%d+)(.*)$\")\n\
  local account = { mask = tonumber(mask), live = {} }\n\
  for dash, attemptId in string.gmatch(rest, \" (%-?)(%S+)\") do\n\
    if dash == \"\" then\n\
      account.live[#account.live + 1] = attemptId\n\
    end\n\
    account.newest = attemptId\n\
  end\n\
  return account\n\
end\n\
local function writeAccount(accountId, account)\n\
  local words = { account.mask, unpack(account.live) }\n\
  if account.newest and account.newest ~= account.live[#account.live] then\n\
    words[#words + 1] = \"-\" .. account.newest\n\
  end\n\
  redis.call(\"HSET\", accountsKey, accountId, table.concat(words, \" \"))\n\
end\n\
local function vacateSlots(attemptId, record)\n\
  local account = readAccount(record.account) or { mask = 0, live = {} }\n\
  local live, mask = {}, 0\n\
  for _, liveId in ipairs(account.live) do\n\
    if liveId ~= attemptId then\n\
      local other = readRecord(liveId)\n\
      live[#live + 1] = liveId\n\
      mask = bit.bor(mask, other and other.slots or 0)\n\
    end\n\
  end\n\
  account.live = live\n\
  account.mask = mask\n\
  writeAccount(record.account, account)\n\
end\n\
local function readStock(item)\n\
  local counts = redis.call(\"HMGET\", stockKey,\n\
    item .. \":total\", item .. \":released\", item .. \":held\", item .. \":sold\")\n\
  if not counts[1] then\n\
    return nil\n\
  end\n\
  local total, released = tonumber(counts[1]), tonumber(counts[2])\n\
  local held, sold = tonumber(counts[3]), tonumber(counts[4])\n\
  return { total = total, released = released, held = held, sold = sold, free = released - held - sold }\n\
end\n\
local function addToCounter(item, counter, quantity)\n\
  local field = item .. \":\" .. counter\n\
  if redis.call(\"HINCRBY\", stockKey, field, quantity) < 0 then\n\
    redis.call(\"HSET\", stockKey, field, 0)\n\
  end\n\
end\n\
local function handOver(kind, attemptId, packed)\n\
  redis.call(\"XADD\", intentsKey, \"*\", \"kind\", kind, \"attempt\", attemptId, \"record\", packed)\n\
end\n\
local serveMax = 200\n\
local function pairLines(itemIds, lineKeys)\n\
  local lines, position = {}, 0\n\
  for item in string.gmatch(itemIds, \"%d+\") do\n\
    position = position + 1\n\
    lines[item] = lineKeys[position]\n\
  end\n\
  return lines\n\
end\n\
local placeFreed = false\n\
local function removeFromLine(lineKey, attemptId)\n\
  if redis.call(\"ZREM\", lineKey, attemptId) == 1 then\n\
    placeFreed = true\n\
    redis.call(\"HINCRBY\", metaKey, \"waiting\", -1)\n\
  end\n\
end\n\
local function dismiss(lineKey, attemptId, record, state, reason)\n\
  record.state = stateLetters[state]\n\
  record.sequence = \"\"\n\
  record.reason = reason\n\
  local packed = packRecord(record)\n\
  handOver(\"leave\", attemptId, packed)\n\
  redis.call(\"HSET\", attemptsKey, attemptId, packed)\n\
  removeFromLine(lineKey, attemptId)\n\
  vacateSlots(attemptId, record)\n\
end\n\
local function isSelling(nowMs)\n\
  local status, startsAtMs, endsAtMs = unpackRules(redis.call(\"HGET\", metaKey, \"rules\"))\n\
  return status == \"published\" and nowMs >= startsAtMs and nowMs < endsAtMs\n\
end\n\
local function serveLine(item, lineKey)\n\
  local stock = readStock(item)\n\
  if not stock then\n\
    return\n\
  end\n\
  local free, unsold = stock.free, stock.total - stock.sold\n\
  for _ = 1, serveMax do\n\
    local attemptId = free > 0 and redis.call(\"ZRANGE\", lineKey, 0, 0)[1]\n\
    if not attemptId then\n\
      return\n\
    end\n\
    local record = readRecord(attemptId)\n\
    if not record then\n\
      removeFromLine(lineKey, attemptId)\n\
    elseif record.quantity <= free then\n\
      record.sequence = \"\"\n\
      local packed = packRecord(record)\n\
      handOver(\"reserve\", attemptId, packed)\n\
      redis.call(\"HSET\", attemptsKey, attemptId, packed)\n\
      removeFromLine(lineKey, attemptId)\n\
      addToCounter(item, \"held\", record.quantity)\n\
      free = free - record.quantity\n\
    elseif record.quantity > unsold then\n\
      dismiss(lineKey, attemptId, record, \"lost\", \"sold_out\")\n\
    else\n\
      return\n\
    end\n\
  end\n\
end\n\
local function announceChange()\n\
  redis.call(\"PUBLISH\", \"zerohour:gate\", metaKey)\n\
end\n\
local meta = redis.call(\"HMGET\", metaKey, \"epoch\", \"version\", \"loader\")\n\
if not meta[1] then\n\
  return { \"not_loaded\" }\n\
end\n\
if rules.epoch < tonumber(meta[1]) or rules.version <= tonumber(meta[2]) then\n\
  return { \"unchanged\" }\n\
end\n\
writeRules(rules)\n\
announceChange()\n\
if not meta[3] and isSelling(readClock(clock)) then\n\
  for item, lineKey in pairs(pairLines(itemIds, lineKeys)) do\n\
    serveLine(item, lineKey)\n\
  end\n\
end\n\
return { \"configured\" }\n\
",
};

export interface ConfigureKeys {
  /** the sale's rules */
  readonly meta: string;
  /** counters per item */
  readonly stock: string;
  /** slots and attempts per account */
  readonly accounts: string;
  /** records */
  readonly attempts: string;
  /** stream for the worker */
  readonly intents: string;
  /** one per item of the sale, in the order of itemIds */
  readonly lines: readonly string[];
}

export interface ConfigureArgs {
  /** the sale's items, comma-separated */
  readonly itemIds: string | number;
  /** JSON object of epoch, version, status, startsAtMs, endsAtMs, limit, lineCap, paymentWindowMs */
  readonly rules: string | number;
  /** clock spec */
  readonly clock: string | number;
}

export type ConfigureReply =
  | { readonly tag: "not_loaded" }
  /** the gate has this version or a newer one, or a newer epoch */
  | { readonly tag: "unchanged" }
  | { readonly tag: "configured" };

/**
 * Brings status, schedule and limits of a sale up to date.
 * Guarantee: The newest version wins in whatever order they arrive, also while the sale is being loaded. A sale that sells again offers its free units to the line.
 */
export async function configure(redis: RedisClient, keys: ConfigureKeys, args: ConfigureArgs): Promise<ConfigureReply> {
  const reply = await runScript(redis, configureScript, [keys.meta, keys.stock, keys.accounts, keys.attempts, keys.intents, ...keys.lines], [args.itemIds, args.rules, args.clock]);
  const { tag } = readReply(reply);
  switch (tag) {
    case "not_loaded": return { tag };
    case "unchanged": return { tag };
    case "configured": return { tag };
    default: throw unknownTag(configureScript.name, tag);
  }
}

// ------------------------------------------------------------ forget-consumers

export const forgetConsumersScript = {
  name: "zh_forget_consumers_v1_aa7911af",
  lua: "#!lua\n\
local intentsKey = KEYS[1]\n\
local group = ARGV[1]\n\
local silentMs = tonumber(ARGV[2])\n\
local consumers = redis.pcall(\"XINFO\", \"CONSUMERS\", intentsKey, group)\n\
if consumers.err then\n\
  return { \"forgot\", 0 }\n\
end\n\
local count = 0\n\
for _, fields in ipairs(consumers) do\n\
  local consumer = {}\n\
  for position = 1, #fields, 2 do\n\
    consumer[fields[position]] = fields[position + 1]\n\
  end\n\
  if consumer.pending == 0 and consumer.idle >= silentMs then\n\
    redis.call(\"XGROUP\", \"DELCONSUMER\", intentsKey, group, consumer.name)\n\
    count = count + 1\n\
  end\n\
end\n\
return { \"forgot\", count }\n\
",
};

export interface ForgetConsumersKeys {
  /** stream for the worker */
  readonly intents: string;
}

export interface ForgetConsumersArgs {
  /** the worker's consumer group */
  readonly group: string | number;
  /** whoever has asked for nothing this long is gone */
  readonly silentMs: string | number;
}

export type ForgetConsumersReply =
  /** also 0 for a stream or a group that is not there */
  | { readonly tag: "forgot"; readonly count: number };

/**
 * Removes the names of workers that are gone from a stream's group.
 * Guarantee: Only names with nothing pending go, judged and removed in one step, so no entry is lost. A worker that lives after all gets its name back with its next read.
 */
export async function forgetConsumers(redis: RedisClient, keys: ForgetConsumersKeys, args: ForgetConsumersArgs): Promise<ForgetConsumersReply> {
  const reply = await runScript(redis, forgetConsumersScript, [keys.intents], [args.group, args.silentMs]);
  const { tag, values } = readReply(reply);
  switch (tag) {
    case "forgot": return { tag, count: readInteger(values, 0) };
    default: throw unknownTag(forgetConsumersScript.name, tag);
  }
}

// ------------------------------------------------------------ leave-line

export const leaveLineScript = {
  name: "zh_leave_line_v1_739bb2bb",
  lua: "#!lua\n\
local metaKey = KEYS[1]\n\
local stockKey = KEYS[2]\n\
local accountsKey = KEYS[3]\n\
local attemptsKey = KEYS[4]\n\
local intentsKey = KEYS[5]\n\
local lineKeys = { unpack(KEYS, 6) }\n\
local itemIds = ARGV[1]\n\
local attemptId = ARGV[2]\n\
local accountId = ARGV[3]\n\
local clock = ARGV[4]\n\
local function readClock(clockSpec)\n\
  if string.sub(clockSpec, 1, 1) == \"=\" then\n\
    return tonumber(string.sub(clockSpec, 2))\n\
  end\n\
  local time = redis.call(\"TIME\")\n\
  return tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000) + tonumber(clockSpec)\n\
end\n\
local stateLetters = {\n\
  queued = \"q\", reserved = \"r\", paying = \"y\", paid = \"p\", lost = \"l\", left = \"g\", expired = \"x\",\n\
}\n\
local recordPattern = \"^(%l)|(%d+)|([^|]+)|(%d+)|(%d+)|(%d+)|(%d+)|(%d*)|([%l_]*)|(%d*)$\"\n\
local function unpackRecord(packed)\n\
  local record = {}\n\
  record.state, record.version, record.account, record.item, record.quantity, record.slots,\n\
    record.receivedAt, record.payBy, record.reason, record.sequence = string.match(packed, recordPattern)\n\
  if not record.state then\n\
    error(\"a broken attempt record\")\n\
  end\n\
  record.version = tonumber(record.version)\n\
  record.quantity = tonumber(record.quantity)\n\
  record.slots = tonumber(record.slots)\n\
  return record\n\
end\n\
local function packRecord(record)\n\
  return table.concat({\n\
    record.state, record.version, record.account, record.item, record.quantity, record.slots,\n\
    record.receivedAt, record.payBy, record.reason, record.sequence,\n\
  }, \"|\")\n\
end\n\
local function readRecord(attemptId)\n\
  local packed = redis.call(\"HGET\", attemptsKey, attemptId)\n\
  return packed and unpackRecord(packed) or nil\n\
end\n\
local function isWaiting(record)\n\
  return record.sequence ~= \"\"\n\
end\n\
local function readAccount(accountId)\n\
  local packed = redis.call(\"HGET\", accountsKey, accountId)\n\
  if not packed then\n\
    return nil\n\
  end\n\
  local mask, rest = string.match(packed, \"^(%d+)(.*)$\")\n\
  local account = { mask = tonumber(mask), live = {} }\n\
  for dash, attemptId in string.gmatch(rest, \" (%-?)(%S+)\") do\n\
    if dash == \"\" then\n\
      account.live[#account.live + 1] = attemptId\n\
    end\n\
    account.newest = attemptId\n\
  end\n\
  return account\n\
end\n\
local function writeAccount(accountId, account)\n\
  local words = { account.mask, unpack(account.live) }\n\
  if account.newest and account.newest ~= account.live[#account.live] then\n\
    words[#words + 1] = \"-\" .. account.newest\n\
  end\n\
  redis.call(\"HSET\", accountsKey, accountId, table.concat(words, \" \"))\n\
end\n\
local function vacateSlots(attemptId, record)\n\
  local account = readAccount(record.account) or { mask = 0, live = {} }\n\
  local live, mask = {}, 0\n\
  for _, liveId in ipairs(account.live) do\n\
    if liveId ~= attemptId then\n\
      local other = readRecord(liveId)\n\
      live[#live + 1] = liveId\n\
      mask = bit.bor(mask, other and other.slots or 0)\n\
    end\n\
  end\n\
  account.live = live\n\
  account.mask = mask\n\
  writeAccount(record.account, account)\n\
end\n\
local function readStock(item)\n\
  local counts = redis.call(\"HMGET\", stockKey,\n\
    item .. \":total\", item .. \":released\", item .. \":held\", item .. \":sold\")\n\
  if not counts[1] then\n\
    return nil\n\
  end\n\
  local total, released = tonumber(counts[1]), tonumber(counts[2])\n\
  local held, sold = tonumber(counts[3]), tonumber(counts[4])\n\
  return { total = total, released = released, held = held, sold = sold, free = released - held - sold }\n\
end\n\
local function addToCounter(item, counter, quantity)\n\
  local field = item .. \":\" .. counter\n\
  if redis.call(\"HINCRBY\", stockKey, field, quantity) < 0 then\n\
    redis.call(\"HSET\", stockKey, field, 0)\n\
  end\n\
end\n\
local function handOver(kind, attemptId, packed)\n\
  redis.call(\"XADD\", intentsKey, \"*\", \"kind\", kind, \"attempt\", attemptId, \"record\", packed)\n\
end\n\
local function unpackRules(packed)\n\
  local status, startsAtMs, endsAtMs, limit, lineCap, paymentWindowMs =\n\
    string.match(packed, \"^(%l+)|(%d+)|(%d+)|(%d+)|(%d+)|(%d+)$\")\n\
  return status, tonumber(startsAtMs), tonumber(endsAtMs), tonumber(limit), tonumber(lineCap), tonumber(paymentWindowMs)\n\
end\n\
local serveMax = 200\n\
local function pairLines(itemIds, lineKeys)\n\
  local lines, position = {}, 0\n\
  for item in string.gmatch(itemIds, \"%d+\") do\n\
    position = position + 1\n\
    lines[item] = lineKeys[position]\n\
  end\n\
  return lines\n\
end\n\
local placeFreed = false\n\
local function removeFromLine(lineKey, attemptId)\n\
  if redis.call(\"ZREM\", lineKey, attemptId) == 1 then\n\
    placeFreed = true\n\
    redis.call(\"HINCRBY\", metaKey, \"waiting\", -1)\n\
  end\n\
end\n\
local function dismiss(lineKey, attemptId, record, state, reason)\n\
  record.state = stateLetters[state]\n\
  record.sequence = \"\"\n\
  record.reason = reason\n\
  local packed = packRecord(record)\n\
  handOver(\"leave\", attemptId, packed)\n\
  redis.call(\"HSET\", attemptsKey, attemptId, packed)\n\
  removeFromLine(lineKey, attemptId)\n\
  vacateSlots(attemptId, record)\n\
end\n\
local function isSelling(nowMs)\n\
  local status, startsAtMs, endsAtMs = unpackRules(redis.call(\"HGET\", metaKey, \"rules\"))\n\
  return status == \"published\" and nowMs >= startsAtMs and nowMs < endsAtMs\n\
end\n\
local function serveLine(item, lineKey)\n\
  local stock = readStock(item)\n\
  if not stock then\n\
    return\n\
  end\n\
  local free, unsold = stock.free, stock.total - stock.sold\n\
  for _ = 1, serveMax do\n\
    local attemptId = free > 0 and redis.call(\"ZRANGE\", lineKey, 0, 0)[1]\n\
    if not attemptId then\n\
      return\n\
    end\n\
    local record = readRecord(attemptId)\n\
    if not record then\n\
      removeFromLine(lineKey, attemptId)\n\
    elseif record.quantity <= free then\n\
      record.sequence = \"\"\n\
      local packed = packRecord(record)\n\
      handOver(\"reserve\", attemptId, packed)\n\
      redis.call(\"HSET\", attemptsKey, attemptId, packed)\n\
      removeFromLine(lineKey, attemptId)\n\
      addToCounter(item, \"held\", record.quantity)\n\
      free = free - record.quantity\n\
    elseif record.quantity > unsold then\n\
      dismiss(lineKey, attemptId, record, \"lost\", \"sold_out\")\n\
    else\n\
      return\n\
    end\n\
  end\n\
end\n\
local function announceChange()\n\
  redis.call(\"PUBLISH\", \"zerohour:gate\", metaKey)\n\
end\n\
local meta = redis.call(\"HMGET\", metaKey, \"epoch\", \"loader\")\n\
if not meta[1] or meta[2] then\n\
  return { \"not_loaded\" }\n\
end\n\
local record = readRecord(attemptId)\n\
if not record or record.account ~= accountId then\n\
  return { \"not_in_line\" }\n\
end\n\
if not isWaiting(record) then\n\
  if record.state == stateLetters.left and record.version == 0 then\n\
    return { \"left\" }\n\
  end\n\
  return { \"not_in_line\" }\n\
end\n\
local lineKey = pairLines(itemIds, lineKeys)[record.item]\n\
if not lineKey then\n\
  return { \"items_changed\" }\n\
end\n\
dismiss(lineKey, attemptId, record, \"left\", \"\")\n\
announceChange()\n\
if isSelling(readClock(clock)) then\n\
  serveLine(record.item, lineKey)\n\
end\n\
return { \"left\" }\n\
",
};

export interface LeaveLineKeys {
  /** the sale's rules */
  readonly meta: string;
  /** counters per item */
  readonly stock: string;
  /** slots and attempts per account */
  readonly accounts: string;
  /** records */
  readonly attempts: string;
  /** stream for the worker */
  readonly intents: string;
  /** one per item of the sale, in the order of itemIds */
  readonly lines: readonly string[];
}

export interface LeaveLineArgs {
  /** the sale's items, comma-separated */
  readonly itemIds: string | number;
  /** who waits */
  readonly attemptId: string | number;
  /** whose it must be */
  readonly accountId: string | number;
  /** clock spec */
  readonly clock: string | number;
}

export type LeaveLineReply =
  | { readonly tag: "not_loaded" }
  /** the caller does not know all items of the sale; nothing was done */
  | { readonly tag: "items_changed" }
  /** unknown, another account's, or not waiting */
  | { readonly tag: "not_in_line" }
  | { readonly tag: "left" };

/**
 * Gives up a place in line.
 * Guarantee: Frees the account's slots and tells the worker, once; a repeat hears the same answer. If a free unit waited for this one, the next in line is served.
 */
export async function leaveLine(redis: RedisClient, keys: LeaveLineKeys, args: LeaveLineArgs): Promise<LeaveLineReply> {
  const reply = await runScript(redis, leaveLineScript, [keys.meta, keys.stock, keys.accounts, keys.attempts, keys.intents, ...keys.lines], [args.itemIds, args.attemptId, args.accountId, args.clock]);
  const { tag } = readReply(reply);
  switch (tag) {
    case "not_loaded": return { tag };
    case "items_changed": return { tag };
    case "not_in_line": return { tag };
    case "left": return { tag };
    default: throw unknownTag(leaveLineScript.name, tag);
  }
}

// ------------------------------------------------------------ load-attempts

export const loadAttemptsScript = {
  name: "zh_load_attempts_v1_9167cc2c",
  lua: "#!lua\n\
local metaKey = KEYS[1]\n\
local accountsKey = KEYS[2]\n\
local attemptsKey = KEYS[3]\n\
local loader = ARGV[1]\n\
local attempts = cjson.decode(ARGV[2])\n\
local stateLetters = {\n\
  queued = \"q\", reserved = \"r\", paying = \"y\", paid = \"p\", lost = \"l\", left = \"g\", expired = \"x\",\n\
}\n\
local recordPattern = \"^(%l)|(%d+)|([^|]+)|(%d+)|(%d+)|(%d+)|(%d+)|(%d*)|([%l_]*)|(%d*)$\"\n\
local function unpackRecord(packed)\n\
  local record = {}\n\
  record.state, record.version, record.account, record.item, record.quantity, record.slots,\n\
    record.receivedAt, record.payBy, record.reason, record.sequence = string.match(packed, recordPattern)\n\
  if not record.state then\n\
    error(\"a broken attempt record\")\n\
  end\n\
  record.version = tonumber(record.version)\n\
  record.quantity = tonumber(record.quantity)\n\
  record.slots = tonumber(record.slots)\n\
  return record\n\
end\n\
local function packRecord(record)\n\
  return table.concat({\n\
    record.state, record.version, record.account, record.item, record.quantity, record.slots,\n\
    record.receivedAt, record.payBy, record.reason, record.sequence,\n\
  }, \"|\")\n\
end\n\
local function readRecord(attemptId)\n\
  local packed = redis.call(\"HGET\", attemptsKey, attemptId)\n\
  return packed and unpackRecord(packed) or nil\n\
end\n\
local function writeRecord(attemptId, record)\n\
  redis.call(\"HSET\", attemptsKey, attemptId, packRecord(record))\n\
end\n\
local function isWaiting(record)\n\
  return record.sequence ~= \"\"\n\
end\n\
local function isLive(record)\n\
  local state = record.state\n\
  return state == \"q\" or state == \"r\" or state == \"y\" or state == \"p\"\n\
end\n\
local function counterOf(record)\n\
  local state = record.state\n\
  if state == \"p\" then\n\
    return \"sold\"\n\
  end\n\
  if state == \"r\" or state == \"y\" or (state == \"q\" and not isWaiting(record)) then\n\
    return \"held\"\n\
  end\n\
  return nil\n\
end\n\
local function readAccount(accountId)\n\
  local packed = redis.call(\"HGET\", accountsKey, accountId)\n\
  if not packed then\n\
    return nil\n\
  end\n\
  local mask, rest = string.match(packed, \"^(%d+)(.*)$\")\n\
  local account = { mask = tonumber(mask), live = {} }\n\
  for dash, attemptId in string.gmatch(rest, \" (%-?)(%S+)\") do\n\
    if dash == \"\" then\n\
      account.live[#account.live + 1] = attemptId\n\
    end\n\
    account.newest = attemptId\n\
  end\n\
  return account\n\
end\n\
local function writeAccount(accountId, account)\n\
  local words = { account.mask, unpack(account.live) }\n\
  if account.newest and account.newest ~= account.live[#account.live] then\n\
    words[#words + 1] = \"-\" .. account.newest\n\
  end\n\
  redis.call(\"HSET\", accountsKey, accountId, table.concat(words, \" \"))\n\
end\n\
local function enterAccount(account, attemptId, record)\n\
  if not account then\n\
    redis.call(\"HSET\", accountsKey, record.account, record.slots .. \" \" .. attemptId)\n\
    return\n\
  end\n\
  account.mask = bit.bor(account.mask, record.slots)\n\
  account.live[#account.live + 1] = attemptId\n\
  account.newest = attemptId\n\
  writeAccount(record.account, account)\n\
end\n\
local function vacateSlots(attemptId, record)\n\
  local account = readAccount(record.account) or { mask = 0, live = {} }\n\
  local live, mask = {}, 0\n\
  for _, liveId in ipairs(account.live) do\n\
    if liveId ~= attemptId then\n\
      local other = readRecord(liveId)\n\
      live[#live + 1] = liveId\n\
      mask = bit.bor(mask, other and other.slots or 0)\n\
    end\n\
  end\n\
  account.live = live\n\
  account.mask = mask\n\
  writeAccount(record.account, account)\n\
end\n\
if redis.call(\"HGET\", metaKey, \"loader\") ~= loader then\n\
  return { \"superseded\" }\n\
end\n\
local heldUntilMs = tonumber(redis.call(\"HGET\", metaKey, \"heldUntilMs\"))\n\
for _, attempt in ipairs(attempts) do\n\
  local record = {\n\
    state = stateLetters[attempt.state], version = attempt.version, account = attempt.accountId,\n\
    item = string.format(\"%d\", attempt.itemId), quantity = attempt.quantity, slots = attempt.slots,\n\
    receivedAt = attempt.receivedAtMs, payBy = attempt.payByMs or \"\", reason = attempt.reason or \"\", sequence = \"\",\n\
  }\n\
  local isNew = redis.call(\"HEXISTS\", attemptsKey, attempt.attemptId) == 0\n\
  writeRecord(attempt.attemptId, record)\n\
  if isNew then\n\
    enterAccount(readAccount(record.account), attempt.attemptId, record)\n\
    if not isLive(record) then\n\
      vacateSlots(attempt.attemptId, record)\n\
    end\n\
  end\n\
  if attempt.payByMs and counterOf(record) == \"held\" then\n\
    heldUntilMs = math.max(heldUntilMs, attempt.payByMs)\n\
  end\n\
end\n\
redis.call(\"HSET\", metaKey, \"heldUntilMs\", heldUntilMs)\n\
return { \"written\" }\n\
",
};

export interface LoadAttemptsKeys {
  /** the sale's rules */
  readonly meta: string;
  /** slots and attempts per account */
  readonly accounts: string;
  /** records */
  readonly attempts: string;
}

export interface LoadAttemptsArgs {
  /** the name load-begin was given */
  readonly loader: string | number;
  /** JSON list, oldest first, of { attemptId, version, state, accountId, itemId, quantity, slots, receivedAtMs, payByMs?, reason? } */
  readonly attempts: string | number;
}

export type LoadAttemptsReply =
  /** another load has begun since */
  | { readonly tag: "superseded" }
  | { readonly tag: "written" };

/**
 * Writes a part of the attempts of a sale that is being loaded.
 * Guarantee: Writes only for the load that began last; repeating a part changes nothing.
 */
export async function loadAttempts(redis: RedisClient, keys: LoadAttemptsKeys, args: LoadAttemptsArgs): Promise<LoadAttemptsReply> {
  const reply = await runScript(redis, loadAttemptsScript, [keys.meta, keys.accounts, keys.attempts], [args.loader, args.attempts]);
  const { tag } = readReply(reply);
  switch (tag) {
    case "superseded": return { tag };
    case "written": return { tag };
    default: throw unknownTag(loadAttemptsScript.name, tag);
  }
}

// ------------------------------------------------------------ load-begin

export const loadBeginScript = {
  name: "zh_load_begin_v1_8068066e",
  lua: "#!lua\n\
local metaKey = KEYS[1]\n\
local stockKey = KEYS[2]\n\
local accountsKey = KEYS[3]\n\
local attemptsKey = KEYS[4]\n\
local intentsKey = KEYS[5]\n\
local causesKey = KEYS[6]\n\
local lineKeys = { unpack(KEYS, 7) }\n\
local loader = ARGV[1]\n\
local group = ARGV[2]\n\
local rules = cjson.decode(ARGV[3])\n\
local items = cjson.decode(ARGV[4])\n\
local causes = cjson.decode(ARGV[5])\n\
local function writeRules(rules)\n\
  local packed = string.format(\"%s|%.0f|%.0f|%d|%d|%.0f\", rules.status, rules.startsAtMs, rules.endsAtMs,\n\
    rules.limit, rules.lineCap, rules.paymentWindowMs)\n\
  redis.call(\"HSET\", metaKey, \"version\", rules.version, \"rules\", packed)\n\
end\n\
local function announceChange()\n\
  redis.call(\"PUBLISH\", \"zerohour:gate\", metaKey)\n\
end\n\
local meta = redis.call(\"HMGET\", metaKey, \"epoch\", \"loader\", \"version\", \"sequence\")\n\
local oldEpoch = tonumber(meta[1] or -1)\n\
if rules.epoch < oldEpoch or (rules.epoch == oldEpoch and not meta[2]) then\n\
  return { \"already_loaded\" }\n\
end\n\
local created = redis.pcall(\"XGROUP\", \"CREATE\", intentsKey, group, \"0\", \"MKSTREAM\")\n\
if created.err and not string.find(created.err, \"BUSYGROUP\", 1, true) then\n\
  error(created.err)\n\
end\n\
announceChange()\n\
redis.call(\"UNLINK\", stockKey, accountsKey, attemptsKey, unpack(lineKeys))\n\
redis.call(\"HSET\", metaKey, \"epoch\", rules.epoch, \"loader\", loader,\n\
  \"heldUntilMs\", 0, \"sequence\", meta[4] or 0, \"waiting\", 0)\n\
if rules.version >= tonumber(meta[3] or -1) then\n\
  writeRules(rules)\n\
end\n\
for _, item in ipairs(items) do\n\
  local id = string.format(\"%d\", item.itemId)\n\
  redis.call(\"HSET\", stockKey, id .. \":total\", item.total, id .. \":released\", item.released,\n\
    id .. \":held\", item.held, id .. \":sold\", item.sold)\n\
end\n\
for _, cause in ipairs(causes) do\n\
  redis.call(\"SADD\", causesKey, cause)\n\
end\n\
return { \"begun\" }\n\
",
};

export interface LoadBeginKeys {
  /** the sale's rules */
  readonly meta: string;
  /** counters per item */
  readonly stock: string;
  /** slots and attempts per account */
  readonly accounts: string;
  /** records */
  readonly attempts: string;
  /** stream for the worker */
  readonly intents: string;
  /** adjustments already made */
  readonly causes: string;
  /** one per item, of the old state and the new */
  readonly lines: readonly string[];
}

export interface LoadBeginArgs {
  /** names this load, so that a slower one of the same epoch gives up */
  readonly loader: string | number;
  /** the worker's consumer group */
  readonly group: string | number;
  /** JSON object of epoch, version, status, startsAtMs, endsAtMs, limit, lineCap, paymentWindowMs */
  readonly rules: string | number;
  /** JSON list of { itemId, total, released, held, sold } */
  readonly items: string | number;
  /** JSON list of the adjustments these counters contain */
  readonly causes: string | number;
}

export type LoadBeginReply =
  | { readonly tag: "already_loaded" }
  | { readonly tag: "begun" };

/**
 * Begins to load or rebuild a sale: forgets its old state and writes rules and counters.
 * Guarantee: Until load-open every other verb answers not_loaded. Intents and the worker's group in the stream stay, and so do the causes of adjustments and the numbering of the line. A lower or equal epoch changes nothing, unless its load was never finished.
 */
export async function loadBegin(redis: RedisClient, keys: LoadBeginKeys, args: LoadBeginArgs): Promise<LoadBeginReply> {
  const reply = await runScript(redis, loadBeginScript, [keys.meta, keys.stock, keys.accounts, keys.attempts, keys.intents, keys.causes, ...keys.lines], [args.loader, args.group, args.rules, args.items, args.causes]);
  const { tag } = readReply(reply);
  switch (tag) {
    case "already_loaded": return { tag };
    case "begun": return { tag };
    default: throw unknownTag(loadBeginScript.name, tag);
  }
}

// ------------------------------------------------------------ load-line

export const loadLineScript = {
  name: "zh_load_line_v1_1eddcf8a",
  lua: "#!lua\n\
local metaKey = KEYS[1]\n\
local accountsKey = KEYS[2]\n\
local attemptsKey = KEYS[3]\n\
local lineKey = KEYS[4]\n\
local loader = ARGV[1]\n\
local itemId = ARGV[2]\n\
local members = cjson.decode(ARGV[3])\n\
local stateLetters = {\n\
  queued = \"q\", reserved = \"r\", paying = \"y\", paid = \"p\", lost = \"l\", left = \"g\", expired = \"x\",\n\
}\n\
local function packRecord(record)\n\
  return table.concat({\n\
    record.state, record.version, record.account, record.item, record.quantity, record.slots,\n\
    record.receivedAt, record.payBy, record.reason, record.sequence,\n\
  }, \"|\")\n\
end\n\
local function writeRecord(attemptId, record)\n\
  redis.call(\"HSET\", attemptsKey, attemptId, packRecord(record))\n\
end\n\
local function readAccount(accountId)\n\
  local packed = redis.call(\"HGET\", accountsKey, accountId)\n\
  if not packed then\n\
    return nil\n\
  end\n\
  local mask, rest = string.match(packed, \"^(%d+)(.*)$\")\n\
  local account = { mask = tonumber(mask), live = {} }\n\
  for dash, attemptId in string.gmatch(rest, \" (%-?)(%S+)\") do\n\
    if dash == \"\" then\n\
      account.live[#account.live + 1] = attemptId\n\
    end\n\
    account.newest = attemptId\n\
  end\n\
  return account\n\
end\n\
local function writeAccount(accountId, account)\n\
  local words = { account.mask, unpack(account.live) }\n\
  if account.newest and account.newest ~= account.live[#account.live] then\n\
    words[#words + 1] = \"-\" .. account.newest\n\
  end\n\
  redis.call(\"HSET\", accountsKey, accountId, table.concat(words, \" \"))\n\
end\n\
local function enterAccount(account, attemptId, record)\n\
  if not account then\n\
    redis.call(\"HSET\", accountsKey, record.account, record.slots .. \" \" .. attemptId)\n\
    return\n\
  end\n\
  account.mask = bit.bor(account.mask, record.slots)\n\
  account.live[#account.live + 1] = attemptId\n\
  account.newest = attemptId\n\
  writeAccount(record.account, account)\n\
end\n\
if redis.call(\"HGET\", metaKey, \"loader\") ~= loader then\n\
  return { \"superseded\" }\n\
end\n\
local sequence = tonumber(redis.call(\"HGET\", metaKey, \"sequence\"))\n\
for _, member in ipairs(members) do\n\
  if redis.call(\"HEXISTS\", attemptsKey, member.attemptId) == 0 then\n\
    local record = {\n\
      state = stateLetters.queued, version = 0, account = member.accountId, item = itemId,\n\
      quantity = member.quantity, slots = member.slots, receivedAt = member.receivedAtMs,\n\
      payBy = \"\", reason = \"\", sequence = member.sequence,\n\
    }\n\
    redis.call(\"ZADD\", lineKey, member.sequence, member.attemptId)\n\
    redis.call(\"HINCRBY\", metaKey, \"waiting\", 1)\n\
    writeRecord(member.attemptId, record)\n\
    enterAccount(readAccount(record.account), member.attemptId, record)\n\
    sequence = math.max(sequence, member.sequence)\n\
  end\n\
end\n\
redis.call(\"HSET\", metaKey, \"sequence\", sequence)\n\
return { \"written\" }\n\
",
};

export interface LoadLineKeys {
  /** the sale's rules */
  readonly meta: string;
  /** slots and attempts per account */
  readonly accounts: string;
  /** records */
  readonly attempts: string;
  /** who waits for the item */
  readonly line: string;
}

export interface LoadLineArgs {
  /** the name load-begin was given */
  readonly loader: string | number;
  /** the item */
  readonly itemId: string | number;
  /** JSON list of { attemptId, accountId, quantity, slots, sequence, receivedAtMs } */
  readonly members: string | number;
}

export type LoadLineReply =
  /** another load has begun since */
  | { readonly tag: "superseded" }
  | { readonly tag: "written" };

/**
 * Writes a part of one item's line of a sale that is being loaded.
 * Guarantee: Writes only for the load that began last; repeating a part changes nothing.
 */
export async function loadLine(redis: RedisClient, keys: LoadLineKeys, args: LoadLineArgs): Promise<LoadLineReply> {
  const reply = await runScript(redis, loadLineScript, [keys.meta, keys.accounts, keys.attempts, keys.line], [args.loader, args.itemId, args.members]);
  const { tag } = readReply(reply);
  switch (tag) {
    case "superseded": return { tag };
    case "written": return { tag };
    default: throw unknownTag(loadLineScript.name, tag);
  }
}

// ------------------------------------------------------------ load-open

export const loadOpenScript = {
  name: "zh_load_open_v1_21be93f5",
  lua: "#!lua\n\
local metaKey = KEYS[1]\n\
local stockKey = KEYS[2]\n\
local accountsKey = KEYS[3]\n\
local attemptsKey = KEYS[4]\n\
local intentsKey = KEYS[5]\n\
local lineKeys = { unpack(KEYS, 6) }\n\
local loader = ARGV[1]\n\
local itemIds = ARGV[2]\n\
local clock = ARGV[3]\n\
local function readClock(clockSpec)\n\
  if string.sub(clockSpec, 1, 1) == \"=\" then\n\
    return tonumber(string.sub(clockSpec, 2))\n\
  end\n\
  local time = redis.call(\"TIME\")\n\
  return tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000) + tonumber(clockSpec)\n\
end\n\
local stateLetters = {\n\
  queued = \"q\", reserved = \"r\", paying = \"y\", paid = \"p\", lost = \"l\", left = \"g\", expired = \"x\",\n\
}\n\
local recordPattern = \"^(%l)|(%d+)|([^|]+)|(%d+)|(%d+)|(%d+)|(%d+)|(%d*)|([%l_]*)|(%d*)$\"\n\
local function unpackRecord(packed)\n\
  local record = {}\n\
  record.state, record.version, record.account, record.item, record.quantity, record.slots,\n\
    record.receivedAt, record.payBy, record.reason, record.sequence = string.match(packed, recordPattern)\n\
  if not record.state then\n\
    error(\"a broken attempt record\")\n\
  end\n\
  record.version = tonumber(record.version)\n\
  record.quantity = tonumber(record.quantity)\n\
  record.slots = tonumber(record.slots)\n\
  return record\n\
end\n\
local function packRecord(record)\n\
  return table.concat({\n\
    record.state, record.version, record.account, record.item, record.quantity, record.slots,\n\
    record.receivedAt, record.payBy, record.reason, record.sequence,\n\
  }, \"|\")\n\
end\n\
local function readRecord(attemptId)\n\
  local packed = redis.call(\"HGET\", attemptsKey, attemptId)\n\
  return packed and unpackRecord(packed) or nil\n\
end\n\
local function readAccount(accountId)\n\
  local packed = redis.call(\"HGET\", accountsKey, accountId)\n\
  if not packed then\n\
    return nil\n\
  end\n\
  local mask, rest = string.match(packed, \"^(%d+)(.*)$\")\n\
  local account = { mask = tonumber(mask), live = {} }\n\
  for dash, attemptId in string.gmatch(rest, \" (%-?)(%S+)\") do\n\
    if dash == \"\" then\n\
      account.live[#account.live + 1] = attemptId\n\
    end\n\
    account.newest = attemptId\n\
  end\n\
  return account\n\
end\n\
local function writeAccount(accountId, account)\n\
  local words = { account.mask, unpack(account.live) }\n\
  if account.newest and account.newest ~= account.live[#account.live] then\n\
    words[#words + 1] = \"-\" .. account.newest\n\
  end\n\
  redis.call(\"HSET\", accountsKey, accountId, table.concat(words, \" \"))\n\
end\n\
local function vacateSlots(attemptId, record)\n\
  local account = readAccount(record.account) or { mask = 0, live = {} }\n\
  local live, mask = {}, 0\n\
  for _, liveId in ipairs(account.live) do\n\
    if liveId ~= attemptId then\n\
      local other = readRecord(liveId)\n\
      live[#live + 1] = liveId\n\
      mask = bit.bor(mask, other and other.slots or 0)\n\
    end\n\
  end\n\
  account.live = live\n\
  account.mask = mask\n\
  writeAccount(record.account, account)\n\
end\n\
local function readStock(item)\n\
  local counts = redis.call(\"HMGET\", stockKey,\n\
    item .. \":total\", item .. \":released\", item .. \":held\", item .. \":sold\")\n\
  if not counts[1] then\n\
    return nil\n\
  end\n\
  local total, released = tonumber(counts[1]), tonumber(counts[2])\n\
  local held, sold = tonumber(counts[3]), tonumber(counts[4])\n\
  return { total = total, released = released, held = held, sold = sold, free = released - held - sold }\n\
end\n\
local function addToCounter(item, counter, quantity)\n\
  local field = item .. \":\" .. counter\n\
  if redis.call(\"HINCRBY\", stockKey, field, quantity) < 0 then\n\
    redis.call(\"HSET\", stockKey, field, 0)\n\
  end\n\
end\n\
local function handOver(kind, attemptId, packed)\n\
  redis.call(\"XADD\", intentsKey, \"*\", \"kind\", kind, \"attempt\", attemptId, \"record\", packed)\n\
end\n\
local function unpackRules(packed)\n\
  local status, startsAtMs, endsAtMs, limit, lineCap, paymentWindowMs =\n\
    string.match(packed, \"^(%l+)|(%d+)|(%d+)|(%d+)|(%d+)|(%d+)$\")\n\
  return status, tonumber(startsAtMs), tonumber(endsAtMs), tonumber(limit), tonumber(lineCap), tonumber(paymentWindowMs)\n\
end\n\
local serveMax = 200\n\
local function pairLines(itemIds, lineKeys)\n\
  local lines, position = {}, 0\n\
  for item in string.gmatch(itemIds, \"%d+\") do\n\
    position = position + 1\n\
    lines[item] = lineKeys[position]\n\
  end\n\
  return lines\n\
end\n\
local placeFreed = false\n\
local function removeFromLine(lineKey, attemptId)\n\
  if redis.call(\"ZREM\", lineKey, attemptId) == 1 then\n\
    placeFreed = true\n\
    redis.call(\"HINCRBY\", metaKey, \"waiting\", -1)\n\
  end\n\
end\n\
local function dismiss(lineKey, attemptId, record, state, reason)\n\
  record.state = stateLetters[state]\n\
  record.sequence = \"\"\n\
  record.reason = reason\n\
  local packed = packRecord(record)\n\
  handOver(\"leave\", attemptId, packed)\n\
  redis.call(\"HSET\", attemptsKey, attemptId, packed)\n\
  removeFromLine(lineKey, attemptId)\n\
  vacateSlots(attemptId, record)\n\
end\n\
local function isSelling(nowMs)\n\
  local status, startsAtMs, endsAtMs = unpackRules(redis.call(\"HGET\", metaKey, \"rules\"))\n\
  return status == \"published\" and nowMs >= startsAtMs and nowMs < endsAtMs\n\
end\n\
local function serveLine(item, lineKey)\n\
  local stock = readStock(item)\n\
  if not stock then\n\
    return\n\
  end\n\
  local free, unsold = stock.free, stock.total - stock.sold\n\
  for _ = 1, serveMax do\n\
    local attemptId = free > 0 and redis.call(\"ZRANGE\", lineKey, 0, 0)[1]\n\
    if not attemptId then\n\
      return\n\
    end\n\
    local record = readRecord(attemptId)\n\
    if not record then\n\
      removeFromLine(lineKey, attemptId)\n\
    elseif record.quantity <= free then\n\
      record.sequence = \"\"\n\
      local packed = packRecord(record)\n\
      handOver(\"reserve\", attemptId, packed)\n\
      redis.call(\"HSET\", attemptsKey, attemptId, packed)\n\
      removeFromLine(lineKey, attemptId)\n\
      addToCounter(item, \"held\", record.quantity)\n\
      free = free - record.quantity\n\
    elseif record.quantity > unsold then\n\
      dismiss(lineKey, attemptId, record, \"lost\", \"sold_out\")\n\
    else\n\
      return\n\
    end\n\
  end\n\
end\n\
local function announceChange()\n\
  redis.call(\"PUBLISH\", \"zerohour:gate\", metaKey)\n\
end\n\
if redis.call(\"HGET\", metaKey, \"loader\") ~= loader then\n\
  return { \"superseded\" }\n\
end\n\
redis.call(\"HDEL\", metaKey, \"loader\")\n\
announceChange()\n\
if isSelling(readClock(clock)) then\n\
  for item, lineKey in pairs(pairLines(itemIds, lineKeys)) do\n\
    serveLine(item, lineKey)\n\
  end\n\
end\n\
return { \"opened\" }\n\
",
};

export interface LoadOpenKeys {
  /** the sale's rules */
  readonly meta: string;
  /** counters per item */
  readonly stock: string;
  /** slots and attempts per account */
  readonly accounts: string;
  /** records */
  readonly attempts: string;
  /** stream for the worker */
  readonly intents: string;
  /** one per item of the sale, in the order of itemIds */
  readonly lines: readonly string[];
}

export interface LoadOpenArgs {
  /** the name load-begin was given */
  readonly loader: string | number;
  /** the sale's items, comma-separated */
  readonly itemIds: string | number;
  /** clock spec */
  readonly clock: string | number;
}

export type LoadOpenReply =
  /** another load has begun since */
  | { readonly tag: "superseded" }
  | { readonly tag: "opened" };

/**
 * Opens a sale that has been loaded completely.
 * Guarantee: Opens only for the load that began last. Free units go to those who already wait before anybody else asks.
 */
export async function loadOpen(redis: RedisClient, keys: LoadOpenKeys, args: LoadOpenArgs): Promise<LoadOpenReply> {
  const reply = await runScript(redis, loadOpenScript, [keys.meta, keys.stock, keys.accounts, keys.attempts, keys.intents, ...keys.lines], [args.loader, args.itemIds, args.clock]);
  const { tag } = readReply(reply);
  switch (tag) {
    case "superseded": return { tag };
    case "opened": return { tag };
    default: throw unknownTag(loadOpenScript.name, tag);
  }
}

// ------------------------------------------------------------ read-account

export const readAccountScript = {
  name: "zh_read_account_v1_63825c19",
  lua: "#!lua flags=no-writes\n\
local metaKey = KEYS[1]\n\
local accountsKey = KEYS[2]\n\
local attemptsKey = KEYS[3]\n\
local lineKeys = { unpack(KEYS, 4) }\n\
local accountId = ARGV[1]\n\
local function readAccount(accountId)\n\
  local packed = redis.call(\"HGET\", accountsKey, accountId)\n\
  if not packed then\n\
    return nil\n\
  end\n\
  local mask, rest = string.match(packed, \"^(%d+)(.*)$\")\n\
  local account = { mask = tonumber(mask), live = {} }\n\
  for dash, attemptId in string.gmatch(rest, \" (%-?)(%S+)\") do\n\
    if dash == \"\" then\n\
      account.live[#account.live + 1] = attemptId\n\
    end\n\
    account.newest = attemptId\n\
  end\n\
  return account\n\
end\n\
local function findPlace(packed, attemptId, lineKeys)\n\
  if string.sub(packed, -1) == \"|\" then\n\
    return 0\n\
  end\n\
  for _, lineKey in ipairs(lineKeys) do\n\
    local rank = redis.call(\"ZRANK\", lineKey, attemptId)\n\
    if rank then\n\
      return rank + 1\n\
    end\n\
  end\n\
  return 0\n\
end\n\
local meta = redis.call(\"HMGET\", metaKey, \"epoch\", \"loader\")\n\
if not meta[1] or meta[2] then\n\
  return { \"not_loaded\" }\n\
end\n\
local account = readAccount(accountId)\n\
local attemptId = account and account.newest\n\
local packed = attemptId and redis.call(\"HGET\", attemptsKey, attemptId)\n\
if not packed then\n\
  return { \"none\" }\n\
end\n\
return { \"attempt\", attemptId, packed, findPlace(packed, attemptId, lineKeys) }\n\
",
};

export interface ReadAccountKeys {
  /** the sale's rules */
  readonly meta: string;
  /** slots and attempts per account */
  readonly accounts: string;
  /** records */
  readonly attempts: string;
  /** one per item of the sale */
  readonly lines: readonly string[];
}

export interface ReadAccountArgs {
  /** whose */
  readonly accountId: string | number;
}

export type ReadAccountReply =
  | { readonly tag: "not_loaded" }
  | { readonly tag: "none" }
  /** the place is 0 unless it is in one of the lines */
  | { readonly tag: "attempt"; readonly attemptId: string; readonly record: string; readonly place: number };

/**
 * An account's newest attempt in a sale.
 * Guarantee: Entry, record and place are of the same moment.
 */
export async function readAccount(redis: RedisClient, keys: ReadAccountKeys, args: ReadAccountArgs): Promise<ReadAccountReply> {
  const reply = await runScript(redis, readAccountScript, [keys.meta, keys.accounts, keys.attempts, ...keys.lines], [args.accountId]);
  const { tag, values } = readReply(reply);
  switch (tag) {
    case "not_loaded": return { tag };
    case "none": return { tag };
    case "attempt": return { tag, attemptId: readText(values, 0), record: readText(values, 1), place: readInteger(values, 2) };
    default: throw unknownTag(readAccountScript.name, tag);
  }
}

// ------------------------------------------------------------ read-attempt

export const readAttemptScript = {
  name: "zh_read_attempt_v1_e2e5c7ba",
  lua: "#!lua flags=no-writes\n\
local metaKey = KEYS[1]\n\
local attemptsKey = KEYS[2]\n\
local lineKeys = { unpack(KEYS, 3) }\n\
local attemptId = ARGV[1]\n\
local function findPlace(packed, attemptId, lineKeys)\n\
  if string.sub(packed, -1) == \"|\" then\n\
    return 0\n\
  end\n\
  for _, lineKey in ipairs(lineKeys) do\n\
    local rank = redis.call(\"ZRANK\", lineKey, attemptId)\n\
    if rank then\n\
      return rank + 1\n\
    end\n\
  end\n\
  return 0\n\
end\n\
local meta = redis.call(\"HMGET\", metaKey, \"epoch\", \"loader\")\n\
if not meta[1] or meta[2] then\n\
  return { \"not_loaded\" }\n\
end\n\
local packed = redis.call(\"HGET\", attemptsKey, attemptId)\n\
if not packed then\n\
  return { \"unknown\" }\n\
end\n\
return { \"attempt\", packed, findPlace(packed, attemptId, lineKeys) }\n\
",
};

export interface ReadAttemptKeys {
  /** the sale's rules */
  readonly meta: string;
  /** records */
  readonly attempts: string;
  /** one per item of the sale */
  readonly lines: readonly string[];
}

export interface ReadAttemptArgs {
  /** which */
  readonly attemptId: string | number;
}

export type ReadAttemptReply =
  | { readonly tag: "not_loaded" }
  | { readonly tag: "unknown" }
  /** the place is 0 unless it is in one of the lines */
  | { readonly tag: "attempt"; readonly record: string; readonly place: number };

/**
 * What the gate knows of an attempt.
 * Guarantee: Record and place are of the same moment.
 */
export async function readAttempt(redis: RedisClient, keys: ReadAttemptKeys, args: ReadAttemptArgs): Promise<ReadAttemptReply> {
  const reply = await runScript(redis, readAttemptScript, [keys.meta, keys.attempts, ...keys.lines], [args.attemptId]);
  const { tag, values } = readReply(reply);
  switch (tag) {
    case "not_loaded": return { tag };
    case "unknown": return { tag };
    case "attempt": return { tag, record: readText(values, 0), place: readInteger(values, 1) };
    default: throw unknownTag(readAttemptScript.name, tag);
  }
}

// ------------------------------------------------------------ read-refusals

export const readRefusalsScript = {
  name: "zh_read_refusals_v1_afd7c8e7",
  lua: "#!lua flags=no-writes\n\
local metaKey = KEYS[1]\n\
local stockKey = KEYS[2]\n\
local accountsKey = KEYS[3]\n\
local clock = ARGV[1]\n\
local function readClock(clockSpec)\n\
  if string.sub(clockSpec, 1, 1) == \"=\" then\n\
    return tonumber(string.sub(clockSpec, 2))\n\
  end\n\
  local time = redis.call(\"TIME\")\n\
  return tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000) + tonumber(clockSpec)\n\
end\n\
local function unpackRules(packed)\n\
  local status, startsAtMs, endsAtMs, limit, lineCap, paymentWindowMs =\n\
    string.match(packed, \"^(%l+)|(%d+)|(%d+)|(%d+)|(%d+)|(%d+)$\")\n\
  return status, tonumber(startsAtMs), tonumber(endsAtMs), tonumber(limit), tonumber(lineCap), tonumber(paymentWindowMs)\n\
end\n\
local function readStock(item)\n\
  local counts = redis.call(\"HMGET\", stockKey,\n\
    item .. \":total\", item .. \":released\", item .. \":held\", item .. \":sold\")\n\
  if not counts[1] then\n\
    return nil\n\
  end\n\
  local total, released = tonumber(counts[1]), tonumber(counts[2])\n\
  local held, sold = tonumber(counts[3]), tonumber(counts[4])\n\
  return { total = total, released = released, held = held, sold = sold, free = released - held - sold }\n\
end\n\
local meta = redis.call(\"HMGET\", metaKey, \"epoch\", \"loader\", \"rules\", \"waiting\", \"heldUntilMs\")\n\
if not meta[1] or meta[2] then\n\
  return { \"not_loaded\" }\n\
end\n\
local status, startsAtMs, endsAtMs, _, lineCap, paymentWindowMs = unpackRules(meta[3])\n\
local nowMs = readClock(clock)\n\
local function wordForAll()\n\
  if status == \"cancelled\" then\n\
    return \"cancelled\"\n\
  end\n\
  if status == \"ended\" or (nowMs >= startsAtMs and nowMs >= endsAtMs) then\n\
    return \"ended\"\n\
  end\n\
  if nowMs < startsAtMs then\n\
    return \"open\"\n\
  end\n\
  return status == \"paused\" and \"paused\" or nil\n\
end\n\
local function wordOf(item)\n\
  local stock = readStock(item)\n\
  if stock.free > 0 then\n\
    return \"open\"\n\
  end\n\
  if stock.held > 0 then\n\
    return \"all_held\"\n\
  end\n\
  return stock.released >= stock.total and \"sold_out\" or \"awaiting_release\"\n\
end\n\
local forAll = wordForAll()\n\
local words = {}\n\
for _, field in ipairs(redis.call(\"HKEYS\", stockKey)) do\n\
  local item = string.match(field, \"^(%d+):total$\")\n\
  if item then\n\
    words[#words + 1] = item\n\
    words[#words + 1] = forAll or wordOf(item)\n\
  end\n\
end\n\
local heldUntilMs = tonumber(meta[5])\n\
if heldUntilMs == 0 then\n\
  heldUntilMs = nowMs + paymentWindowMs\n\
end\n\
local lineFull = tonumber(meta[4]) >= lineCap and 1 or 0\n\
return { \"refusals\", meta[1], redis.call(\"HLEN\", accountsKey), math.max(nowMs, heldUntilMs), lineFull, unpack(words) }\n\
",
};

export interface ReadRefusalsKeys {
  /** the sale's rules */
  readonly meta: string;
  /** counters per item */
  readonly stock: string;
  /** slots and attempts per account */
  readonly accounts: string;
}

export interface ReadRefusalsArgs {
  /** clock spec */
  readonly clock: string | number;
}

export type ReadRefusalsReply =
  | { readonly tag: "not_loaded" }
  /** item, word, item, word */
  | { readonly tag: "refusals"; readonly epoch: number; readonly accounts: number; readonly heldUntilMs: number; readonly lineFull: number; readonly words: readonly string[] };

/**
 * What somebody hears who asks for the first time, so that a web process can say it without asking again.
 * Guarantee: All of the same moment, and by the same rules as reserve. It says nothing about accounts that have an attempt in the sale; `accounts` counts them, and none is added while an item refuses everybody. Words of an item: open (only reserve can tell), ended, paused, cancelled, sold_out, all_held, and awaiting_release when nothing is held but a later release brings more. lineFull is 1 when nobody can join the line.
 */
export async function readRefusals(redis: RedisClient, keys: ReadRefusalsKeys, args: ReadRefusalsArgs): Promise<ReadRefusalsReply> {
  const reply = await runScript(redis, readRefusalsScript, [keys.meta, keys.stock, keys.accounts], [args.clock]);
  const { tag, values } = readReply(reply);
  switch (tag) {
    case "not_loaded": return { tag };
    case "refusals": return { tag, epoch: readInteger(values, 0), accounts: readInteger(values, 1), heldUntilMs: readInteger(values, 2), lineFull: readInteger(values, 3), words: readTexts(values, 4) };
    default: throw unknownTag(readRefusalsScript.name, tag);
  }
}

// ------------------------------------------------------------ read-sale

export const readSaleScript = {
  name: "zh_read_sale_v1_27fa0daa",
  lua: "#!lua flags=no-writes\n\
local metaKey = KEYS[1]\n\
local stockKey = KEYS[2]\n\
local meta = redis.call(\"HMGET\", metaKey, \"epoch\", \"loader\", \"waiting\", \"heldUntilMs\")\n\
if not meta[1] or meta[2] then\n\
  return { \"not_loaded\" }\n\
end\n\
return { \"sale\", meta[1], meta[3], meta[4], unpack(redis.call(\"HGETALL\", stockKey)) }\n\
",
};

export interface ReadSaleKeys {
  /** the sale's rules */
  readonly meta: string;
  /** counters per item */
  readonly stock: string;
}

export type ReadSaleReply =
  | { readonly tag: "not_loaded" }
  /** counters are field, value, field, value */
  | { readonly tag: "sale"; readonly epoch: number; readonly waiting: number; readonly heldUntilMs: number; readonly counters: readonly string[] };

/**
 * A sale's counters.
 * Guarantee: All of the same moment.
 */
export async function readSale(redis: RedisClient, keys: ReadSaleKeys): Promise<ReadSaleReply> {
  const reply = await runScript(redis, readSaleScript, [keys.meta, keys.stock], []);
  const { tag, values } = readReply(reply);
  switch (tag) {
    case "not_loaded": return { tag };
    case "sale": return { tag, epoch: readInteger(values, 0), waiting: readInteger(values, 1), heldUntilMs: readInteger(values, 2), counters: readTexts(values, 3) };
    default: throw unknownTag(readSaleScript.name, tag);
  }
}

// ------------------------------------------------------------ reserve

export const reserveScript = {
  name: "zh_reserve_v1_b27c60cd",
  lua: "#!lua\n\
local metaKey = KEYS[1]\n\
local stockKey = KEYS[2]\n\
local accountsKey = KEYS[3]\n\
local attemptsKey = KEYS[4]\n\
local intentsKey = KEYS[5]\n\
local lineKey = KEYS[6]\n\
local epoch = tonumber(ARGV[1])\n\
local accountId = ARGV[2]\n\
local attemptId = ARGV[3]\n\
local itemId = ARGV[4]\n\
local quantity = tonumber(ARGV[5])\n\
local joinLine = ARGV[6]\n\
local clock = ARGV[7]\n\
local backlogMax = tonumber(ARGV[8])\n\
local function readClock(clockSpec)\n\
  if string.sub(clockSpec, 1, 1) == \"=\" then\n\
    return tonumber(string.sub(clockSpec, 2))\n\
  end\n\
  local time = redis.call(\"TIME\")\n\
  return tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000) + tonumber(clockSpec)\n\
end\n\
local function unpackRules(packed)\n\
  local status, startsAtMs, endsAtMs, limit, lineCap, paymentWindowMs =\n\
    string.match(packed, \"^(%l+)|(%d+)|(%d+)|(%d+)|(%d+)|(%d+)$\")\n\
  return status, tonumber(startsAtMs), tonumber(endsAtMs), tonumber(limit), tonumber(lineCap), tonumber(paymentWindowMs)\n\
end\n\
local recordPattern = \"^(%l)|(%d+)|([^|]+)|(%d+)|(%d+)|(%d+)|(%d+)|(%d*)|([%l_]*)|(%d*)$\"\n\
local function unpackRecord(packed)\n\
  local record = {}\n\
  record.state, record.version, record.account, record.item, record.quantity, record.slots,\n\
    record.receivedAt, record.payBy, record.reason, record.sequence = string.match(packed, recordPattern)\n\
  if not record.state then\n\
    error(\"a broken attempt record\")\n\
  end\n\
  record.version = tonumber(record.version)\n\
  record.quantity = tonumber(record.quantity)\n\
  record.slots = tonumber(record.slots)\n\
  return record\n\
end\n\
local function packRecord(record)\n\
  return table.concat({\n\
    record.state, record.version, record.account, record.item, record.quantity, record.slots,\n\
    record.receivedAt, record.payBy, record.reason, record.sequence,\n\
  }, \"|\")\n\
end\n\
local function isWaiting(record)\n\
  return record.sequence ~= \"\"\n\
end\n\
local function readAccount(accountId)\n\
  local packed = redis.call(\"HGET\", accountsKey, accountId)\n\
  if not packed then\n\
    return nil\n\
  end\n\
  local mask, rest = string.match(packed, \"^(%d+)(.*)$\")\n\
  local account = { mask = tonumber(mask), live = {} }\n\
  for dash, attemptId in string.gmatch(rest, \" (%-?)(%S+)\") do\n\
    if dash == \"\" then\n\
      account.live[#account.live + 1] = attemptId\n\
    end\n\
    account.newest = attemptId\n\
  end\n\
  return account\n\
end\n\
local function writeAccount(accountId, account)\n\
  local words = { account.mask, unpack(account.live) }\n\
  if account.newest and account.newest ~= account.live[#account.live] then\n\
    words[#words + 1] = \"-\" .. account.newest\n\
  end\n\
  redis.call(\"HSET\", accountsKey, accountId, table.concat(words, \" \"))\n\
end\n\
local function findSlots(mask, quantity, limit)\n\
  if quantity > limit then\n\
    return nil\n\
  end\n\
  if mask == 0 then\n\
    return 2 ^ quantity - 1\n\
  end\n\
  local slots, used, missing, slot = 0, 0, quantity, 1\n\
  while missing > 0 or slot <= mask do\n\
    if bit.band(mask, slot) ~= 0 then\n\
      used = used + 1\n\
    elseif missing > 0 then\n\
      slots = slots + slot\n\
      missing = missing - 1\n\
    end\n\
    slot = slot * 2\n\
  end\n\
  return used + quantity <= limit and slots or nil\n\
end\n\
local function enterAccount(account, attemptId, record)\n\
  if not account then\n\
    redis.call(\"HSET\", accountsKey, record.account, record.slots .. \" \" .. attemptId)\n\
    return\n\
  end\n\
  account.mask = bit.bor(account.mask, record.slots)\n\
  account.live[#account.live + 1] = attemptId\n\
  account.newest = attemptId\n\
  writeAccount(record.account, account)\n\
end\n\
local function readStock(item)\n\
  local counts = redis.call(\"HMGET\", stockKey,\n\
    item .. \":total\", item .. \":released\", item .. \":held\", item .. \":sold\")\n\
  if not counts[1] then\n\
    return nil\n\
  end\n\
  local total, released = tonumber(counts[1]), tonumber(counts[2])\n\
  local held, sold = tonumber(counts[3]), tonumber(counts[4])\n\
  return { total = total, released = released, held = held, sold = sold, free = released - held - sold }\n\
end\n\
local function handOver(kind, attemptId, packed)\n\
  redis.call(\"XADD\", intentsKey, \"*\", \"kind\", kind, \"attempt\", attemptId, \"record\", packed)\n\
end\n\
local function isBacklogged()\n\
  return redis.call(\"XLEN\", intentsKey) >= backlogMax\n\
end\n\
local meta = redis.call(\"HMGET\", metaKey, \"epoch\", \"loader\", \"rules\", \"waiting\")\n\
local loadedEpoch = tonumber(meta[1] or 0)\n\
if not meta[1] or meta[2] or epoch > loadedEpoch then\n\
  return { \"not_loaded\" }\n\
end\n\
if epoch < loadedEpoch then\n\
  return { \"stale_epoch\", loadedEpoch }\n\
end\n\
local known = redis.call(\"HGET\", attemptsKey, attemptId)\n\
if known then\n\
  local record = unpackRecord(known)\n\
  if record.account ~= accountId or record.item ~= itemId or record.quantity ~= quantity then\n\
    return { \"key_reused\" }\n\
  end\n\
  local rank = isWaiting(record) and redis.call(\"ZRANK\", lineKey, attemptId)\n\
  return { \"known\", known, rank and rank + 1 or 0 }\n\
end\n\
local status, startsAtMs, endsAtMs, limit, lineCap, paymentWindowMs = unpackRules(meta[3])\n\
local nowMs = readClock(clock)\n\
if status == \"cancelled\" then\n\
  return { \"cancelled\" }\n\
end\n\
if status == \"ended\" or (nowMs >= startsAtMs and nowMs >= endsAtMs) then\n\
  return { \"ended\" }\n\
end\n\
if nowMs < startsAtMs then\n\
  return { \"not_open\", startsAtMs - nowMs }\n\
end\n\
if status == \"paused\" then\n\
  return { \"paused\" }\n\
end\n\
local stock = readStock(itemId)\n\
if not stock then\n\
  return { \"unknown_item\" }\n\
end\n\
local account = readAccount(accountId)\n\
local slots = findSlots(account and account.mask or 0, quantity, limit)\n\
if not slots then\n\
  return { \"limit_reached\", unpack(account and account.live or {}) }\n\
end\n\
local waiting = tonumber(meta[4])\n\
local record = {\n\
  state = \"q\", version = 0, account = accountId, item = itemId, quantity = quantity, slots = slots,\n\
  receivedAt = nowMs, payBy = \"\", reason = \"\", sequence = \"\",\n\
}\n\
if stock.free >= quantity and (waiting == 0 or redis.call(\"ZCARD\", lineKey) == 0) then\n\
  if isBacklogged() then\n\
    return { \"backlogged\" }\n\
  end\n\
  local packed = packRecord(record)\n\
  handOver(\"reserve\", attemptId, packed)\n\
  redis.call(\"HINCRBY\", stockKey, itemId .. \":held\", quantity)\n\
  redis.call(\"HSET\", attemptsKey, attemptId, packed)\n\
  enterAccount(account, attemptId, record)\n\
  return { \"accepted\", nowMs, 0 }\n\
end\n\
if stock.held <= 0 and stock.released >= stock.total then\n\
  if stock.free > 0 and stock.free < quantity then\n\
    return { \"too_few\" }\n\
  end\n\
  return { \"sold_out\" }\n\
end\n\
if joinLine ~= \"1\" then\n\
  if stock.held <= 0 then\n\
    return { \"all_held\", 0 }\n\
  end\n\
  local heldUntilMs = tonumber(redis.call(\"HGET\", metaKey, \"heldUntilMs\"))\n\
  if heldUntilMs == 0 then\n\
    heldUntilMs = nowMs + paymentWindowMs\n\
  end\n\
  return { \"all_held\", math.max(nowMs, heldUntilMs) }\n\
end\n\
if waiting >= lineCap then\n\
  return { \"line_full\" }\n\
end\n\
if isBacklogged() then\n\
  return { \"backlogged\" }\n\
end\n\
local sequence = tonumber(redis.call(\"HGET\", metaKey, \"sequence\")) + 1\n\
record.sequence = sequence\n\
local packed = packRecord(record)\n\
handOver(\"join\", attemptId, packed)\n\
redis.call(\"ZADD\", lineKey, sequence, attemptId)\n\
redis.call(\"HSET\", metaKey, \"sequence\", sequence, \"waiting\", waiting + 1)\n\
redis.call(\"HSET\", attemptsKey, attemptId, packed)\n\
enterAccount(account, attemptId, record)\n\
return { \"accepted\", nowMs, redis.call(\"ZRANK\", lineKey, attemptId) + 1 }\n\
",
};

export interface ReserveKeys {
  /** the sale's rules */
  readonly meta: string;
  /** counters per item */
  readonly stock: string;
  /** slots and attempts per account */
  readonly accounts: string;
  /** records */
  readonly attempts: string;
  /** stream for the worker */
  readonly intents: string;
  /** who waits for the item */
  readonly line: string;
}

export interface ReserveArgs {
  /** the caller's; the gate refuses callers from before its last rebuild */
  readonly epoch: string | number;
  /** who asks */
  readonly accountId: string | number;
  /** the wish */
  readonly attemptId: string | number;
  /** of what */
  readonly itemId: string | number;
  /** how many */
  readonly quantity: string | number;
  /** 1 to wait in line when nothing is free */
  readonly joinLine: string | number;
  /** clock spec */
  readonly clock: string | number;
  /** so many intents may wait for the worker */
  readonly backlogMax: string | number;
}

export type ReserveReply =
  /** there is no such sale here, or it is being loaded, or the caller knows a newer epoch */
  | { readonly tag: "not_loaded" }
  /** the caller must learn the sale anew */
  | { readonly tag: "stale_epoch"; readonly epoch: number }
  /** decided before; the place is 0 unless it waits in line */
  | { readonly tag: "known"; readonly record: string; readonly place: number }
  /** the attempt id was for another account, item or quantity */
  | { readonly tag: "key_reused" }
  | { readonly tag: "cancelled" }
  | { readonly tag: "ended" }
  | { readonly tag: "not_open"; readonly retryAfterMs: number }
  | { readonly tag: "paused" }
  | { readonly tag: "unknown_item" }
  /** the account's live attempts */
  | { readonly tag: "limit_reached"; readonly attemptIds: readonly string[] }
  /** fewer are left than were asked for, and no more can come */
  | { readonly tag: "too_few" }
  /** nothing free, nothing held, nothing to be released */
  | { readonly tag: "sold_out" }
  /** units may return by then; 0 when only a later release can bring some */
  | { readonly tag: "all_held"; readonly heldUntilMs: number }
  | { readonly tag: "line_full" }
  /** the worker has more to book than backlogMax; nothing was taken */
  | { readonly tag: "backlogged" }
  /** the place is 0 when units were taken */
  | { readonly tag: "accepted"; readonly receivedAtMs: number; readonly place: number };

/**
 * Takes units for an attempt, or puts it in line, or says why not.
 * Guarantee: Decides, remembers and hands over in one step: an accepted attempt has its units, its slots and its intent in the stream, a refused one has changed nothing. The same attempt id is decided once.
 */
export async function reserve(redis: RedisClient, keys: ReserveKeys, args: ReserveArgs): Promise<ReserveReply> {
  const reply = await runScript(redis, reserveScript, [keys.meta, keys.stock, keys.accounts, keys.attempts, keys.intents, keys.line], [args.epoch, args.accountId, args.attemptId, args.itemId, args.quantity, args.joinLine, args.clock, args.backlogMax]);
  const { tag, values } = readReply(reply);
  switch (tag) {
    case "not_loaded": return { tag };
    case "stale_epoch": return { tag, epoch: readInteger(values, 0) };
    case "known": return { tag, record: readText(values, 0), place: readInteger(values, 1) };
    case "key_reused": return { tag };
    case "cancelled": return { tag };
    case "ended": return { tag };
    case "not_open": return { tag, retryAfterMs: readInteger(values, 0) };
    case "paused": return { tag };
    case "unknown_item": return { tag };
    case "limit_reached": return { tag, attemptIds: readTexts(values, 0) };
    case "too_few": return { tag };
    case "sold_out": return { tag };
    case "all_held": return { tag, heldUntilMs: readInteger(values, 0) };
    case "line_full": return { tag };
    case "backlogged": return { tag };
    case "accepted": return { tag, receivedAtMs: readInteger(values, 0), place: readInteger(values, 1) };
    default: throw unknownTag(reserveScript.name, tag);
  }
}

// ------------------------------------------------------------ settle

export const settleScript = {
  name: "zh_settle_v1_3c738af9",
  lua: "#!lua\n\
local metaKey = KEYS[1]\n\
local stockKey = KEYS[2]\n\
local accountsKey = KEYS[3]\n\
local attemptsKey = KEYS[4]\n\
local intentsKey = KEYS[5]\n\
local lineKeys = { unpack(KEYS, 6) }\n\
local itemIds = ARGV[1]\n\
local verdicts = cjson.decode(ARGV[2])\n\
local clock = ARGV[3]\n\
local function readClock(clockSpec)\n\
  if string.sub(clockSpec, 1, 1) == \"=\" then\n\
    return tonumber(string.sub(clockSpec, 2))\n\
  end\n\
  local time = redis.call(\"TIME\")\n\
  return tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000) + tonumber(clockSpec)\n\
end\n\
local stateLetters = {\n\
  queued = \"q\", reserved = \"r\", paying = \"y\", paid = \"p\", lost = \"l\", left = \"g\", expired = \"x\",\n\
}\n\
local recordPattern = \"^(%l)|(%d+)|([^|]+)|(%d+)|(%d+)|(%d+)|(%d+)|(%d*)|([%l_]*)|(%d*)$\"\n\
local function unpackRecord(packed)\n\
  local record = {}\n\
  record.state, record.version, record.account, record.item, record.quantity, record.slots,\n\
    record.receivedAt, record.payBy, record.reason, record.sequence = string.match(packed, recordPattern)\n\
  if not record.state then\n\
    error(\"a broken attempt record\")\n\
  end\n\
  record.version = tonumber(record.version)\n\
  record.quantity = tonumber(record.quantity)\n\
  record.slots = tonumber(record.slots)\n\
  return record\n\
end\n\
local function packRecord(record)\n\
  return table.concat({\n\
    record.state, record.version, record.account, record.item, record.quantity, record.slots,\n\
    record.receivedAt, record.payBy, record.reason, record.sequence,\n\
  }, \"|\")\n\
end\n\
local function readRecord(attemptId)\n\
  local packed = redis.call(\"HGET\", attemptsKey, attemptId)\n\
  return packed and unpackRecord(packed) or nil\n\
end\n\
local function writeRecord(attemptId, record)\n\
  redis.call(\"HSET\", attemptsKey, attemptId, packRecord(record))\n\
end\n\
local function isWaiting(record)\n\
  return record.sequence ~= \"\"\n\
end\n\
local function isLive(record)\n\
  local state = record.state\n\
  return state == \"q\" or state == \"r\" or state == \"y\" or state == \"p\"\n\
end\n\
local function counterOf(record)\n\
  local state = record.state\n\
  if state == \"p\" then\n\
    return \"sold\"\n\
  end\n\
  if state == \"r\" or state == \"y\" or (state == \"q\" and not isWaiting(record)) then\n\
    return \"held\"\n\
  end\n\
  return nil\n\
end\n\
local function readAccount(accountId)\n\
  local packed = redis.call(\"HGET\", accountsKey, accountId)\n\
  if not packed then\n\
    return nil\n\
  end\n\
  local mask, rest = string.match(packed, \"^(%d+)(.*)$\")\n\
  local account = { mask = tonumber(mask), live = {} }\n\
  for dash, attemptId in string.gmatch(rest, \" (%-?)(%S+)\") do\n\
    if dash == \"\" then\n\
      account.live[#account.live + 1] = attemptId\n\
    end\n\
    account.newest = attemptId\n\
  end\n\
  return account\n\
end\n\
local function writeAccount(accountId, account)\n\
  local words = { account.mask, unpack(account.live) }\n\
  if account.newest and account.newest ~= account.live[#account.live] then\n\
    words[#words + 1] = \"-\" .. account.newest\n\
  end\n\
  redis.call(\"HSET\", accountsKey, accountId, table.concat(words, \" \"))\n\
end\n\
local function enterAccount(account, attemptId, record)\n\
  if not account then\n\
    redis.call(\"HSET\", accountsKey, record.account, record.slots .. \" \" .. attemptId)\n\
    return\n\
  end\n\
  account.mask = bit.bor(account.mask, record.slots)\n\
  account.live[#account.live + 1] = attemptId\n\
  account.newest = attemptId\n\
  writeAccount(record.account, account)\n\
end\n\
local function reenterAccount(attemptId, record)\n\
  local account = readAccount(record.account)\n\
  if not account then\n\
    enterAccount(nil, attemptId, record)\n\
    return\n\
  end\n\
  account.mask = bit.bor(account.mask, record.slots)\n\
  table.insert(account.live, 1, attemptId)\n\
  writeAccount(record.account, account)\n\
end\n\
local function vacateSlots(attemptId, record)\n\
  local account = readAccount(record.account) or { mask = 0, live = {} }\n\
  local live, mask = {}, 0\n\
  for _, liveId in ipairs(account.live) do\n\
    if liveId ~= attemptId then\n\
      local other = readRecord(liveId)\n\
      live[#live + 1] = liveId\n\
      mask = bit.bor(mask, other and other.slots or 0)\n\
    end\n\
  end\n\
  account.live = live\n\
  account.mask = mask\n\
  writeAccount(record.account, account)\n\
end\n\
local function readStock(item)\n\
  local counts = redis.call(\"HMGET\", stockKey,\n\
    item .. \":total\", item .. \":released\", item .. \":held\", item .. \":sold\")\n\
  if not counts[1] then\n\
    return nil\n\
  end\n\
  local total, released = tonumber(counts[1]), tonumber(counts[2])\n\
  local held, sold = tonumber(counts[3]), tonumber(counts[4])\n\
  return { total = total, released = released, held = held, sold = sold, free = released - held - sold }\n\
end\n\
local function addToCounter(item, counter, quantity)\n\
  local field = item .. \":\" .. counter\n\
  if redis.call(\"HINCRBY\", stockKey, field, quantity) < 0 then\n\
    redis.call(\"HSET\", stockKey, field, 0)\n\
  end\n\
end\n\
local function moveUnits(record, from, to)\n\
  if from == to then\n\
    return\n\
  end\n\
  if from then\n\
    addToCounter(record.item, from, -record.quantity)\n\
  end\n\
  if to then\n\
    addToCounter(record.item, to, record.quantity)\n\
  end\n\
end\n\
local function handOver(kind, attemptId, packed)\n\
  redis.call(\"XADD\", intentsKey, \"*\", \"kind\", kind, \"attempt\", attemptId, \"record\", packed)\n\
end\n\
local function unpackRules(packed)\n\
  local status, startsAtMs, endsAtMs, limit, lineCap, paymentWindowMs =\n\
    string.match(packed, \"^(%l+)|(%d+)|(%d+)|(%d+)|(%d+)|(%d+)$\")\n\
  return status, tonumber(startsAtMs), tonumber(endsAtMs), tonumber(limit), tonumber(lineCap), tonumber(paymentWindowMs)\n\
end\n\
local serveMax = 200\n\
local function pairLines(itemIds, lineKeys)\n\
  local lines, position = {}, 0\n\
  for item in string.gmatch(itemIds, \"%d+\") do\n\
    position = position + 1\n\
    lines[item] = lineKeys[position]\n\
  end\n\
  return lines\n\
end\n\
local placeFreed = false\n\
local function removeFromLine(lineKey, attemptId)\n\
  if redis.call(\"ZREM\", lineKey, attemptId) == 1 then\n\
    placeFreed = true\n\
    redis.call(\"HINCRBY\", metaKey, \"waiting\", -1)\n\
  end\n\
end\n\
local function dismiss(lineKey, attemptId, record, state, reason)\n\
  record.state = stateLetters[state]\n\
  record.sequence = \"\"\n\
  record.reason = reason\n\
  local packed = packRecord(record)\n\
  handOver(\"leave\", attemptId, packed)\n\
  redis.call(\"HSET\", attemptsKey, attemptId, packed)\n\
  removeFromLine(lineKey, attemptId)\n\
  vacateSlots(attemptId, record)\n\
end\n\
local function isSelling(nowMs)\n\
  local status, startsAtMs, endsAtMs = unpackRules(redis.call(\"HGET\", metaKey, \"rules\"))\n\
  return status == \"published\" and nowMs >= startsAtMs and nowMs < endsAtMs\n\
end\n\
local function serveLine(item, lineKey)\n\
  local stock = readStock(item)\n\
  if not stock then\n\
    return\n\
  end\n\
  local free, unsold = stock.free, stock.total - stock.sold\n\
  for _ = 1, serveMax do\n\
    local attemptId = free > 0 and redis.call(\"ZRANGE\", lineKey, 0, 0)[1]\n\
    if not attemptId then\n\
      return\n\
    end\n\
    local record = readRecord(attemptId)\n\
    if not record then\n\
      removeFromLine(lineKey, attemptId)\n\
    elseif record.quantity <= free then\n\
      record.sequence = \"\"\n\
      local packed = packRecord(record)\n\
      handOver(\"reserve\", attemptId, packed)\n\
      redis.call(\"HSET\", attemptsKey, attemptId, packed)\n\
      removeFromLine(lineKey, attemptId)\n\
      addToCounter(item, \"held\", record.quantity)\n\
      free = free - record.quantity\n\
    elseif record.quantity > unsold then\n\
      dismiss(lineKey, attemptId, record, \"lost\", \"sold_out\")\n\
    else\n\
      return\n\
    end\n\
  end\n\
end\n\
local function announceChange()\n\
  redis.call(\"PUBLISH\", \"zerohour:gate\", metaKey)\n\
end\n\
local meta = redis.call(\"HMGET\", metaKey, \"epoch\", \"loader\", \"heldUntilMs\")\n\
if not meta[1] or meta[2] then\n\
  return { \"not_loaded\" }\n\
end\n\
local function recordOfSubject(subject)\n\
  return {\n\
    state = \"\", version = -1, account = subject.accountId, item = tostring(subject.itemId),\n\
    quantity = subject.quantity, slots = subject.slots, receivedAt = subject.receivedAtMs,\n\
    payBy = \"\", reason = \"\", sequence = \"\",\n\
  }\n\
end\n\
local lines = pairLines(itemIds, lineKeys)\n\
local records, touched = {}, {}\n\
for _, verdict in ipairs(verdicts) do\n\
  local attemptId = verdict.attemptId\n\
  local record = records[attemptId] or readRecord(attemptId)\n\
  if not record and verdict.subject then\n\
    record = recordOfSubject(verdict.subject)\n\
  end\n\
  if record then\n\
    if not lines[record.item] then\n\
      return { \"items_changed\" }\n\
    end\n\
    records[attemptId] = record\n\
    if not touched[record.item] then\n\
      touched[record.item] = true\n\
      touched[#touched + 1] = record.item\n\
    end\n\
  end\n\
end\n\
local heldUntilMs = tonumber(meta[3])\n\
local unitsReturned = false\n\
local function apply(verdict, record)\n\
  local attemptId = verdict.attemptId\n\
  local before, wasLive, wasUnknown = counterOf(record), isLive(record), record.version < 0\n\
  if isWaiting(record) then\n\
    removeFromLine(lines[record.item], attemptId)\n\
    record.sequence = \"\"\n\
  end\n\
  record.state = stateLetters[verdict.state]\n\
  record.version = verdict.version\n\
  record.reason = verdict.reason or \"\"\n\
  if verdict.state == \"reserved\" then\n\
    record.payBy = verdict.payByMs\n\
    heldUntilMs = math.max(heldUntilMs, verdict.payByMs)\n\
  elseif verdict.state ~= \"paying\" then\n\
    record.payBy = \"\"\n\
  end\n\
  writeRecord(attemptId, record)\n\
  moveUnits(record, before, counterOf(record))\n\
  unitsReturned = unitsReturned or (before ~= nil and counterOf(record) == nil)\n\
  if wasUnknown and not isLive(record) then\n\
    reenterAccount(attemptId, record)\n\
    vacateSlots(attemptId, record)\n\
  elseif isLive(record) and not wasLive then\n\
    reenterAccount(attemptId, record)\n\
  elseif wasLive and not isLive(record) then\n\
    vacateSlots(attemptId, record)\n\
  end\n\
end\n\
local applied = 0\n\
for _, verdict in ipairs(verdicts) do\n\
  local record = records[verdict.attemptId]\n\
  if record and verdict.version > record.version then\n\
    apply(verdict, record)\n\
    applied = applied + 1\n\
  end\n\
end\n\
if heldUntilMs > tonumber(meta[3]) then\n\
  redis.call(\"HSET\", metaKey, \"heldUntilMs\", heldUntilMs)\n\
end\n\
if isSelling(readClock(clock)) then\n\
  for _, item in ipairs(touched) do\n\
    serveLine(item, lines[item])\n\
  end\n\
end\n\
if unitsReturned or placeFreed then\n\
  announceChange()\n\
end\n\
return { \"settled\", applied }\n\
",
};

export interface SettleKeys {
  /** the sale's rules */
  readonly meta: string;
  /** counters per item */
  readonly stock: string;
  /** slots and attempts per account */
  readonly accounts: string;
  /** records */
  readonly attempts: string;
  /** stream for the worker */
  readonly intents: string;
  /** one per item of the sale, in the order of itemIds */
  readonly lines: readonly string[];
}

export interface SettleArgs {
  /** the sale's items, comma-separated */
  readonly itemIds: string | number;
  /** JSON list of { attemptId, version, state, payByMs?, reason?, subject? } */
  readonly verdicts: string | number;
  /** clock spec */
  readonly clock: string | number;
}

export type SettleReply =
  | { readonly tag: "not_loaded" }
  /** the caller does not know all items of the sale; nothing was done */
  | { readonly tag: "items_changed" }
  /** how many verdicts were news */
  | { readonly tag: "settled"; readonly applied: number };

/**
 * Publishes what PostgreSQL decided about attempts and offers units that return to the line.
 * Guarantee: Monotone and repeatable: a verdict of the same or an older version changes nothing. Units, slots and record of an attempt change together; no counter goes below 0. A repeated call serves the line again.
 */
export async function settle(redis: RedisClient, keys: SettleKeys, args: SettleArgs): Promise<SettleReply> {
  const reply = await runScript(redis, settleScript, [keys.meta, keys.stock, keys.accounts, keys.attempts, keys.intents, ...keys.lines], [args.itemIds, args.verdicts, args.clock]);
  const { tag, values } = readReply(reply);
  switch (tag) {
    case "not_loaded": return { tag };
    case "items_changed": return { tag };
    case "settled": return { tag, applied: readInteger(values, 0) };
    default: throw unknownTag(settleScript.name, tag);
  }
}
