#!lua
-- Purpose: Writes a part of one item's line of a sale that is being loaded.
-- Guarantee: Writes only for the load that began last; repeating a part changes nothing.
-- Version: 1
-- KEYS[1] meta: the sale's rules
-- KEYS[2] accounts: slots and attempts per account
-- KEYS[3] attempts: records
-- KEYS[4] line: who waits for the item
-- ARGV[1] loader: the name load-begin was given
-- ARGV[2] itemId: the item
-- ARGV[3] members: JSON list of { attemptId, accountId, quantity, slots, sequence, receivedAtMs }
-- Returns:
--   superseded - another load has begun since
--   written
local metaKey = KEYS[1]
local accountsKey = KEYS[2]
local attemptsKey = KEYS[3]
local lineKey = KEYS[4]
local loader = ARGV[1]
local itemId = ARGV[2]
local members = cjson.decode(ARGV[3])
--- include shared/attempts
--- include shared/accounts

if redis.call("HGET", metaKey, "loader") ~= loader then
  return { "superseded" }
end
local sequence = tonumber(redis.call("HGET", metaKey, "sequence"))
for _, member in ipairs(members) do
  -- An attempt that PostgreSQL has both in line and decided is decided.
  if redis.call("HEXISTS", attemptsKey, member.attemptId) == 0 then
    local record = {
      state = stateLetters.queued, version = 0, account = member.accountId, item = itemId,
      quantity = member.quantity, slots = member.slots, receivedAt = member.receivedAtMs,
      payBy = "", reason = "", sequence = member.sequence,
    }
    redis.call("ZADD", lineKey, member.sequence, member.attemptId)
    redis.call("HINCRBY", metaKey, "waiting", 1)
    writeRecord(member.attemptId, record)
    enterAccount(readAccount(record.account), member.attemptId, record)
    sequence = math.max(sequence, member.sequence)
  end
end
redis.call("HSET", metaKey, "sequence", sequence)
return { "written" }
