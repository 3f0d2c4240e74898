-- Redis' own time in milliseconds, corrected by a clock spec: `+5000` and `-5000` shift it, `=1763634000000` freezes it.
local function readClock(clockSpec)
  if string.sub(clockSpec, 1, 1) == "=" then
    return tonumber(string.sub(clockSpec, 2))
  end
  local time = redis.call("TIME")
  return tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000) + tonumber(clockSpec)
end
