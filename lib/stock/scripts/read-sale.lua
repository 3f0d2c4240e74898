#!lua flags=no-writes
-- Purpose: A sale's counters.
-- Guarantee: All of the same moment.
-- Version: 1
-- KEYS[1] meta: the sale's rules
-- KEYS[2] stock: counters per item
-- Returns:
--   not_loaded
--   sale epoch:integer waiting:integer heldUntilMs:integer counters:texts - counters are field, value, field, value
local metaKey = KEYS[1]
local stockKey = KEYS[2]

local meta = redis.call("HMGET", metaKey, "epoch", "loader", "waiting", "heldUntilMs")
if not meta[1] or meta[2] then
  return { "not_loaded" }
end
return { "sale", meta[1], meta[3], meta[4], unpack(redis.call("HGETALL", stockKey)) }
