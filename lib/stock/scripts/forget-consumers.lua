#!lua
-- Purpose: Removes the names of workers that are gone from a stream's group.
-- Guarantee: Only names with nothing pending go, judged and removed in one step, so no entry is lost. A worker that
--     lives after all gets its name back with its next read.
-- Version: 1
-- KEYS[1] intents: stream for the worker
-- ARGV[1] group: the worker's consumer group
-- ARGV[2] silentMs: whoever has asked for nothing this long is gone
-- Returns:
--   forgot count:integer - also 0 for a stream or a group that is not there
local intentsKey = KEYS[1]
local group = ARGV[1]
local silentMs = tonumber(ARGV[2])

local consumers = redis.pcall("XINFO", "CONSUMERS", intentsKey, group)
if consumers.err then
  return { "forgot", 0 }
end
local count = 0
for _, fields in ipairs(consumers) do
  local consumer = {}
  for position = 1, #fields, 2 do
    consumer[fields[position]] = fields[position + 1]
  end
  if consumer.pending == 0 and consumer.idle >= silentMs then
    redis.call("XGROUP", "DELCONSUMER", intentsKey, group, consumer.name)
    count = count + 1
  end
end
return { "forgot", count }
