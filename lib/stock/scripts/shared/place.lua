-- The place in line, 1 is next; 0 for a record that has no sequence at its end, which means it does not wait.
local function findPlace(packed, attemptId, lineKeys)
  if string.sub(packed, -1) == "|" then
    return 0
  end
  for _, lineKey in ipairs(lineKeys) do
    local rank = redis.call("ZRANK", lineKey, attemptId)
    if rank then
      return rank + 1
    end
  end
  return 0
end
