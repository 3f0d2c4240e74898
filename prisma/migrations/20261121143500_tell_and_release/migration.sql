-- What the store does to one order, and what it writes to people. Nothing here is in the schema file.

-- A hold the store gave up: the order is cancelled, and its history says that it was not the shopper.
ALTER TABLE order_events DROP CONSTRAINT order_events_kind_word;
ALTER TABLE order_events
  ADD CONSTRAINT order_events_kind_word
    CHECK (kind IN (
      'clicked', 'reserved', 'paying', 'declined', 'extended', 'paid', 'expired', 'left', 'cancelled', 'released',
      'refunding', 'refunded'));

ALTER TABLE mails
  ADD CONSTRAINT mails_kind_word
    CHECK (kind IN (
      'order_paid', 'order_refunded', 'hold_released', 'sale_cancelled', 'line_offered', 'account_suspended',
      'test_mail'));

-- A unit that came back is reserved for somebody who waited: they may be elsewhere, so they get a mail. As a trigger it
-- is written by the booking's own transaction and costs a booking without a line nothing.
CREATE FUNCTION line_entries_tell() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
BEGIN
  INSERT INTO mails (cause, kind, account_id, order_id, sale_id, recipient, facts)
  SELECT 'line_offered:' || o.id, 'line_offered', o.account_id, o.id, o.sale_id, account.email, '{}'
  FROM orders o JOIN accounts account ON account.id = o.account_id
  WHERE o.id = 'o' || substr(NEW.attempt_id, 2) AND o.state = 'reserved'
  ON CONFLICT (cause) DO NOTHING;
  RETURN NULL;
END $$;

CREATE TRIGGER line_entries_tell AFTER UPDATE ON line_entries
FOR EACH ROW WHEN (OLD.state = 'waiting' AND NEW.state = 'offered') EXECUTE FUNCTION line_entries_tell();

-- An entry that came to be known after its offer.
CREATE TRIGGER line_entries_tell_late AFTER INSERT ON line_entries
FOR EACH ROW WHEN (NEW.state = 'offered') EXECUTE FUNCTION line_entries_tell();

-- Who is suspended is asked for every second, and they are few.
CREATE INDEX accounts_banned ON accounts (updated_at) WHERE banned;
