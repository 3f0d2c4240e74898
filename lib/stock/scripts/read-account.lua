#!lua flags=no-writes
-- Purpose: An account's newest attempt in a sale.
-- Guarantee: Entry, record and place are of the same moment.
-- Version: 1
-- KEYS[1] meta: the sale's rules
-- KEYS[2] accounts: slots and attempts per account
-- KEYS[3] attempts: records
-- KEYS[4..] line: one per item of the sale
-- ARGV[1] accountId: whose
-- Returns:
--   not_loaded
--   none
--   attempt attemptId:text record:text place:integer - the place is 0 unless it is in one of the lines
local metaKey = KEYS[1]
local accountsKey = KEYS[2]
local attemptsKey = KEYS[3]
local lineKeys = { unpack(KEYS, 4) }
local accountId = ARGV[1]
--- include shared/attempts
--- include shared/accounts
--- include shared/place

local meta = redis.call("HMGET", metaKey, "epoch", "loader")
if not meta[1] or meta[2] then
  return { "not_loaded" }
end
local account = readAccount(accountId)
local attemptId = account and account.newest
local packed = attemptId and redis.call("HGET", attemptsKey, attemptId)
if not packed then
  return { "none" }
end
return { "attempt", attemptId, packed, findPlace(packed, attemptId, lineKeys) }
