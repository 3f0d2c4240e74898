-- Tells every web process that what it remembers of this sale's refusals may be wrong now: units or places came free,
-- or the rules changed. A message that is lost costs at most the processes' own lease (purchase/upstream.ts).
local function announceChange()
  redis.call("PUBLISH", "zerohour:gate", metaKey)
end
