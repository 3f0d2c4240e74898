#!lua
-- Purpose: Closes a sale's gate when somebody has deleted a part of what it knows.
-- Guarantee: Attempts, accounts and the count of intents only grow while a sale is loaded, and an entry leaves the stream only when its work is
--     done. A gate of which less is there than was there cannot be believed: it is not loaded any more, until it is
--     loaded from PostgreSQL. What is left in the stream stays and is booked. What has been deleted and written anew since
--     the look before may be as much as it was: then attempts stand without their account, or accounts without their newest
--     attempt, and one look after the other finds one of them by chance.
-- Version: 1
-- KEYS[1] meta: the sale's rules
-- KEYS[2] accounts: slots and attempts per account
-- KEYS[3] attempts: records
-- KEYS[4] intents: stream for the worker
-- ARGV[1] group: the worker's consumer group
-- ARGV[2] epoch: of the look before; -1 when there was none
-- ARGV[3] accountsBefore: as that look told them
-- ARGV[4] attemptsBefore: as that look told them
-- ARGV[5] intentsBefore: as that look told them
-- Returns:
--   not_loaded
--   whole epoch:integer accounts:integer attempts:integer intents:integer - of intents, how many there ever were
--   closed
local metaKey = KEYS[1]
local accountsKey = KEYS[2]
local attemptsKey = KEYS[3]
local intentsKey = KEYS[4]
local group = ARGV[1]
local epoch = tonumber(ARGV[2])
local accountsBefore = tonumber(ARGV[3])
local attemptsBefore = tonumber(ARGV[4])
local intentsBefore = tonumber(ARGV[5])

--- include shared/attempts
--- include shared/accounts

-- Of so many attempts and accounts, chosen by chance, it is seen whether they know each other.
local sampleSize = 16

local function isOneOf(list, wanted)
  for _, each in ipairs(list) do
    if each == wanted then
      return true
    end
  end
  return false
end

local function isTorn()
  for _, attemptId in ipairs(redis.call("HRANDFIELD", attemptsKey, sampleSize)) do
    local record = readRecord(attemptId)
    local account = readAccount(record.account)
    if not account or (isLive(record) and not isOneOf(account.live, attemptId)) then
      return true
    end
  end
  for _, accountId in ipairs(redis.call("HRANDFIELD", accountsKey, sampleSize)) do
    local newest = readAccount(accountId).newest
    if newest and redis.call("HEXISTS", attemptsKey, newest) == 0 then
      return true
    end
  end
  return false
end

local function toTable(reply)
  local named = {}
  for at = 1, #reply, 2 do
    named[reply[at]] = reply[at + 1]
  end
  return named
end

local function findGroup()
  if redis.call("EXISTS", intentsKey) == 0 then
    return nil
  end
  for _, reply in ipairs(redis.call("XINFO", "GROUPS", intentsKey)) do
    local found = toTable(reply)
    if found.name == group then
      return found
    end
  end
  return nil
end

-- Entries that nobody has read and that are not there any more. Redis cannot always tell.
local function countLost(found)
  local lag = tonumber(found.lag or nil)
  if not lag then
    return 0
  end
  return lag - math.max(0, redis.call("XLEN", intentsKey) - found.pending)
end

local meta = redis.call("HMGET", metaKey, "epoch", "loader")
if not meta[1] or meta[2] then
  return { "not_loaded" }
end
local accounts, attempts, intents = redis.call("HLEN", accountsKey), redis.call("HLEN", attemptsKey), 0
local found = findGroup()
if found then
  intents = toTable(redis.call("XINFO", "STREAM", intentsKey))["entries-added"]
end
local lost = found and countLost(found) or 0
local shrunk = tonumber(meta[1]) == epoch
  and (accounts < accountsBefore or attempts < attemptsBefore or intents < intentsBefore)
if found and lost <= 0 and not shrunk and not isTorn() then
  return { "whole", tonumber(meta[1]), accounts, attempts, intents }
end

redis.call("DEL", metaKey)
if lost > 0 then
  -- Else the group would be thought to lack them for ever.
  local unread = math.max(0, redis.call("XLEN", intentsKey) - found.pending)
  redis.call("XGROUP", "SETID", intentsKey, group, found["last-delivered-id"], "ENTRIESREAD", intents - unread)
end
return { "closed" }
