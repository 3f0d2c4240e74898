-- Hands a decision over to the worker, with the attempt's record as it will be. The only write that can fail (memory,
-- a key of another type), so it comes before the others of the same decision: Lua in Redis takes nothing back.
local function handOver(kind, attemptId, packed)
  redis.call("XADD", intentsKey, "*", "kind", kind, "attempt", attemptId, "record", packed)
end
