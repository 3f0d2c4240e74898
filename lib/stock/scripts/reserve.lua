#!lua
-- Purpose: Takes units for an attempt, or puts it in line, or says why not.
-- Guarantee: Decides, remembers and hands over in one step: an accepted attempt has its units, its slots and
--     its intent in the stream, a refused one has changed nothing. The same attempt id is decided once.
-- Version: 1
-- KEYS[1] meta: the sale's rules
-- KEYS[2] stock: counters per item
-- KEYS[3] accounts: slots and attempts per account
-- KEYS[4] attempts: records
-- KEYS[5] intents: stream for the worker
-- KEYS[6] line: who waits for the item
-- ARGV[1] epoch: the caller's; the gate refuses callers from before its last rebuild
-- ARGV[2] accountId: who asks
-- ARGV[3] attemptId: the wish
-- ARGV[4] itemId: of what
-- ARGV[5] quantity: how many
-- ARGV[6] joinLine: 1 to wait in line when nothing is free
-- ARGV[7] clock: clock spec
-- ARGV[8] backlogMax: so many intents may wait for the worker
-- Returns:
--   not_loaded - there is no such sale here, or it is being loaded, or the caller knows a newer epoch
--   stale_epoch epoch:integer - the caller must learn the sale anew
--   known record:text place:integer - decided before; the place is 0 unless it waits in line
--   key_reused - the attempt id was for another account, item or quantity
--   cancelled
--   ended
--   not_open retryAfterMs:integer
--   paused
--   unknown_item
--   limit_reached attemptIds:texts - the account's live attempts
--   too_few - fewer are left than were asked for, and no more can come
--   sold_out - nothing free, nothing held, nothing to be released
--   all_held heldUntilMs:integer - units may return by then; 0 when only a later release can bring some
--   line_full
--   backlogged - the worker has more to book than backlogMax; nothing was taken
--   accepted receivedAtMs:integer place:integer - the place is 0 when units were taken
local metaKey = KEYS[1]
local stockKey = KEYS[2]
local accountsKey = KEYS[3]
local attemptsKey = KEYS[4]
local intentsKey = KEYS[5]
local lineKey = KEYS[6]
local epoch = tonumber(ARGV[1])
local accountId = ARGV[2]
local attemptId = ARGV[3]
local itemId = ARGV[4]
local quantity = tonumber(ARGV[5])
local joinLine = ARGV[6]
local clock = ARGV[7]
local backlogMax = tonumber(ARGV[8])
--- include shared/clock
--- include shared/rules
--- include shared/attempts
--- include shared/accounts
--- include shared/stock
--- include shared/intents

-- Whatever is accepted must be booked, and its shopper waits for that. Past this many a later try is the better answer.
local function isBacklogged()
  return redis.call("XLEN", intentsKey) >= backlogMax
end

local meta = redis.call("HMGET", metaKey, "epoch", "loader", "rules", "waiting")
local loadedEpoch = tonumber(meta[1] or 0)
if not meta[1] or meta[2] or epoch > loadedEpoch then
  return { "not_loaded" }
end
if epoch < loadedEpoch then
  return { "stale_epoch", loadedEpoch }
end

local known = redis.call("HGET", attemptsKey, attemptId)
if known then
  local record = unpackRecord(known)
  if record.account ~= accountId or record.item ~= itemId or record.quantity ~= quantity then
    return { "key_reused" }
  end
  local rank = isWaiting(record) and redis.call("ZRANK", lineKey, attemptId)
  return { "known", known, rank and rank + 1 or 0 }
end

-- The same order as the phase of a sale has everywhere: what a person decided for good, then the time, then a pause.
local status, startsAtMs, endsAtMs, limit, lineCap, paymentWindowMs = unpackRules(meta[3])
local nowMs = readClock(clock)
if status == "cancelled" then
  return { "cancelled" }
end
if status == "ended" or (nowMs >= startsAtMs and nowMs >= endsAtMs) then
  return { "ended" }
end
if nowMs < startsAtMs then
  return { "not_open", startsAtMs - nowMs }
end
if status == "paused" then
  return { "paused" }
end

local stock = readStock(itemId)
if not stock then
  return { "unknown_item" }
end
local account = readAccount(accountId)
local slots = findSlots(account and account.mask or 0, quantity, limit)
if not slots then
  return { "limit_reached", unpack(account and account.live or {}) }
end

local waiting = tonumber(meta[4])
local record = {
  state = "q", version = 0, account = accountId, item = itemId, quantity = quantity, slots = slots,
  receivedAt = nowMs, payBy = "", reason = "", sequence = "",
}

-- Free units belong to the line while somebody waits in it.
if stock.free >= quantity and (waiting == 0 or redis.call("ZCARD", lineKey) == 0) then
  if isBacklogged() then
    return { "backlogged" }
  end
  local packed = packRecord(record)
  handOver("reserve", attemptId, packed)
  redis.call("HINCRBY", stockKey, itemId .. ":held", quantity)
  redis.call("HSET", attemptsKey, attemptId, packed)
  enterAccount(account, attemptId, record)
  return { "accepted", nowMs, 0 }
end

if stock.held <= 0 and stock.released >= stock.total then
  if stock.free > 0 and stock.free < quantity then
    return { "too_few" }
  end
  return { "sold_out" }
end
if joinLine ~= "1" then
  if stock.held <= 0 then
    return { "all_held", 0 }
  end
  -- Before the first booking no deadline is known: units taken just now are held for about a payment window.
  local heldUntilMs = tonumber(redis.call("HGET", metaKey, "heldUntilMs"))
  if heldUntilMs == 0 then
    heldUntilMs = nowMs + paymentWindowMs
  end
  return { "all_held", math.max(nowMs, heldUntilMs) }
end
if waiting >= lineCap then
  return { "line_full" }
end
if isBacklogged() then
  return { "backlogged" }
end
local sequence = tonumber(redis.call("HGET", metaKey, "sequence")) + 1
record.sequence = sequence
local packed = packRecord(record)
handOver("join", attemptId, packed)
redis.call("ZADD", lineKey, sequence, attemptId)
redis.call("HSET", metaKey, "sequence", sequence, "waiting", waiting + 1)
redis.call("HSET", attemptsKey, attemptId, packed)
enterAccount(account, attemptId, record)
return { "accepted", nowMs, redis.call("ZRANK", lineKey, attemptId) + 1 }
