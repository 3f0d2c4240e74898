#!lua
-- Purpose: Ends the work on intents.
-- Guarantee: An entry leaves the worker's list and the stream together, so the stream holds exactly what is not
--     finished. Entries are deleted one by one: trimming by length or age could drop some that nobody has read.
-- Version: 1
-- KEYS[1] intents: stream for the worker
-- ARGV[1] group: the worker's consumer group
-- ARGV[2] entryIds: JSON list
-- Returns:
--   acknowledged count:integer
local intentsKey = KEYS[1]
local group = ARGV[1]
local entryIds = cjson.decode(ARGV[2])

local count = 0
for _, entryId in ipairs(entryIds) do
  count = count + redis.call("XACK", intentsKey, group, entryId)
  redis.call("XDEL", intentsKey, entryId)
end
return { "acknowledged", count }
