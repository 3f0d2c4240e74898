-- An item's counters; nil for an item the sale does not have. What is free follows from them and is never stored:
-- total = unreleased + free + held + sold. It is negative while PostgreSQL has booked units which the gate had
-- given to somebody whom PostgreSQL will refuse; units that return then make up for it before anybody gets them.
local function readStock(item)
  local counts = redis.call("HMGET", stockKey,
    item .. ":total", item .. ":released", item .. ":held", item .. ":sold")
  if not counts[1] then
    return nil
  end
  local total, released = tonumber(counts[1]), tonumber(counts[2])
  local held, sold = tonumber(counts[3]), tonumber(counts[4])
  return { total = total, released = released, held = held, sold = sold, free = released - held - sold }
end

-- No counter goes below 0, whatever a loaded state may have left out.
local function addToCounter(item, counter, quantity)
  local field = item .. ":" .. counter
  if redis.call("HINCRBY", stockKey, field, quantity) < 0 then
    redis.call("HSET", stockKey, field, 0)
  end
end

-- From one counter to another; nil stands for the free units.
local function moveUnits(record, from, to)
  if from == to then
    return
  end
  if from then
    addToCounter(record.item, from, -record.quantity)
  end
  if to then
    addToCounter(record.item, to, record.quantity)
  end
end
