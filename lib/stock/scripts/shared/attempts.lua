-- An attempt's record is one text, since a million of them must fit into memory (decode-attempt.ts reads it too):
--   state|version|accountId|itemId|quantity|slots|receivedAtMs|payByMs|reason|sequence
-- payByMs, reason and sequence may be empty. A sequence means: waits in line, holds no unit.
local stateLetters = {
  queued = "q", reserved = "r", paying = "y", paid = "p", lost = "l", left = "g", expired = "x",
}
local recordPattern = "^(%l)|(%d+)|([^|]+)|(%d+)|(%d+)|(%d+)|(%d+)|(%d*)|([%l_]*)|(%d*)$"

local function unpackRecord(packed)
  local record = {}
  record.state, record.version, record.account, record.item, record.quantity, record.slots,
    record.receivedAt, record.payBy, record.reason, record.sequence = string.match(packed, recordPattern)
  if not record.state then
    error("a broken attempt record")
  end
  record.version = tonumber(record.version)
  record.quantity = tonumber(record.quantity)
  record.slots = tonumber(record.slots)
  return record
end

local function packRecord(record)
  return table.concat({
    record.state, record.version, record.account, record.item, record.quantity, record.slots,
    record.receivedAt, record.payBy, record.reason, record.sequence,
  }, "|")
end

-- Nil when the gate does not know the attempt.
local function readRecord(attemptId)
  local packed = redis.call("HGET", attemptsKey, attemptId)
  return packed and unpackRecord(packed) or nil
end

local function writeRecord(attemptId, record)
  redis.call("HSET", attemptsKey, attemptId, packRecord(record))
end

local function isWaiting(record)
  return record.sequence ~= ""
end

-- A live attempt occupies its slots, with a unit or in line for one.
local function isLive(record)
  local state = record.state
  return state == "q" or state == "r" or state == "y" or state == "p"
end

-- The counter an attempt's units are in: held, sold or none.
local function counterOf(record)
  local state = record.state
  if state == "p" then
    return "sold"
  end
  if state == "r" or state == "y" or (state == "q" and not isWaiting(record)) then
    return "held"
  end
  return nil
end
