#!lua
-- Purpose: Brings status, schedule and limits of a sale up to date.
-- Guarantee: The newest version wins in whatever order they arrive, also while the sale is being loaded. A sale that
--     sells again offers its free units to the line.
-- Version: 1
-- KEYS[1] meta: the sale's rules
-- KEYS[2] stock: counters per item
-- KEYS[3] accounts: slots and attempts per account
-- KEYS[4] attempts: records
-- KEYS[5] intents: stream for the worker
-- KEYS[6..] line: one per item of the sale, in the order of itemIds
-- ARGV[1] itemIds: the sale's items, comma-separated
-- ARGV[2] rules: JSON object of epoch, version, status, startsAtMs, endsAtMs, limit, lineCap, paymentWindowMs
-- ARGV[3] clock: clock spec
-- Returns:
--   not_loaded
--   unchanged - the gate has this version or a newer one, or a newer epoch
--   configured
local metaKey = KEYS[1]
local stockKey = KEYS[2]
local accountsKey = KEYS[3]
local attemptsKey = KEYS[4]
local intentsKey = KEYS[5]
local lineKeys = { unpack(KEYS, 6) }
local itemIds = ARGV[1]
local rules = cjson.decode(ARGV[2])
local clock = ARGV[3]
--- include shared/clock
--- include shared/rules
--- include shared/line
--- include shared/announce

local meta = redis.call("HMGET", metaKey, "epoch", "version", "loader")
if not meta[1] then
  return { "not_loaded" }
end
if rules.epoch < tonumber(meta[1]) or rules.version <= tonumber(meta[2]) then
  return { "unchanged" }
end
writeRules(rules)
announceChange()
if not meta[3] and isSelling(readClock(clock)) then
  for item, lineKey in pairs(pairLines(itemIds, lineKeys)) do
    serveLine(item, lineKey)
  end
end
return { "configured" }
