#!lua
-- Purpose: Begins to load or rebuild a sale: forgets its old state and writes rules and counters.
-- Guarantee: Until load-open every other verb answers not_loaded. Intents and the worker's group in the stream stay,
--     and so do the causes of adjustments and the numbering of the line. A lower or equal epoch changes nothing,
--     unless its load was never finished.
-- Version: 1
-- KEYS[1] meta: the sale's rules
-- KEYS[2] stock: counters per item
-- KEYS[3] accounts: slots and attempts per account
-- KEYS[4] attempts: records
-- KEYS[5] intents: stream for the worker
-- KEYS[6] causes: adjustments already made
-- KEYS[7..] line: one per item, of the old state and the new
-- ARGV[1] loader: names this load, so that a slower one of the same epoch gives up
-- ARGV[2] group: the worker's consumer group
-- ARGV[3] rules: JSON object of epoch, version, status, startsAtMs, endsAtMs, limit, lineCap, paymentWindowMs
-- ARGV[4] items: JSON list of { itemId, total, released, held, sold }
-- ARGV[5] causes: JSON list of the adjustments these counters contain
-- Returns:
--   already_loaded
--   begun
local metaKey = KEYS[1]
local stockKey = KEYS[2]
local accountsKey = KEYS[3]
local attemptsKey = KEYS[4]
local intentsKey = KEYS[5]
local causesKey = KEYS[6]
local lineKeys = { unpack(KEYS, 7) }
local loader = ARGV[1]
local group = ARGV[2]
local rules = cjson.decode(ARGV[3])
local items = cjson.decode(ARGV[4])
local causes = cjson.decode(ARGV[5])
--- include shared/rules
--- include shared/announce

local meta = redis.call("HMGET", metaKey, "epoch", "loader", "version", "sequence")
local oldEpoch = tonumber(meta[1] or -1)
if rules.epoch < oldEpoch or (rules.epoch == oldEpoch and not meta[2]) then
  return { "already_loaded" }
end

-- The group first: the only command here that can fail. One that exists keeps its place in the stream.
local created = redis.pcall("XGROUP", "CREATE", intentsKey, group, "0", "MKSTREAM")
if created.err and not string.find(created.err, "BUSYGROUP", 1, true) then
  error(created.err)
end
announceChange()
redis.call("UNLINK", stockKey, accountsKey, attemptsKey, unpack(lineKeys))
redis.call("HSET", metaKey, "epoch", rules.epoch, "loader", loader,
  "heldUntilMs", 0, "sequence", meta[4] or 0, "waiting", 0)
-- Rules that were configured while the caller gathered what it loads are newer.
if rules.version >= tonumber(meta[3] or -1) then
  writeRules(rules)
end
for _, item in ipairs(items) do
  local id = string.format("%d", item.itemId)
  redis.call("HSET", stockKey, id .. ":total", item.total, id .. ":released", item.released,
    id .. ":held", item.held, id .. ":sold", item.sold)
end
for _, cause in ipairs(causes) do
  redis.call("SADD", causesKey, cause)
end
return { "begun" }
