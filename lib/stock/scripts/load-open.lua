#!lua
-- Purpose: Opens a sale that has been loaded completely.
-- Guarantee: Opens only for the load that began last. Free units go to those who already wait before anybody else asks.
-- Version: 1
-- KEYS[1] meta: the sale's rules
-- KEYS[2] stock: counters per item
-- KEYS[3] accounts: slots and attempts per account
-- KEYS[4] attempts: records
-- KEYS[5] intents: stream for the worker
-- KEYS[6..] line: one per item of the sale, in the order of itemIds
-- ARGV[1] loader: the name load-begin was given
-- ARGV[2] itemIds: the sale's items, comma-separated
-- ARGV[3] clock: clock spec
-- Returns:
--   superseded - another load has begun since
--   opened
local metaKey = KEYS[1]
local stockKey = KEYS[2]
local accountsKey = KEYS[3]
local attemptsKey = KEYS[4]
local intentsKey = KEYS[5]
local lineKeys = { unpack(KEYS, 6) }
local loader = ARGV[1]
local itemIds = ARGV[2]
local clock = ARGV[3]
--- include shared/clock
--- include shared/line
--- include shared/announce

if redis.call("HGET", metaKey, "loader") ~= loader then
  return { "superseded" }
end
redis.call("HDEL", metaKey, "loader")
announceChange()
if isSelling(readClock(clock)) then
  for item, lineKey in pairs(pairLines(itemIds, lineKeys)) do
    serveLine(item, lineKey)
  end
end
return { "opened" }
