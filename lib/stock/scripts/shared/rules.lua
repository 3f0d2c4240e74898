-- What a person decides about a sale, in one field, since every wish to buy reads all of it:
--   status|startsAtMs|endsAtMs|limit|lineCap|paymentWindowMs
-- Its version has a field of its own; the epoch is not a person's.
local function writeRules(rules)
  local packed = string.format("%s|%.0f|%.0f|%d|%d|%.0f", rules.status, rules.startsAtMs, rules.endsAtMs,
    rules.limit, rules.lineCap, rules.paymentWindowMs)
  redis.call("HSET", metaKey, "version", rules.version, "rules", packed)
end

local function unpackRules(packed)
  local status, startsAtMs, endsAtMs, limit, lineCap, paymentWindowMs =
    string.match(packed, "^(%l+)|(%d+)|(%d+)|(%d+)|(%d+)|(%d+)$")
  return status, tonumber(startsAtMs), tonumber(endsAtMs), tonumber(limit), tonumber(lineCap), tonumber(paymentWindowMs)
end
