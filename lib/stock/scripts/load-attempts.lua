#!lua
-- Purpose: Writes a part of the attempts of a sale that is being loaded.
-- Guarantee: Writes only for the load that began last; repeating a part changes nothing.
-- Version: 1
-- KEYS[1] meta: the sale's rules
-- KEYS[2] accounts: slots and attempts per account
-- KEYS[3] attempts: records
-- ARGV[1] loader: the name load-begin was given
-- ARGV[2] attempts: JSON list, oldest first, of { attemptId, version, state, accountId, itemId, quantity, slots, receivedAtMs, payByMs?, reason? }
-- Returns:
--   superseded - another load has begun since
--   written
local metaKey = KEYS[1]
local accountsKey = KEYS[2]
local attemptsKey = KEYS[3]
local loader = ARGV[1]
local attempts = cjson.decode(ARGV[2])
--- include shared/attempts
--- include shared/accounts

if redis.call("HGET", metaKey, "loader") ~= loader then
  return { "superseded" }
end
local heldUntilMs = tonumber(redis.call("HGET", metaKey, "heldUntilMs"))
for _, attempt in ipairs(attempts) do
  local record = {
    state = stateLetters[attempt.state], version = attempt.version, account = attempt.accountId,
    item = string.format("%d", attempt.itemId), quantity = attempt.quantity, slots = attempt.slots,
    receivedAt = attempt.receivedAtMs, payBy = attempt.payByMs or "", reason = attempt.reason or "", sequence = "",
  }
  local isNew = redis.call("HEXISTS", attemptsKey, attempt.attemptId) == 0
  writeRecord(attempt.attemptId, record)
  if isNew then
    enterAccount(readAccount(record.account), attempt.attemptId, record)
    if not isLive(record) then
      vacateSlots(attempt.attemptId, record)
    end
  end
  if attempt.payByMs and counterOf(record) == "held" then
    heldUntilMs = math.max(heldUntilMs, attempt.payByMs)
  end
end
redis.call("HSET", metaKey, "heldUntilMs", heldUntilMs)
return { "written" }
