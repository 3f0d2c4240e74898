-- For wrk: sends raw requests from a file of records of one length, one after the other, and starts over at its end.
-- Arguments: file, length of a record, number of records. Prints what it counted as one line of JSON.

local file, length, count, sent, only

function init(args)
  file = assert(io.open(args[1], "rb"))
  length = tonumber(args[2])
  count = tonumber(args[3])
  sent = 0
  if count == 1 then
    only = file:read(length)
  end
end

function request()
  if only then
    return only
  end
  if sent == count then
    file:seek("set", 0)
    sent = 0
  end
  sent = sent + 1
  return file:read(length)
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '\nresult {"requests":%d,"microseconds":%d,"p50":%.0f,"p99":%.0f,"refused":%d,"failed":%d}\n',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99), errors.status,
    errors.connect + errors.read + errors.write + errors.timeout))
end
