-- An account's entry: `mask id id ... [-id]`. The mask has a bit for each slot in use, the ids are the live
-- attempts in order of arrival; `-id` is the newest attempt when that is not the last of them.
-- Nil when the account has no attempt yet.
local function readAccount(accountId)
  local packed = redis.call("HGET", accountsKey, accountId)
  if not packed then
    return nil
  end
  local mask, rest = string.match(packed, "^(%d+)(.*)$")
  local account = { mask = tonumber(mask), live = {} }
  for dash, attemptId in string.gmatch(rest, " (%-?)(%S+)") do
    if dash == "" then
      account.live[#account.live + 1] = attemptId
    end
    account.newest = attemptId
  end
  return account
end

local function writeAccount(accountId, account)
  local words = { account.mask, unpack(account.live) }
  if account.newest and account.newest ~= account.live[#account.live] then
    words[#words + 1] = "-" .. account.newest
  end
  redis.call("HSET", accountsKey, accountId, table.concat(words, " "))
end

-- The lowest free slots for a quantity, or nil when the limit leaves too few.
local function findSlots(mask, quantity, limit)
  if quantity > limit then
    return nil
  end
  -- Almost every account asks for the first time.
  if mask == 0 then
    return 2 ^ quantity - 1
  end
  local slots, used, missing, slot = 0, 0, quantity, 1
  while missing > 0 or slot <= mask do
    if bit.band(mask, slot) ~= 0 then
      used = used + 1
    elseif missing > 0 then
      slots = slots + slot
      missing = missing - 1
    end
    slot = slot * 2
  end
  return used + quantity <= limit and slots or nil
end

-- A live attempt enters its account's entry as the newest; `account` is what readAccount told.
local function enterAccount(account, attemptId, record)
  if not account then
    redis.call("HSET", accountsKey, record.account, record.slots .. " " .. attemptId)
    return
  end
  account.mask = bit.bor(account.mask, record.slots)
  account.live[#account.live + 1] = attemptId
  account.newest = attemptId
  writeAccount(record.account, account)
end

-- An attempt that became live after others came stays older than they are.
local function reenterAccount(attemptId, record)
  local account = readAccount(record.account)
  if not account then
    enterAccount(nil, attemptId, record)
    return
  end
  account.mask = bit.bor(account.mask, record.slots)
  table.insert(account.live, 1, attemptId)
  writeAccount(record.account, account)
end

-- The attempt's slots become free, but for those that another live attempt of the account claims as well. The account
-- is missing only where somebody has deleted the key; failing here would leave a step half done.
local function vacateSlots(attemptId, record)
  local account = readAccount(record.account) or { mask = 0, live = {} }
  local live, mask = {}, 0
  for _, liveId in ipairs(account.live) do
    if liveId ~= attemptId then
      local other = readRecord(liveId)
      live[#live + 1] = liveId
      mask = bit.bor(mask, other and other.slots or 0)
    end
  end
  account.live = live
  account.mask = mask
  writeAccount(record.account, account)
end
