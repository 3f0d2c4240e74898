-- What booking a batch costs, without giving up a guarantee. docs/decisions/0023-references-checked-by-the-batch.md.

SET lock_timeout = '2s';

-- ---------------------------------------------------------------- the first two steps of an order

-- Every order is clicked and reserved; both moments are columns of the order. Only what happens later has a row of its
-- own. Orders that were booked before this view have rows for the first two as well, and keep them.
CREATE VIEW order_history AS
SELECT o.id AS order_id, first.position, 'reserved' AS state, first.kind, '' AS detail,
  CASE first.kind WHEN 'clicked' THEN o.received_at ELSE o.created_at END AS at
FROM orders o CROSS JOIN (VALUES (-2::bigint, 'clicked'), (-1::bigint, 'reserved')) AS first (position, kind)
WHERE NOT EXISTS (SELECT FROM order_events told WHERE told.order_id = o.id AND told.kind = 'clicked')
UNION ALL
SELECT order_id, id, state, kind, detail, at FROM order_events;

-- ---------------------------------------------------------------- references, checked once per statement

-- A foreign key looks up, and locks, the parent of every row by itself: four times per order, a quarter of a booking.
-- The same is said here once for all rows of a statement. What a parent may do is said below.
ALTER TABLE orders DROP CONSTRAINT orders_sale_id_fkey, DROP CONSTRAINT orders_account_id_fkey;
ALTER TABLE order_lines DROP CONSTRAINT order_lines_order_id_fkey, DROP CONSTRAINT order_lines_item_id_fkey;

-- A connection keeps the plans of these; one made while tables were small would read them whole for ever.
CREATE FUNCTION orders_check_references() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
BEGIN
  PERFORM FROM sales WHERE id IN (SELECT sale_id FROM made) FOR KEY SHARE;
  IF EXISTS (SELECT FROM made WHERE NOT EXISTS (SELECT FROM sales WHERE sales.id = made.sale_id)) THEN
    RAISE EXCEPTION 'an order needs a sale that exists'
      USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'orders_of_a_sale';
  END IF;
  -- Accounts are not locked: whoever deletes one waits for this transaction, see accounts_lock_orders.
  IF EXISTS (SELECT FROM made WHERE NOT EXISTS (SELECT FROM accounts WHERE accounts.id = made.account_id)) THEN
    RAISE EXCEPTION 'an order needs an account that exists'
      USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'orders_of_an_account';
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER orders_references AFTER INSERT ON orders REFERENCING NEW TABLE AS made
FOR EACH STATEMENT EXECUTE FUNCTION orders_check_references();

-- Orders are kept for good (orders_kept), so that one which exists now exists as long as its lines.
CREATE FUNCTION order_lines_check_references() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
BEGIN
  IF EXISTS (SELECT FROM made WHERE NOT EXISTS (SELECT FROM orders WHERE orders.id = made.order_id)) THEN
    RAISE EXCEPTION 'a line needs an order that exists'
      USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'order_lines_of_an_order';
  END IF;
  PERFORM FROM sale_items WHERE id IN (SELECT item_id FROM made) FOR KEY SHARE;
  IF EXISTS (SELECT FROM made WHERE NOT EXISTS (SELECT FROM sale_items WHERE sale_items.id = made.item_id)) THEN
    RAISE EXCEPTION 'a line needs an item that exists'
      USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'order_lines_of_an_item';
  END IF;
  RETURN NULL;
END $$;

CREATE TRIGGER order_lines_references AFTER INSERT ON order_lines REFERENCING NEW TABLE AS made
FOR EACH STATEMENT EXECUTE FUNCTION order_lines_check_references();

CREATE FUNCTION order_lines_guard_promise() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'order, slot, sale, account and item of a line are fixed'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'order_lines_promise_fixed';
END $$;

CREATE TRIGGER order_lines_promise_fixed BEFORE UPDATE OF order_id, slot, sale_id, account_id, item_id ON order_lines
FOR EACH ROW WHEN (
  (OLD.order_id, OLD.slot, OLD.sale_id, OLD.account_id, OLD.item_id)
  IS DISTINCT FROM (NEW.order_id, NEW.slot, NEW.sale_id, NEW.account_id, NEW.item_id)
) EXECUTE FUNCTION order_lines_guard_promise();

-- The same for all rows there are: whoever brings rows in with triggers switched off (a restore) calls it afterwards.
CREATE FUNCTION check_all_references() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM orders WHERE NOT EXISTS (SELECT FROM sales WHERE sales.id = orders.sale_id)) THEN
    RAISE EXCEPTION 'an order needs a sale that exists'
      USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'orders_of_a_sale';
  ELSIF EXISTS (SELECT FROM orders WHERE NOT EXISTS (SELECT FROM accounts WHERE accounts.id = orders.account_id)) THEN
    RAISE EXCEPTION 'an order needs an account that exists'
      USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'orders_of_an_account';
  ELSIF EXISTS (SELECT FROM order_lines WHERE NOT EXISTS (SELECT FROM orders WHERE orders.id = order_lines.order_id)) THEN
    RAISE EXCEPTION 'a line needs an order that exists'
      USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'order_lines_of_an_order';
  ELSIF EXISTS (SELECT FROM order_lines
    WHERE NOT EXISTS (SELECT FROM sale_items WHERE sale_items.id = order_lines.item_id)) THEN
    RAISE EXCEPTION 'a line needs an item that exists'
      USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'order_lines_of_an_item';
  END IF;
END $$;

-- ---------------------------------------------------------------- parents stay

CREATE FUNCTION refuse_new_id() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the id of a row of % is fixed', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;

CREATE TRIGGER accounts_id_fixed BEFORE UPDATE OF id ON accounts
FOR EACH ROW WHEN (OLD.id <> NEW.id) EXECUTE FUNCTION refuse_new_id();

CREATE TRIGGER sales_id_fixed BEFORE UPDATE OF id ON sales
FOR EACH ROW WHEN (OLD.id <> NEW.id) EXECUTE FUNCTION refuse_new_id();

CREATE TRIGGER sale_items_id_fixed BEFORE UPDATE OF id ON sale_items
FOR EACH ROW WHEN (OLD.id <> NEW.id) EXECUTE FUNCTION refuse_new_id();

-- The shop forgets a person and keeps the account. Whoever deletes one by hand waits until no booking is under way, and
-- holds up the next ones: so either they see the order here, or the booking sees that the account is gone.
CREATE FUNCTION accounts_lock_orders() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  LOCK TABLE orders IN SHARE MODE;
  RETURN NULL;
END $$;

CREATE TRIGGER accounts_wait_for_bookings BEFORE DELETE ON accounts
FOR EACH STATEMENT EXECUTE FUNCTION accounts_lock_orders();

CREATE FUNCTION accounts_guard_orders() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM orders WHERE account_id = OLD.id) THEN
    RAISE EXCEPTION 'account % has orders and stays', OLD.id
      USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'orders_of_an_account';
  END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER accounts_with_orders_stay BEFORE DELETE ON accounts
FOR EACH ROW EXECUTE FUNCTION accounts_guard_orders();

CREATE FUNCTION sales_guard_orders() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM orders WHERE sale_id = OLD.id) THEN
    RAISE EXCEPTION 'sale % has orders and stays', OLD.id
      USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'orders_of_a_sale';
  END IF;
  RETURN OLD;
END $$;

-- AFTER: a booking that holds the sale is waited for by the delete itself.
CREATE TRIGGER sales_with_orders_stay AFTER DELETE ON sales
FOR EACH ROW EXECUTE FUNCTION sales_guard_orders();

CREATE FUNCTION sale_items_guard_lines() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- The first question has an index and nearly always ends it.
  IF EXISTS (SELECT FROM orders WHERE sale_id = OLD.sale_id)
    AND EXISTS (SELECT FROM order_lines WHERE item_id = OLD.id) THEN
    RAISE EXCEPTION 'item % has been ordered and stays', OLD.id
      USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'order_lines_of_an_item';
  END IF;
  RETURN OLD;
END $$;

CREATE TRIGGER sale_items_with_lines_stay AFTER DELETE ON sale_items
FOR EACH ROW EXECUTE FUNCTION sale_items_guard_lines();
