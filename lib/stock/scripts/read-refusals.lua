#!lua flags=no-writes
-- Purpose: What somebody hears who asks for the first time, so that a web process can say it without asking again.
-- Guarantee: All of the same moment, and by the same rules as reserve. It says nothing about accounts that have an
--     attempt in the sale; `accounts` counts them, and none is added while an item refuses everybody. Words of an item:
--     open (only reserve can tell), ended, paused, cancelled, sold_out, all_held, and awaiting_release when nothing is
--     held but a later release brings more. lineFull is 1 when nobody can join the line.
-- Version: 1
-- KEYS[1] meta: the sale's rules
-- KEYS[2] stock: counters per item
-- KEYS[3] accounts: slots and attempts per account
-- ARGV[1] clock: clock spec
-- Returns:
--   not_loaded
--   refusals epoch:integer accounts:integer heldUntilMs:integer lineFull:integer words:texts - item, word, item, word
local metaKey = KEYS[1]
local stockKey = KEYS[2]
local accountsKey = KEYS[3]
local clock = ARGV[1]
--- include shared/clock
--- include shared/rules
--- include shared/stock

local meta = redis.call("HMGET", metaKey, "epoch", "loader", "rules", "waiting", "heldUntilMs")
if not meta[1] or meta[2] then
  return { "not_loaded" }
end
local status, startsAtMs, endsAtMs, _, lineCap, paymentWindowMs = unpackRules(meta[3])
local nowMs = readClock(clock)

local function wordForAll()
  if status == "cancelled" then
    return "cancelled"
  end
  if status == "ended" or (nowMs >= startsAtMs and nowMs >= endsAtMs) then
    return "ended"
  end
  if nowMs < startsAtMs then
    return "open"
  end
  return status == "paused" and "paused" or nil
end

local function wordOf(item)
  local stock = readStock(item)
  if stock.free > 0 then
    return "open"
  end
  if stock.held > 0 then
    return "all_held"
  end
  return stock.released >= stock.total and "sold_out" or "awaiting_release"
end

local forAll = wordForAll()
local words = {}
for _, field in ipairs(redis.call("HKEYS", stockKey)) do
  local item = string.match(field, "^(%d+):total$")
  if item then
    words[#words + 1] = item
    words[#words + 1] = forAll or wordOf(item)
  end
end
-- As reserve tells it: before the first booking no deadline is known.
local heldUntilMs = tonumber(meta[5])
if heldUntilMs == 0 then
  heldUntilMs = nowMs + paymentWindowMs
end
local lineFull = tonumber(meta[4]) >= lineCap and 1 or 0
return { "refusals", meta[1], redis.call("HLEN", accountsKey), math.max(nowMs, heldUntilMs), lineFull, unpack(words) }
