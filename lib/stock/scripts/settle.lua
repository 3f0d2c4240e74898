#!lua
-- Purpose: Publishes what PostgreSQL decided about attempts and offers units that return to the line.
-- Guarantee: Monotone and repeatable: a verdict of the same or an older version changes nothing. Units, slots and
--     record of an attempt change together; no counter goes below 0. A repeated call serves the line again.
-- Version: 1
-- KEYS[1] meta: the sale's rules
-- KEYS[2] stock: counters per item
-- KEYS[3] accounts: slots and attempts per account
-- KEYS[4] attempts: records
-- KEYS[5] intents: stream for the worker
-- KEYS[6..] line: one per item of the sale, in the order of itemIds
-- ARGV[1] itemIds: the sale's items, comma-separated
-- ARGV[2] verdicts: JSON list of { attemptId, version, state, payByMs?, reason?, subject? }
-- ARGV[3] clock: clock spec
-- Returns:
--   not_loaded
--   items_changed - the caller does not know all items of the sale; nothing was done
--   settled applied:integer - how many verdicts were news
local metaKey = KEYS[1]
local stockKey = KEYS[2]
local accountsKey = KEYS[3]
local attemptsKey = KEYS[4]
local intentsKey = KEYS[5]
local lineKeys = { unpack(KEYS, 6) }
local itemIds = ARGV[1]
local verdicts = cjson.decode(ARGV[2])
local clock = ARGV[3]
--- include shared/clock
--- include shared/line
--- include shared/announce

local meta = redis.call("HMGET", metaKey, "epoch", "loader", "heldUntilMs")
if not meta[1] or meta[2] then
  return { "not_loaded" }
end

-- An attempt the gate does not know has never held anything here: it begins as nothing, before version 0.
local function recordOfSubject(subject)
  return {
    state = "", version = -1, account = subject.accountId, item = tostring(subject.itemId),
    quantity = subject.quantity, slots = subject.slots, receivedAt = subject.receivedAtMs,
    payBy = "", reason = "", sequence = "",
  }
end

local lines = pairLines(itemIds, lineKeys)
local records, touched = {}, {}
for _, verdict in ipairs(verdicts) do
  local attemptId = verdict.attemptId
  local record = records[attemptId] or readRecord(attemptId)
  if not record and verdict.subject then
    record = recordOfSubject(verdict.subject)
  end
  if record then
    if not lines[record.item] then
      return { "items_changed" }
    end
    records[attemptId] = record
    if not touched[record.item] then
      touched[record.item] = true
      touched[#touched + 1] = record.item
    end
  end
end

local heldUntilMs = tonumber(meta[3])
local unitsReturned = false

local function apply(verdict, record)
  local attemptId = verdict.attemptId
  local before, wasLive, wasUnknown = counterOf(record), isLive(record), record.version < 0
  if isWaiting(record) then
    removeFromLine(lines[record.item], attemptId)
    record.sequence = ""
  end
  record.state = stateLetters[verdict.state]
  record.version = verdict.version
  record.reason = verdict.reason or ""
  if verdict.state == "reserved" then
    record.payBy = verdict.payByMs
    heldUntilMs = math.max(heldUntilMs, verdict.payByMs)
  elseif verdict.state ~= "paying" then
    record.payBy = ""
  end
  writeRecord(attemptId, record)
  moveUnits(record, before, counterOf(record))
  unitsReturned = unitsReturned or (before ~= nil and counterOf(record) == nil)
  if wasUnknown and not isLive(record) then
    reenterAccount(attemptId, record)
    vacateSlots(attemptId, record)
  elseif isLive(record) and not wasLive then
    reenterAccount(attemptId, record)
  elseif wasLive and not isLive(record) then
    vacateSlots(attemptId, record)
  end
end

local applied = 0
for _, verdict in ipairs(verdicts) do
  local record = records[verdict.attemptId]
  if record and verdict.version > record.version then
    apply(verdict, record)
    applied = applied + 1
  end
end
if heldUntilMs > tonumber(meta[3]) then
  redis.call("HSET", metaKey, "heldUntilMs", heldUntilMs)
end
if isSelling(readClock(clock)) then
  for _, item in ipairs(touched) do
    serveLine(item, lines[item])
  end
end
if unitsReturned or placeFreed then
  announceChange()
end
return { "settled", applied }
