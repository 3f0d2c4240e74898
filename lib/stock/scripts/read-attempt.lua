#!lua flags=no-writes
-- Purpose: What the gate knows of an attempt.
-- Guarantee: Record and place are of the same moment.
-- Version: 1
-- KEYS[1] meta: the sale's rules
-- KEYS[2] attempts: records
-- KEYS[3..] line: one per item of the sale
-- ARGV[1] attemptId: which
-- Returns:
--   not_loaded
--   unknown
--   attempt record:text place:integer - the place is 0 unless it is in one of the lines
local metaKey = KEYS[1]
local attemptsKey = KEYS[2]
local lineKeys = { unpack(KEYS, 3) }
local attemptId = ARGV[1]
--- include shared/place

local meta = redis.call("HMGET", metaKey, "epoch", "loader")
if not meta[1] or meta[2] then
  return { "not_loaded" }
end
local packed = redis.call("HGET", attemptsKey, attemptId)
if not packed then
  return { "unknown" }
end
return { "attempt", packed, findPlace(packed, attemptId, lineKeys) }
