#!lua
-- Purpose: Gives up a place in line.
-- Guarantee: Frees the account's slots and tells the worker, once; a repeat hears the same answer. If a free unit
--     waited for this one, the next in line is served.
-- Version: 1
-- KEYS[1] meta: the sale's rules
-- KEYS[2] stock: counters per item
-- KEYS[3] accounts: slots and attempts per account
-- KEYS[4] attempts: records
-- KEYS[5] intents: stream for the worker
-- KEYS[6..] line: one per item of the sale, in the order of itemIds
-- ARGV[1] itemIds: the sale's items, comma-separated
-- ARGV[2] attemptId: who waits
-- ARGV[3] accountId: whose it must be
-- ARGV[4] clock: clock spec
-- Returns:
--   not_loaded
--   items_changed - the caller does not know all items of the sale; nothing was done
--   not_in_line - unknown, another account's, or not waiting
--   left
local metaKey = KEYS[1]
local stockKey = KEYS[2]
local accountsKey = KEYS[3]
local attemptsKey = KEYS[4]
local intentsKey = KEYS[5]
local lineKeys = { unpack(KEYS, 6) }
local itemIds = ARGV[1]
local attemptId = ARGV[2]
local accountId = ARGV[3]
local clock = ARGV[4]
--- include shared/clock
--- include shared/line
--- include shared/announce

local meta = redis.call("HMGET", metaKey, "epoch", "loader")
if not meta[1] or meta[2] then
  return { "not_loaded" }
end
local record = readRecord(attemptId)
if not record or record.account ~= accountId then
  return { "not_in_line" }
end
if not isWaiting(record) then
  -- Version 0 is the gate's own story: it left from the line. A unit that was given back has a later one.
  if record.state == stateLetters.left and record.version == 0 then
    return { "left" }
  end
  return { "not_in_line" }
end
local lineKey = pairLines(itemIds, lineKeys)[record.item]
if not lineKey then
  return { "items_changed" }
end
dismiss(lineKey, attemptId, record, "left", "")
announceChange()
if isSelling(readClock(clock)) then
  serveLine(record.item, lineKey)
end
return { "left" }
