#!lua
-- Purpose: Adds units to an item, or takes unsold ones away, and offers free ones to the line.
-- Guarantee: A cause counts once, also over rebuilds.
-- Version: 1
-- KEYS[1] meta: the sale's rules
-- KEYS[2] stock: counters per item
-- KEYS[3] accounts: slots and attempts per account
-- KEYS[4] attempts: records
-- KEYS[5] intents: stream for the worker
-- KEYS[6] causes: adjustments already made
-- KEYS[7] line: who waits for the item
-- ARGV[1] itemId: which item
-- ARGV[2] cause: what moved the units
-- ARGV[3] totalDelta: added to the total
-- ARGV[4] releasedDelta: added to the released units
-- ARGV[5] clock: clock spec
-- Returns:
--   not_loaded
--   unknown_item
--   already_adjusted
--   adjusted
local metaKey = KEYS[1]
local stockKey = KEYS[2]
local accountsKey = KEYS[3]
local attemptsKey = KEYS[4]
local intentsKey = KEYS[5]
local causesKey = KEYS[6]
local lineKey = KEYS[7]
local itemId = ARGV[1]
local cause = ARGV[2]
local totalDelta = tonumber(ARGV[3])
local releasedDelta = tonumber(ARGV[4])
local clock = ARGV[5]
--- include shared/clock
--- include shared/line
--- include shared/announce

local meta = redis.call("HMGET", metaKey, "epoch", "loader")
if not meta[1] or meta[2] then
  return { "not_loaded" }
end
if not readStock(itemId) then
  return { "unknown_item" }
end
if redis.call("SADD", causesKey, cause) == 0 then
  return { "already_adjusted" }
end
addToCounter(itemId, "total", totalDelta)
addToCounter(itemId, "released", releasedDelta)
if isSelling(readClock(clock)) then
  serveLine(itemId, lineKey)
end
announceChange()
return { "adjusted" }
