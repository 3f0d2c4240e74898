--- include shared/attempts
--- include shared/accounts
--- include shared/stock
--- include shared/intents
--- include shared/rules
-- How many of the line one call tells: a few milliseconds of Redis' time. Each one served comes back as a verdict, and
-- every verdict serves the line again, so a longer line goes on by itself.
local serveMax = 200

-- Line keys by item id; `itemIds` names the items in the order of the keys, `12,13`.
local function pairLines(itemIds, lineKeys)
  local lines, position = {}, 0
  for item in string.gmatch(itemIds, "%d+") do
    position = position + 1
    lines[item] = lineKeys[position]
  end
  return lines
end

-- Whether this call has made room in the line.
local placeFreed = false

local function removeFromLine(lineKey, attemptId)
  if redis.call("ZREM", lineKey, attemptId) == 1 then
    placeFreed = true
    redis.call("HINCRBY", metaKey, "waiting", -1)
  end
end

-- Somebody who waits gets no unit: has left, or has lost with a reason.
local function dismiss(lineKey, attemptId, record, state, reason)
  record.state = stateLetters[state]
  record.sequence = ""
  record.reason = reason
  local packed = packRecord(record)
  handOver("leave", attemptId, packed)
  redis.call("HSET", attemptsKey, attemptId, packed)
  removeFromLine(lineKey, attemptId)
  vacateSlots(attemptId, record)
end

-- The line is offered units only while the sale sells: published and within its window.
local function isSelling(nowMs)
  local status, startsAtMs, endsAtMs = unpackRules(redis.call("HGET", metaKey, "rules"))
  return status == "published" and nowMs >= startsAtMs and nowMs < endsAtMs
end

-- Gives an item's free units to those who wait, first come first. A head whose wish is larger than what is free
-- waits for more to return and nobody overtakes; if so many can never come any more, it has lost.
local function serveLine(item, lineKey)
  local stock = readStock(item)
  if not stock then
    return
  end
  local free, unsold = stock.free, stock.total - stock.sold
  for _ = 1, serveMax do
    local attemptId = free > 0 and redis.call("ZRANGE", lineKey, 0, 0)[1]
    if not attemptId then
      return
    end
    local record = readRecord(attemptId)
    if not record then
      removeFromLine(lineKey, attemptId)
    elseif record.quantity <= free then
      record.sequence = ""
      local packed = packRecord(record)
      handOver("reserve", attemptId, packed)
      redis.call("HSET", attemptsKey, attemptId, packed)
      removeFromLine(lineKey, attemptId)
      addToCounter(item, "held", record.quantity)
      free = free - record.quantity
    elseif record.quantity > unsold then
      dismiss(lineKey, attemptId, record, "lost", "sold_out")
    else
      return
    end
  end
end
