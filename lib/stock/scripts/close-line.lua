#!lua
-- Purpose: Ends the line of a sale: those who still wait have lost, with a reason.
-- Guarantee: Tells at most `max` in one call, each with slots freed and an intent for the worker; calling again
--     goes on where this one stopped.
-- Version: 1
-- KEYS[1] meta: the sale's rules
-- KEYS[2] accounts: slots and attempts per account
-- KEYS[3] attempts: records
-- KEYS[4] intents: stream for the worker
-- KEYS[5] stock: counters per item, not changed
-- KEYS[6..] line: one per item of the sale
-- ARGV[1] reason: why they lost
-- ARGV[2] max: at most so many in this call
-- Returns:
--   not_loaded
--   items_changed - somebody waits for an item the caller does not know
--   closed count:integer remaining:integer
local metaKey = KEYS[1]
local accountsKey = KEYS[2]
local attemptsKey = KEYS[3]
local intentsKey = KEYS[4]
local stockKey = KEYS[5]
local lineKeys = { unpack(KEYS, 6) }
local reason = ARGV[1]
local max = tonumber(ARGV[2])
--- include shared/line
--- include shared/announce

local meta = redis.call("HMGET", metaKey, "epoch", "loader")
if not meta[1] or meta[2] then
  return { "not_loaded" }
end
local count = 0
for _, lineKey in ipairs(lineKeys) do
  local wanted = max - count
  local attemptIds = wanted > 0 and redis.call("ZRANGE", lineKey, 0, wanted - 1) or {}
  for _, attemptId in ipairs(attemptIds) do
    local record = readRecord(attemptId)
    if record then
      dismiss(lineKey, attemptId, record, "lost", reason)
    else
      removeFromLine(lineKey, attemptId)
    end
    count = count + 1
  end
end
if count > 0 then
  announceChange()
end
local remaining = tonumber(redis.call("HGET", metaKey, "waiting"))
if count == 0 and remaining > 0 and max > 0 then
  return { "items_changed" }
end
return { "closed", count, remaining }
